import { useWords } from "#app/i18n/i18n.ts";
import { MARKET_REASONS, STOP_REASONS } from "#services/live/rules.ts";

/** Why a show was stopped: what it was for, and what staff wrote of it. */
export function StopReason({ code, words }: { code: string | null; words: string | null }) {
  const { t } = useWords();
  const known = [...STOP_REASONS, ...MARKET_REASONS].find((one) => one === code);
  return (
    <>
      {known && known !== "host_gone" ? (
        <span>{t("live:aside.reason", { reason: t(`live:aside.stoppedBy.${known}`) })} </span>
      ) : null}
      {words ? <span>{t("live:aside.reasonWords", { words })}</span> : null}
    </>
  );
}
