import type { Refusal, Refusals } from "#services/shared/result.ts";

/** What a form of a desk was refused for, with what was typed in it; `form` names it among those of the page. */
export type DeskAnswer =
  | { form: string; refusal: Refusal | Refusals | null; values: Record<string, string> }
  | undefined;

/** The answer if it is this form's. */
export function answerOf(answer: DeskAnswer, form: string) {
  const mine = answer?.form === form ? answer : undefined;
  return { values: mine?.values ?? {}, refusal: mine?.refusal ?? null };
}

/** What a refusal says of a field, among all that it says is wrong. */
export function faultAt(refusal: Refusal | Refusals | null, field: string): Refusal | undefined {
  const faults = refusal === null ? [] : "faults" in refusal ? refusal.faults : [refusal];
  return faults.find((fault) => fault.field === field);
}

/** Facts of a refusal, for the blanks of its sentence. */
export function blanksOf(refusal: Refusal): { by: string; min: string; max: string } {
  const fact = (name: string) => String(refusal.details?.[name] ?? "");
  return { by: fact("by"), min: fact("min"), max: fact("max") };
}
