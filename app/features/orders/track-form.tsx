import { Form } from "@remix-run/react";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import { Note } from "#app/ui/note.tsx";
import { LETTERS } from "#services/shared/text-limits.ts";

type TrackProps = { code: string; phone: string; refusal: string | null };

function Problem({ refusal }: { refusal: string }) {
  const { t } = useWords();
  if (refusal === "too_many") {
    return (
      <Note kind="warn" role="alert" className="mt-4">
        {t("shop:track.tooMany")}
      </Note>
    );
  }
  return (
    <Note kind="bad" icon="circle-alert" role="alert" className="mt-4">
      <b>{t("shop:track.notFound")}</b> {t("shop:track.notFoundText")}
    </Note>
  );
}

/** Order code and phone; both are marked when nothing was found, because nobody is told which one was wrong. */
export function TrackForm({ code, phone, refusal }: TrackProps) {
  const { t, language } = useWords();
  const isWrong = refusal !== null && refusal !== "too_many";
  return (
    <div className="find">
      <Form method="post" action={href("track", language)}>
        <h1>{t("shop:track.title")}</h1>
        {refusal === null ? <p className="muted mt-2">{t("shop:track.intro")}</p> : <Problem refusal={refusal} />}
        <div className="form mt-5">
          <Field id="code" label={t("shop:track.code")} hint={t("shop:track.codeHint")}>
            <TextInput
              name="code"
              required
              maxLength={40}
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
              defaultValue={code}
              aria-invalid={isWrong || undefined}
            />
          </Field>
          <Field id="phone" label={t("shop:track.phone")}>
            <TextInput
              name="phone"
              type="tel"
              required
              maxLength={LETTERS.phone}
              inputMode="tel"
              autoComplete="tel"
              defaultValue={phone}
              aria-invalid={isWrong || undefined}
            />
          </Field>
          <Button wide>{t("shop:track.submit")}</Button>
        </div>
        <p className="mt-3">
          <Anchor className="lnk" href={href("sign-in", language, {}, { to: href("account-orders", language) })}>
            {t("shop:track.signIn")}
          </Anchor>
        </p>
      </Form>
      <aside className="stack">
        <h2 className="label">{t("shop:track.whereTitle")}</h2>
        <div className="slip">
          <span className="meta">{t("shop:track.whereSlip")}</span>
          <span>{t("shop:track.whereText")}</span>
          <b>{t("shop:track.whereCode")}</b>
        </div>
        <p className="muted">{t("shop:track.whereNote")}</p>
      </aside>
    </div>
  );
}
