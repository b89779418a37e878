import type { LostForm } from "#app/http/lost-form.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { ErrorPanel } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { FileInput } from "#app/ui/inputs.tsx";
import { Note } from "#app/ui/note.tsx";
import { RequestLine } from "./error-page.tsx";

/** Sends the same fields to the same address; a plain form, so that it does so with and without scripts. */
function SendAgain({ to, fields, files, isMultipart }: LostForm) {
  const { t } = useWords();
  return (
    <form method="post" action={to} className="stack" encType={isMultipart ? "multipart/form-data" : undefined}>
      {fields.map(([name, value], at) => (
        // A form may hold a name many times; the order is all that tells its fields apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <input key={at} type="hidden" name={name} value={value} />
      ))}
      {files.map(({ field, names: chosen }) => (
        <Field key={field} id={`again-${field}`} label={t("signedOut.file")} hint={chosen.join(", ")}>
          <FileInput name={field} multiple={chosen.length > 1} />
        </Field>
      ))}
      <div>
        <Button variant="line" icon="rotate-cw">
          {t("signedOut.send")}
        </Button>
      </div>
    </form>
  );
}

/** The session is over: a way in beside the page, and what was typed kept in it to be sent again afterwards. */
export function SignedOut({ lost }: { lost: LostForm }) {
  const { t, language } = useWords();
  const isTyped = lost.fields.length + lost.files.length > 0;
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <ErrorPanel title={t("signedOut.title")}>
        <p>{t(isTyped ? "signedOut.text" : "signedOut.nothing")}</p>
        <ol className="stack mt-4">
          <li className="stack stack--2">
            <p>{t("signedOut.first")}</p>
            <p>
              <LinkButton href={href("sign-in", language, {}, { ve: lost.to })} icon="log-in" target="_blank">
                {t("signedOut.signIn")}
              </LinkButton>
            </p>
          </li>
          {isTyped && (
            <li className="stack stack--2">
              <p>{t("signedOut.afterwards")}</p>
              {lost.hasSecret && <Note kind="info">{t("signedOut.secret")}</Note>}
              <SendAgain {...lost} />
            </li>
          )}
        </ol>
        <div className="mt-4">
          <RequestLine />
        </div>
      </ErrorPanel>
    </main>
  );
}
