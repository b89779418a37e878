import { useWords } from "#app/i18n/i18n.ts";
import type { Saying } from "./show-line.ts";

type OwnProps = { sayings: readonly Saying[]; onAgain: (id: string) => void; onEdit: (saying: Saying) => void };

function Own({ saying, onAgain, onEdit }: Omit<OwnProps, "sayings"> & { saying: Saying }) {
  const { t } = useWords();
  const { id, body, state, refusal } = saying;
  return (
    <li className="own" data-state={state}>
      <span lang="vi">{body}</span>
      {state === "sending" ? <small>{t("live:watch.sending")}</small> : null}
      {refusal ? (
        <>
          <small className="own__why">{t(`live:watch.refused.${refusal}`)}</small>
          <span className="own__acts">
            <button type="button" onClick={() => onAgain(id)}>
              {t("live:watch.sendAgain")}
            </button>
            <button type="button" onClick={() => onEdit(saying)}>
              {t("live:watch.sendEdited")}
            </button>
          </span>
        </>
      ) : null}
    </li>
  );
}

/**
 * What this person said and isn't among the messages yet. It stands outside of what is read out, so that a message is
 * heard once, when it has come; a refusal is told once, politely.
 */
export function OwnSayings({ sayings, ...acts }: OwnProps) {
  const { t } = useWords();
  const refused = sayings.findLast(({ state }) => state === "refused");
  return (
    <>
      {sayings.length > 0 ? (
        <ol aria-label={t("live:watch.own")}>
          {sayings.map((saying) => (
            <Own key={saying.id} saying={saying} {...acts} />
          ))}
        </ol>
      ) : null}
      <p className="sr" role="status">
        {refused?.refusal
          ? t("live:watch.notSent", { body: refused.body, why: t(`live:watch.refused.${refused.refusal}`) })
          : ""}
      </p>
    </>
  );
}
