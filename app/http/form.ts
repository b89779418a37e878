import type { Submission, SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import { z } from "zod";
import { readFormBody } from "#app/http/form-body.ts";
import { statusOf } from "#app/http/respond.ts";
import type { Refusal } from "#services/shared/result.ts";

/** The body of a form without files. What is no form at all is answered 400: no page of ours sends it. */
export async function readFormData(request: Request): Promise<FormData> {
  return (await readFormBody(request, {})).form;
}

/** A field of one text; an absent one is empty, a file where a text belongs is `odd`. */
export const text = () => z.string({ error: "odd" }).default("");
export const ticked = () => z.literal("on", { error: "odd" }).optional();

/** Reads a form by its shape; use cases judge what stands in it. */
export function parseForm<S extends z.ZodType>(form: FormData, schema: S) {
  return parseWithZod(form, { schema });
}

export type FormAnswer = {
  /** Which of the forms of a page this answers. */
  form: string;
  result: SubmissionResult<string[]>;
  details: NonNullable<Refusal["details"]>;
};

/** Answers a form that was refused: each code beside its field, what was typed kept, except secrets. */
export function answerForm<T>(
  submission: Submission<T, string[], unknown>,
  refused: Refusal | readonly Refusal[] | null,
  form: string,
  secrets: readonly string[] = [],
) {
  const refusals: readonly Refusal[] = refused === null ? [] : "code" in refused ? [refused] : refused;
  const formErrors = refusals.filter((r) => r.field === undefined).map((r) => r.code);
  const fieldErrors = Object.fromEntries(refusals.flatMap((r) => (r.field === undefined ? [] : [[r.field, [r.code]]])));
  const errors = refusals.length === 0 ? {} : formErrors.length > 0 ? { formErrors } : { fieldErrors };
  const answer: FormAnswer = {
    form,
    result: submission.reply({ ...errors, hideFields: [...secrets] }),
    details: Object.assign({}, ...refusals.map((r) => r.details ?? {})),
  };
  return data(answer, { status: refusals[0] ? statusOf(refusals[0].code) : 422 });
}
