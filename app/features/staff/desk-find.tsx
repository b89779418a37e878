import { Form } from "@remix-run/react";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { type Option, Select, TextInput } from "#app/ui/inputs.tsx";

type DeskFindProps = {
  desk: "listings" | "shops";
  words: string;
  state: string;
  states: readonly Option[];
  /** Kept in the address beside words and state. */
  hidden?: Record<string, string>;
};

/** Words and a state, sent by the address alone. */
export function DeskFind({ desk, words, state, states, hidden = {} }: DeskFindProps) {
  const { t } = useWords();
  return (
    <Form className="form form--2 mt-4" role="search" key={`${words}|${state}`}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field id="q" label={t(`staff:${desk}.find`)}>
        <TextInput name="q" type="search" defaultValue={words} maxLength={100} />
      </Field>
      <Field id="tt" label={t(`staff:${desk}.state`)}>
        <Select name="tt" placeholder={t(`staff:${desk}.any`)} options={states} defaultValue={state} />
      </Field>
      <div>
        <Button variant="line" icon="search">
          {t(`staff:${desk}.search`)}
        </Button>
      </div>
    </Form>
  );
}
