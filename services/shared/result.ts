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

type ValueOf<R> = R extends { ok: true; value: infer T } ? T : never;
type CodeOf<R> = R extends Refusal<infer Code> ? Code : never;

/** A refusal that says everything that is wrong, each with its field; itself it is the first of them. */
export type Refusals<Code extends string = string> = Refusal<Code> & { faults: readonly Refusal<Code>[] };

/** The values of a form's fields when all of them are right, else everything that is wrong with them. */
export function gather<F extends Record<string, Result<unknown>>>(
  fields: F,
): { ok: true; value: { [K in keyof F]: ValueOf<F[K]> } } | Refusals<CodeOf<F[keyof F]>> {
  const faults = Object.values(fields).filter((field) => !field.ok) as Refusal<CodeOf<F[keyof F]>>[];
  const [first] = faults;
  if (first) return { ...first, faults };
  const values = Object.entries(fields).map(([name, field]) => [name, field.ok ? field.value : undefined]);
  return ok(Object.fromEntries(values) as { [K in keyof F]: ValueOf<F[K]> });
}

/** Everything that a refusal says, itself where it says one thing. */
export const faultsOf = <C extends string>(refusal: Refusal<C> | Refusals<C>): readonly Refusal<C>[] =>
  "faults" in refusal ? refusal.faults : [refusal];
