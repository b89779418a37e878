import { Form } from "@remix-run/react";
import { time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import type { ReminderView } from "#services/live/ask-reminder.ts";
import { REMIND_MINUTES } from "#services/live/reminder-rules.ts";
import type { ShowPage } from "#services/live/view-show.ts";

type RemindProps = { show: ShowPage; reminder: ReminderView; refusal: string | null };

/** Asks for a message before the show, and takes that back; whoever isn't signed in does that first and comes back. */
export function RemindMe({ show, reminder, refusal }: RemindProps) {
  const { t, language } = useWords();
  const person = useRootData()?.person;
  const { isAsked, count } = reminder;
  const here = href("live-show", language, { slug: show.slug });
  const words = t("live:aside.remind", { time: time(show.startsAt, language) });
  const why = refusal === "unreachable" ? refusal : "other";
  return (
    <div className="stack stack--2">
      {refusal ? (
        <Note kind="bad" role="alert">
          {t(`live:aside.remindRefused.${why}`)}
        </Note>
      ) : null}
      {isAsked ? <Note kind="good">{t("live:aside.reminded", { minutes: REMIND_MINUTES })}</Note> : null}
      {person ? (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="act" value={isAsked ? "forget" : "remind"} />
          <Button wide variant={isAsked ? "line" : "primary"} icon={isAsked ? "x" : "bell"}>
            {isAsked ? t("live:aside.remindNot") : words}
          </Button>
        </Form>
      ) : (
        <LinkButton wide icon="bell" href={href("sign-in", language, {}, { ve: here })} reload>
          {words}
        </LinkButton>
      )}
      <p className="meta">
        {count > 0 ? `${t("live:aside.remindCount", { count })} ` : null}
        {t(person ? "live:aside.remindText" : "live:aside.remindSignIn", { minutes: REMIND_MINUTES })}
      </p>
    </div>
  );
}
