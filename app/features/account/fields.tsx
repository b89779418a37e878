import type { FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import type { FormAnswer } from "#app/http/form.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { PasswordInput, TextInput } from "#app/ui/inputs.tsx";
import { LETTERS } from "#services/shared/text-limits.ts";

type Answer = FormAnswer | undefined;
type TextField = FieldMetadata<string>;

/** What an answer's codes say, in the reader's language. */
export function useFaultText(answer: Answer) {
  const { t } = useWords();
  return (codes: readonly string[] | undefined): string | undefined => {
    const code = codes?.[0];
    if (code === undefined) return undefined;
    const count = Number(answer?.details.missing ?? 1);
    return t(`account:fault.${code}` as "account:fault.wrong", { count });
  };
}

/** The answer to this form of the page, if it is the one that was sent. */
export function resultFor(answer: Answer, form: string) {
  return answer?.form === form ? answer.result : null;
}

/** What is wrong with a form as a whole. */
export function FormFault({ answer, errors }: { answer: Answer; errors: readonly string[] | undefined }) {
  const say = useFaultText(answer);
  const message = say(errors);
  return message === undefined ? null : <FormErrors title={message} />;
}

type FieldProps = { field: TextField; answer: Answer; label: string; hint?: ReactNode };

/** E-mail or phone; `autoComplete` is `username`, so that a password manager knows the pair. */
export function LoginField({ field, answer, label, hint, isNew }: FieldProps & { isNew?: boolean }) {
  const say = useFaultText(answer);
  return (
    <Field id={field.id} label={label} error={say(field.errors)} hint={hint}>
      <TextInput
        name={field.name}
        defaultValue={field.initialValue}
        autoComplete={isNew ? "email" : "username"}
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={LETTERS.login}
        required
      />
    </Field>
  );
}

/** A person's name. */
export function NameField({ field, answer, label }: FieldProps) {
  const say = useFaultText(answer);
  return (
    <Field id={field.id} label={label} error={say(field.errors)}>
      <TextInput
        name={field.name}
        defaultValue={field.initialValue}
        autoComplete="name"
        maxLength={LETTERS.personName}
        required
      />
    </Field>
  );
}

type PasswordProps = FieldProps & { use: "current-password" | "new-password"; keepHint?: boolean };

/** A password with its button to look at it; what was typed never comes back from the server. */
export function PasswordField({ field, answer, label, hint, use, keepHint }: PasswordProps) {
  const { t } = useWords();
  const say = useFaultText(answer);
  return (
    <Field id={field.id} label={label} error={say(field.errors)} hint={hint} keepHint={keepHint ?? false}>
      <PasswordInput
        name={field.name}
        autoComplete={use}
        maxLength={use === "new-password" ? LETTERS.password : 2 * LETTERS.password}
        required
        show={t("account:signIn.show")}
        hide={t("account:signIn.hide")}
      />
    </Field>
  );
}

/** Six digits of a message, in large type. */
export function CodeField({ field, answer, label }: FieldProps) {
  const say = useFaultText(answer);
  return (
    <Field id={field.id} label={label} error={say(field.errors)}>
      <TextInput
        className="code"
        name={field.name}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9 ]*"
        maxLength={7}
        required
      />
    </Field>
  );
}
