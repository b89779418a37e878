/** What a use case answers: a value, or a refusal that the caller can show beside the field it concerns. */
export type Result<T, Code extends string = string> = { ok: true; value: T } | Refusal<Code>;

export type Refusal<Code extends string = string> = {
  ok: false;
  code: Code;
  /** Name of the input field that the refusal is about, when there is one. */
  field?: string;
  /** Facts for the message (counts, names, amounts); never personal data. */
  details?: Record<string, string | number | boolean | null>;
};

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refuse<const Code extends string>(
  code: Code,
  extra: { field?: string; details?: Refusal["details"] } = {},
): Refusal<Code> {
  return {
    ok: false,
    code,
    ...(extra.field === undefined ? {} : { field: extra.field }),
    ...(extra.details === undefined ? {} : { details: extra.details }),
  };
}
