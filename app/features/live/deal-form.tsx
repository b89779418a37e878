import { type FormEvent, useState } from "react";
import { v4 as newUuid } from "uuid";
import { money } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select, TextInput } from "#app/ui/inputs.tsx";
import { isOfDealForm, type Studio } from "./use-studio.ts";

const MINUTES = [1, 2, 5, 10, 15, 30, 60] as const;
const USUAL_MINUTES = "10";

export type PlannedDeal = {
  itemId: string;
  livePriceVnd: number | null;
  quota: number | null;
  perBuyer: number | null;
};

type DealFormProps = {
  planned: PlannedDeal;
  busy: string | null;
  act: Studio["act"];
  /** Id of the sentence that says why no live price can be opened; null when it can. */
  blockedBy: string | null;
};

type Fault = { field: string; code: string; most: number | null };

/**
 * Opens the live price of one of the run of show: by one tap as it was planned, or with another duration, quota or limit.
 * The id of a deal is made once a form, so that a double tap is one deal.
 */
export function DealForm({ planned, busy, act, blockedBy }: DealFormProps) {
  const { t, language } = useWords();
  const [requestId, setRequestId] = useState(() => newUuid());
  const [minutes, setMinutes] = useState(USUAL_MINUTES);
  const [quota, setQuota] = useState(String(planned.quota ?? ""));
  const [perBuyer, setPerBuyer] = useState(String(planned.perBuyer ?? ""));
  const [fault, setFault] = useState<Fault | null>(null);
  const { itemId, livePriceVnd } = planned;
  const id = (name: string) => `${name}-${itemId}`;
  const wrong = (name: string) => {
    if (fault?.field !== name) return undefined;
    if (fault.code === "limit_over_quota") return t("live:studio.limitOverQuota");
    return t("live:studio.wholeTo", { most: fault.most ?? 1 });
  };
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (blockedBy !== null) return;
    const wished = { seconds: Number(minutes) * 60, quota: Number(quota), perBuyer: Number(perBuyer) };
    const broken = (["quota", "perBuyer"] as const).find((name) => !Number.isSafeInteger(wished[name]));
    if (broken) return setFault({ field: broken, code: "not_whole", most: broken === "quota" ? 100_000 : 999 });
    const answer = await act("deal", { itemId, requestId, ...wished });
    // What got no answer may have been done: asked again, it is the same deal.
    if (answer.ok || answer.code !== "unavailable") setRequestId(newUuid());
    const field = answer.ok ? undefined : answer.field;
    const isOfForm = !answer.ok && field !== undefined && isOfDealForm(field);
    setFault(isOfForm ? { field, code: answer.code, most: Number(answer.details?.max) || null } : null);
  };
  return (
    <form className="runrow__deal" onSubmit={(event) => void open(event)} noValidate>
      <Button
        type="submit"
        small
        variant="line"
        busy={busy === `deal ${itemId}`}
        aria-disabled={blockedBy !== null}
        aria-describedby={blockedBy ?? undefined}
      >
        {t("live:studio.startDeal", { price: money(livePriceVnd ?? 0, language) })}
      </Button>
      <details open={fault !== null || undefined}>
        <summary>{t("live:studio.dealTerms", { minutes, quota, perBuyer })}</summary>
        <div className="runrow__terms">
          <Field id={id("minutes")} label={t("live:studio.dealMinutes")} error={wrong("seconds")}>
            <Select
              value={minutes}
              options={MINUTES.map((one) => ({ value: String(one), label: t("live:studio.minutes", { count: one }) }))}
              onChange={(event) => setMinutes(event.target.value)}
            />
          </Field>
          <Field id={id("quota")} label={t("live:studio.dealQuota")} error={wrong("quota")}>
            <TextInput inputMode="numeric" value={quota} onChange={(event) => setQuota(event.target.value)} />
          </Field>
          <Field id={id("limit")} label={t("live:studio.dealLimit")} error={wrong("perBuyer")}>
            <TextInput inputMode="numeric" value={perBuyer} onChange={(event) => setPerBuyer(event.target.value)} />
          </Field>
        </div>
      </details>
    </form>
  );
}
