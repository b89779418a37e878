import { type ComponentProps, useState } from "react";
import { cx } from "./cx.ts";
import { useFieldAria } from "./field.tsx";

type InputProps = Omit<ComponentProps<"input">, "style" | "ref">;

/** One line of text. `unit` stands behind it in its own box (₫, g) and is read with it. */
export function TextInput({ unit, className, ...rest }: InputProps & { unit?: string | undefined }) {
  const aria = useFieldAria(rest);
  const unitId = unit !== undefined && aria.id !== undefined ? `${aria.id}-unit` : undefined;
  const describedBy = cx(aria["aria-describedby"], unitId) || undefined;
  const input = (
    <input type="text" {...rest} {...aria} aria-describedby={describedBy} className={cx("input", className)} />
  );
  if (unit === undefined) return input;
  return (
    <span className="affix">
      {input}
      <span id={unitId}>{unit}</span>
    </span>
  );
}

/** A password with a button that shows what was typed; the words are the button's. */
export function PasswordInput({ show, hide, className, ...rest }: InputProps & { show: string; hide: string }) {
  const [shown, setShown] = useState(false);
  const aria = useFieldAria(rest);
  return (
    <span className="pw">
      <input {...rest} {...aria} type={shown ? "text" : "password"} className={cx("input", className)} />
      <button type="button" aria-pressed={shown} aria-controls={aria.id} onClick={() => setShown(!shown)}>
        {shown ? hide : show}
      </button>
    </span>
  );
}

/** Several lines of text. */
export function TextArea({ className, ...rest }: Omit<ComponentProps<"textarea">, "style" | "ref">) {
  return <textarea {...rest} {...useFieldAria(rest)} className={cx("area", className)} />;
}

export type Option = { value: string; label: string; disabled?: boolean };

type SelectProps = Omit<ComponentProps<"select">, "style" | "ref"> & {
  options?: readonly Option[];
  /** First entry with an empty value: "Chọn tỉnh, thành phố". */
  placeholder?: string | undefined;
};

/** A native select; give `options`, or `optgroup`s as children. */
export function Select({ options, placeholder, className, children, ...rest }: SelectProps) {
  return (
    <select {...rest} {...useFieldAria(rest)} className={cx("select", className)}>
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {options?.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
      {children}
    </select>
  );
}

/** Choosing files; the form must be `multipart/form-data`. `capture` opens a phone's camera at once. */
export function FileInput({ className, ...rest }: Omit<InputProps, "type">) {
  return <input {...rest} {...useFieldAria(rest)} type="file" className={cx("file", className)} />;
}
