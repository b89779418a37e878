import { createContext, type ReactNode, useContext } from "react";
import { type Fault, faultText } from "#app/features/seller-forms/fault.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Field } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { type Option, Select, TextArea, TextInput } from "#app/ui/inputs.tsx";

export type FormState = {
  /** Put before ids, so that several forms of a page keep theirs apart. */
  id: string;
  values: Record<string, string>;
  problems: Record<string, Fault>;
};

const FormContext = createContext<FormState>({ id: "", values: {}, problems: {} });

/** What was typed in a form and what is wrong with it, for the fields inside. */
export function FormFields({ state, children }: { state: FormState; children: ReactNode }) {
  return <FormContext.Provider value={state}>{children}</FormContext.Provider>;
}

export const fieldId = (form: string, name: string) => `${form}-${name.replace(/[^\w-]+/g, "-")}`;

/** Id, value and error of a field by its name. */
export function useTyped(name: string) {
  const { t, language } = useWords();
  const { id, values, problems } = useContext(FormContext);
  const fault = problems[name];
  return {
    id: fieldId(id, name),
    value: values[name] ?? "",
    error: fault === undefined ? undefined : faultText(t, language, fault),
  };
}

type Common = { name: string; label: ReactNode; hint?: ReactNode; optional?: boolean; full?: boolean };

function Around({
  name,
  label,
  hint,
  optional,
  full,
  children,
  error,
}: Common & { children: ReactNode; error?: string }) {
  const { t } = useWords();
  const typed = useTyped(name);
  return (
    <Field
      id={typed.id}
      label={label}
      hint={hint}
      optional={optional ? t("seller:apply.optional") : undefined}
      error={error ?? typed.error}
      full={full ?? false}
    >
      {children}
    </Field>
  );
}

type TextProps = Common & {
  unit?: string;
  maxLength?: number;
  inputMode?: "numeric" | "tel" | "text";
  type?: "text" | "date" | "tel";
  autoComplete?: string;
  error?: string | undefined;
  onChange?: (value: string) => void;
};

/** One line, its label and what is wrong with it. */
export function TextField({ unit, maxLength, inputMode, type, autoComplete, error, onChange, ...common }: TextProps) {
  const { value } = useTyped(common.name);
  return (
    <Around {...common} {...(error === undefined ? {} : { error })}>
      <TextInput
        name={common.name}
        defaultValue={value}
        unit={unit}
        maxLength={maxLength}
        inputMode={inputMode}
        type={type ?? "text"}
        autoComplete={autoComplete ?? "off"}
        onChange={onChange && ((event) => onChange(event.currentTarget.value))}
      />
    </Around>
  );
}

type AreaProps = Common & { rows?: number; error?: string | undefined; onChange?: (value: string) => void };

/** Several lines. */
export function AreaField({ rows, error, onChange, ...common }: AreaProps) {
  const { value } = useTyped(common.name);
  return (
    <Around {...common} {...(error === undefined ? {} : { error })}>
      <TextArea
        name={common.name}
        defaultValue={value}
        rows={rows ?? 4}
        onChange={onChange && ((event) => onChange(event.currentTarget.value))}
      />
    </Around>
  );
}

type SelectProps = Common & {
  options?: readonly Option[];
  placeholder?: string;
  children?: ReactNode;
  onChange?: (value: string) => void;
};

/** One of a list. */
export function SelectField({ options, placeholder, children, onChange, ...common }: SelectProps) {
  const { value } = useTyped(common.name);
  return (
    <Around {...common}>
      <Select
        name={common.name}
        defaultValue={value}
        placeholder={placeholder}
        {...(options ? { options } : {})}
        onChange={onChange && ((event) => onChange(event.currentTarget.value))}
      >
        {children}
      </Select>
    </Around>
  );
}

type PlaceProps = { name: string; label: string; placeholder: string; communes: readonly Commune[]; hint?: ReactNode };

export type Commune = { code: string; name: string; kind: string };

/** A commune or ward of the list. */
export function CommuneField({ communes, ...rest }: PlaceProps) {
  return <SelectField {...rest} options={communes.map((c) => ({ value: c.code, label: `${c.name} (${c.kind})` }))} />;
}

/** What is wrong with a form as a whole, each wrong field a link; nothing when nothing is. */
export function Faults({
  fault,
  state,
  names,
}: {
  fault: Fault | null;
  state: FormState;
  names?: (field: string) => string;
}) {
  const { t, language } = useWords();
  const errors = Object.entries(state.problems).map(([field, problem]) => ({
    fieldId: fieldId(state.id, field),
    message: [names?.(field), faultText(t, language, problem)].filter(Boolean).join(": "),
  }));
  if (fault === null && errors.length === 0) return null;
  const title = fault ? faultText(t, language, fault) : t("seller:listing.fix", { count: errors.length });
  return <FormErrors title={title} errors={errors} />;
}
