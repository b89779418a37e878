import { type ChangeEvent, type ReactNode, useState } from "react";
import { faultText } from "#app/features/seller-forms/fault.ts";
import { useTyped } from "#app/features/seller-forms/fields.tsx";
import { useWords } from "#app/i18n/i18n.ts";
import { Field } from "#app/ui/field.tsx";
import { FileInput } from "#app/ui/inputs.tsx";
import { tooLarge } from "#services/shared/file-limits.ts";

type FileFieldProps = { name: string; label: ReactNode; hint: ReactNode; accept: string; maxBytes: number };

/** One file. One that is too large is let go at once, with the reason beside the field: nothing of it is sent. */
export function FileField({ name, label, hint, accept, maxBytes }: FileFieldProps) {
  const { t, language } = useWords();
  const typed = useTyped(name);
  const [isLarge, setLarge] = useState(false);
  const check = (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const large = [...(input.files ?? [])].some((file) => file.size > maxBytes);
    if (large) input.value = "";
    setLarge(large);
  };
  const own = isLarge ? faultText(t, language, tooLarge(maxBytes)) : undefined;
  return (
    <Field id={typed.id} label={label} hint={hint} error={isLarge ? own : typed.error} keepHint>
      <FileInput name={name} accept={accept} onChange={check} />
    </Field>
  );
}
