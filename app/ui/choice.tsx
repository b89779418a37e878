import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { ErrorText, errorId, type FieldError, firstError } from "./field.tsx";

type CheckboxProps = Omit<ComponentProps<"input">, "style" | "ref" | "type" | "children"> & {
  children: ReactNode;
  /** A small line under the words. */
  note?: ReactNode;
  /** How many there are: facets. */
  count?: string | number | undefined;
  /** On or off at once, not a choice to be sent. */
  toggle?: boolean;
  error?: FieldError;
};

/** A check box with its words; the whole line can be tapped. An `error` needs an `id`. */
export function Checkbox({ children, note, count, toggle, error, className, ...rest }: CheckboxProps) {
  const wrong = firstError(error);
  const problem = wrong !== undefined && rest.id !== undefined ? errorId(rest.id) : undefined;
  const describedBy = cx(rest["aria-describedby"] !== problem && rest["aria-describedby"], problem) || undefined;
  const line = (
    <label className={cx("check", toggle && "switch", wrong !== undefined && "is-wrong", className)}>
      <input {...rest} type="checkbox" aria-invalid={wrong !== undefined || undefined} aria-describedby={describedBy} />
      <span>
        {children}
        {note && <span className="meta">{note}</span>}
      </span>
      {count !== undefined && <span className="n">{count}</span>}
    </label>
  );
  if (wrong === undefined) return line;
  return (
    <div className="field is-wrong">
      {line}
      <ErrorText id={problem ?? ""}>{wrong}</ErrorText>
    </div>
  );
}

export type RadioOption = {
  value: string;
  label: ReactNode;
  note?: ReactNode;
  /** At the end of a row: an amount, an icon. */
  aside?: ReactNode;
  disabled?: boolean;
};

type RadioProps = {
  /** Ids are `<id>-<value>`; the error is `<id>-error`. */
  id: string;
  name: string;
  legend: ReactNode;
  /** Keeps the legend for screen readers alone. */
  hideLegend?: boolean;
  options: readonly RadioOption[];
  defaultValue?: string | undefined;
  required?: boolean;
  error?: FieldError;
  full?: boolean;
  form?: string | undefined;
  onChange?: (value: string) => void;
};

function useRadios(props: RadioProps) {
  const wrong = firstError(props.error);
  const input = (option: RadioOption) => (
    <input
      type="radio"
      id={`${props.id}-${option.value}`}
      name={props.name}
      value={option.value}
      form={props.form}
      defaultChecked={option.value === props.defaultValue}
      disabled={option.disabled}
      required={props.required}
      aria-describedby={wrong === undefined ? undefined : errorId(props.id)}
      onChange={props.onChange && (() => props.onChange?.(option.value))}
    />
  );
  return { wrong, input };
}

function Group({ props, wrong, children }: { props: RadioProps; wrong: string | undefined; children: ReactNode }) {
  return (
    <fieldset id={props.id} className={cx("field", wrong !== undefined && "is-wrong", props.full && "full")}>
      <legend className={cx(props.hideLegend && "sr")}>{props.legend}</legend>
      {children}
      {wrong !== undefined && <ErrorText id={errorId(props.id)}>{wrong}</ErrorText>}
    </fieldset>
  );
}

/** A few short choices side by side: sizes of a product. */
export function RadioChoices(props: RadioProps) {
  const { wrong, input } = useRadios(props);
  return (
    <Group props={props} wrong={wrong}>
      <div className="choices mt-2">
        {props.options.map((option) => (
          <label key={option.value} htmlFor={`${props.id}-${option.value}`} className="choice">
            {input(option)}
            <span>
              {option.label}
              {option.note && <small>{option.note}</small>}
            </span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** Choices that need a line each: ways to pay or to ship, verdicts. `head` stands on top of the box. */
export function RadioRows({ head, ...props }: RadioProps & { head?: ReactNode }) {
  const { wrong, input } = useRadios(props);
  return (
    <Group props={props} wrong={wrong}>
      <div className="pay mt-2">
        {head && <p className="pay__h">{head}</p>}
        {props.options.map((option) => (
          <label key={option.value} htmlFor={`${props.id}-${option.value}`}>
            {input(option)}
            <span>
              <b>{option.label}</b>
              {option.note && <span className="meta">{option.note}</span>}
            </span>
            {option.aside}
          </label>
        ))}
      </div>
    </Group>
  );
}
