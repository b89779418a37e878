import { useVideoWords } from "#app/features/live/video-words.ts";
import { day, money } from "#app/i18n/format.ts";
import { href, type Language } from "#app/i18n/href.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Gate, type GateItem } from "#app/ui/gate.tsx";

import type { GateCode, Line } from "#services/live/rules.ts";
import { readStanding } from "#services/live/video-rules.ts";

const TO_LISTING: readonly GateCode[] = ["listing", "certificate", "never_certified", "health_warning"];

/** The plan as ways lead to it: its address, empty on its own page, and the field of a thing's live price. */
export type PlanPlace = { address: string; priceField: (itemId: string) => string };

/** Where a red line is put right. */
function wayOf({ code, subject, details }: Line, language: Language, { address, priceField }: PlanPlace) {
  if (code === "shop" || code === "alcohol_licence") return href("seller-shop", language);
  if (code === "host") return `${address}#ke-hostId`;
  if (code === "items") return `${address}#them-mon`;
  if (subject === null) return null;
  if (TO_LISTING.includes(code)) return href("seller-listing", language, { id: String(details.listingId) });
  return `${address}#${priceField(subject)}`;
}

/** What a line says beside its fact: the reason of a red one. */
export function useWhy(): (line: Line) => string {
  const { t, language } = useWords();
  const videoWords = useVideoWords();
  return (line) => {
    const video = line.code === "video" ? readStanding(line.details.state, line.details.code) : null;
    return (video && videoWords(video, "host")) ?? whyOf(t, language, line);
  };
}

function whyOf(t: Words, language: Language, line: Line): string {
  const { details } = line;
  const amount = (name: string) => (typeof details[name] === "number" ? money(details[name], language) : "");
  const how = (["lapsed", "revoked", "not_yet"] as const).find((known) => known === details.why);
  return t(
    `gate:lines.${line.code}.why` as "gate:lines.discount.why",
    {
      regular: amount("regularVnd"),
      lowest: amount("lowestVnd"),
      how: how ? t(`gate:how.${how}`) : "",
    } as { lowest: string },
  );
}

export function factOf(t: Words, line: Line): string {
  const key = line.isGreen ? "good" : "bad";
  return t(`gate:lines.${line.code}.${key}` as "gate:lines.listing.bad", {
    name: String(line.details.name ?? ""),
  });
}

type Props = { lines: readonly Line[]; plan: PlanPlace };

/** The gate: each red line with its reason and way out, the green ones of goods counted together. */
export function GateList({ lines, plan }: Props) {
  const { t, language } = useWords();
  const why = useWhy();
  const red: GateItem[] = lines
    .filter((line) => !line.isGreen)
    .map((line) => {
      const to = wayOf(line, language, plan);
      return {
        key: `${line.code}:${line.subject}`,
        state: "bad",
        fact: factOf(t, line),
        reason: why(line),
        way: to && line.code !== "video" && (
          <Anchor href={to} reload={plan.address !== ""}>
            {t(`gate:lines.${line.code}.way`)}
          </Anchor>
        ),
      };
    });
  const codes = [...new Set(lines.filter((line) => line.isGreen).map((line) => line.code))];
  const green: GateItem[] = codes.map((code) => {
    const mine = lines.filter((line) => line.code === code && line.isGreen);
    const [first] = mine;
    const name = code === "host" ? String(first?.details.name ?? "") : "";
    const at = code === "host" && first?.details.at ? `, ${day(String(first.details.at), language)}` : "";
    const isOfGoods = first?.subject !== null;
    return {
      key: code,
      state: "good",
      fact: t(`gate:lines.${code}.good`),
      reason: isOfGoods ? t("gate:goods", { count: mine.length }) : name + at,
    };
  });
  return <Gate items={[...red, ...green]} />;
}
