import { type FormEvent, useId, useState } from "react";
import { useWords } from "#app/i18n/i18n.ts";
import type { ChatMessage } from "#services/realtime/protocol.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

const MUTE_MINUTES = "15";

/** What staff do about a message, each with its reason: hide it for everybody, mute whoever wrote it. */
export function StaffActs({ slug, message }: { slug: string; message: ChatMessage }) {
  const { t } = useWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<"reason_missing" | "failed" | "muted" | null>(null);
  const act = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const name = submitter instanceof HTMLButtonElement ? submitter.value : "hide";
    const body = new URLSearchParams({ number: String(message.number), minutes: MUTE_MINUTES });
    body.set("reason", String(new FormData(event.currentTarget).get("reason") ?? ""));
    const answer = await fetch(`/api/live/${slug}/${name}`, { method: "POST", body }).catch(() => null);
    if (answer?.ok) return setTold(name === "mute" ? "muted" : null);
    const code = ((await answer?.json().catch(() => null)) as { code?: string } | null)?.code;
    setTold(code === "reason_missing" ? code : "failed");
  };
  return (
    <span className="chat__staff">
      <button type="button" className="lnk" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t("live:watch.moderate.open")}
      </button>
      {isOpen ? (
        <form onSubmit={(event) => void act(event)}>
          <label htmlFor={id}>{t("live:watch.moderate.reason")}</label>
          <input
            id={id}
            name="reason"
            className="input"
            maxLength={LETTERS.note}
            aria-invalid={told === "reason_missing"}
          />
          <button type="submit" className="lnk" value="hide">
            {t("live:watch.moderate.hide")}
          </button>
          {message.role === "viewer" ? (
            <button type="submit" className="lnk" value="mute">
              {t("live:watch.moderate.mute")}
            </button>
          ) : null}
          <span role="status">{told ? t(`live:watch.moderate.${told}`) : ""}</span>
        </form>
      ) : null}
    </span>
  );
}
