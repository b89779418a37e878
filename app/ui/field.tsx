import { createContext, type ReactNode, useContext } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

/** One sentence, or several as conform hands them over. */
export type FieldError = string | readonly string[] | undefined;

type FieldState = { id: string; describedBy: string | undefined; invalid: boolean };

const FieldContext = createContext<FieldState | null>(null);

export const errorId = (id: string) => `${id}-error`;
export const hintId = (id: string) => `${id}-description`;

/** The first sentence to show, or undefined. */
export function firstError(error: FieldError): string | undefined {
  return typeof error === "string" ? error || undefined : error?.[0];
}

type OwnAria = { id?: string | undefined; "aria-describedby"?: string | undefined; "aria-invalid"?: unknown };

/** Joins what a control was given with what the Field around it knows: id, hint and error. */
export function useFieldAria(own: OwnAria) {
  const field = useContext(FieldContext);
  const ids = [...(own["aria-describedby"]?.split(" ") ?? []), ...(field?.describedBy?.split(" ") ?? [])];
  const invalid = field?.invalid === true || own["aria-invalid"] === true || own["aria-invalid"] === "true";
  return {
    id: own.id ?? field?.id,
    "aria-describedby": [...new Set(ids)].join(" ") || undefined,
    "aria-invalid": invalid || undefined,
  };
}

/** The sentence under a wrong field, with its icon. */
export function ErrorText({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p className="err" id={id}>
      <Icon name="circle-alert" />
      <span>{children}</span>
    </p>
  );
}

type FieldProps = {
  /** Id of the control; error and hint are `<id>-error` and `<id>-description`, as conform names them. */
  id: string;
  label: ReactNode;
  /** Words such as "không bắt buộc". */
  optional?: string | undefined;
  hint?: ReactNode;
  /** Replaces the hint unless `keepHint`. */
  error?: FieldError;
  keepHint?: boolean;
  /** Said when the value was checked and is right. */
  ok?: string | undefined;
  /** Spans both columns of `.form--2`. */
  full?: boolean;
  children: ReactNode;
};

/** Label, control, and under it the hint or the error; the controls of inputs.tsx tie themselves to it. */
export function Field({ id, label, optional, hint, error, keepHint = false, ok, full, children }: FieldProps) {
  const wrong = firstError(error);
  const hintShown = Boolean(hint) && (wrong === undefined || keepHint);
  const describedBy = cx(wrong !== undefined && errorId(id), hintShown && hintId(id)) || undefined;
  return (
    <div className={cx("field", wrong !== undefined && "is-wrong", ok !== undefined && "is-ok", full && "full")}>
      <label htmlFor={id}>
        {label}
        {optional !== undefined && <span className="opt"> ({optional})</span>}
      </label>
      <FieldContext.Provider value={{ id, describedBy, invalid: wrong !== undefined }}>
        {children}
      </FieldContext.Provider>
      {wrong !== undefined && <ErrorText id={errorId(id)}>{wrong}</ErrorText>}
      {hintShown && (
        <p className="hint" id={hintId(id)}>
          {hint}
        </p>
      )}
      {ok !== undefined && wrong === undefined && (
        <p className="ok">
          <Icon name="check" small />
          {ok}
        </p>
      )}
    </div>
  );
}
