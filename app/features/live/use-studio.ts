import { useCallback, useEffect, useRef, useState } from "react";
import { v4 as newUuid } from "uuid";
import { useWords } from "#app/i18n/i18n.ts";
import type { Board } from "#services/live/board.ts";
import type { StudioPage } from "./studio-types.ts";
import type { HostPass } from "./use-broadcast.ts";

type Entered = { state: Board["state"]; gate: StudioPage["gate"]; pass: HostPass | null };
type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; code: string; field?: string; details?: Record<string, unknown> };

export type ActName = "open" | "pin" | "unpin" | "deal" | "end-deal" | "end";

const RENEW_MS = 8000;
const FIGURES_MS = 1000;

const SAID = [
  "not_live",
  "not_found",
  "studio_taken",
  "gate_red",
  "no_live_price",
  "not_allowed",
  "another_live",
  "video_down",
  "not_host",
  "show_over",
  "deal_running",
  "sold_out",
  "off_sale",
  "over_regular",
  "alcohol_price",
  "signed_out",
] as const;

/** Fields that the form of a live price has, and says itself what is wrong with. */
export const isOfDealForm = (field: string | undefined) => /^(seconds|quota|perBuyer)$/.test(field ?? "");

async function post<T>(address: string, body: object): Promise<Answer<T>> {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()) as Answer<T>;
  } catch {
    return { ok: false, code: "unavailable" };
  }
}

/** Orders and money, read anew while the show runs. */
function useSales(base: string, known: StudioPage["figures"], isLive: boolean): StudioPage["figures"] {
  const [sales, setSales] = useState(known);
  useEffect(() => {
    if (!isLive) return;
    const read = async () => {
      const answer = await fetch(`${base}/figures`).catch(() => null);
      if (answer?.ok) setSales((await answer.json()) as StudioPage["figures"]);
    };
    const timer = setInterval(() => void read(), FIGURES_MS);
    return () => clearInterval(timer);
  }, [base, isLive]);
  return sales;
}

/** Units at a live price that are left, of all that run. */
function unitsOf(board: Board) {
  const deals = board.items.flatMap((item) => (item.deal ? [item.deal] : []));
  return {
    left: deals.reduce((sum, deal) => sum + deal.left, 0),
    quota: deals.reduce((sum, deal) => sum + deal.quota, 0),
  };
}

/**
 * The host's side of a show: holds the studio (a second one is told so), does the acts, and keeps orders and money
 * fresh. What a refusal says of a field is left to the form that has it.
 */
export function useStudio(page: StudioPage, board: Board) {
  const { t } = useWords();
  const key = useRef("");
  if (key.current === "" && typeof window !== "undefined") key.current = newUuid();
  const base = `/api/live/${page.id}`;
  const [entered, setEntered] = useState<Entered>({ state: page.state, gate: page.gate, pass: null });
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  // The board hears of an end before the next renewal does.
  const state = board.state === "planned" ? entered.state : board.state;
  const sales = useSales(base, page.figures, state === "live");

  const enter = useCallback(
    async (wantsPass: boolean) => {
      const answer = await post<Entered>(`${base}/act`, { act: "enter", studioKey: key.current, wantsPass });
      if (answer.ok) setEntered(answer.value);
      setTrouble(answer.ok ? null : answer.code);
      return answer.ok ? answer.value : null;
    },
    [base],
  );
  useEffect(() => {
    void enter(false);
    const timer = setInterval(() => void enter(false), RENEW_MS);
    return () => clearInterval(timer);
  }, [enter]);

  const wordsOf = (code: string) => {
    const known = SAID.find((one) => one === code);
    return known ? t(`live:studio.refused.${known}`) : t("live:studio.failed");
  };
  const act = async (name: ActName, fields: Readonly<Record<string, string | number>> = {}) => {
    setBusy([name, fields.itemId].filter(Boolean).join(" "));
    setMessage(null);
    const answer = await post(`${base}/act`, { act: name, studioKey: key.current, ...fields });
    setBusy(null);
    if (!answer.ok && !isOfDealForm(answer.field)) setMessage(wordsOf(answer.code));
    if (name === "open" || name === "end") void enter(false);
    return answer;
  };
  const actInChat = async (name: "hide" | "mute", fields: Readonly<Record<string, string | number>>) => {
    const answer = await fetch(`/api/live/${page.slug}/${name}`, {
      method: "POST",
      body: new URLSearchParams(Object.entries(fields).map(([field, value]) => [field, String(value)])),
    }).catch(() => null);
    setMessage(answer?.ok ? null : t("live:studio.failed"));
  };
  return {
    state,
    gate: entered.gate,
    endReasonCode: board.endReasonCode,
    endReason: board.endReason,
    /** Another studio holds the show: this one looks on. */
    isTaken: trouble === "studio_taken",
    busy,
    message: trouble === "studio_taken" ? t("live:studio.taken") : message,
    figures: { ...sales, ...unitsOf(board) },
    askPass: async () => (await enter(true))?.pass ?? null,
    act,
    actInChat: (name: "hide" | "mute", fields: Readonly<Record<string, string | number>>) =>
      void actInChat(name, fields),
  };
}

export type Studio = ReturnType<typeof useStudio>;
