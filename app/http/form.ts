import type { Submission, SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import { z } from "zod";
import { statusOf } from "#app/http/respond.ts";
import type { Refusal } from "#services/shared/result.ts";

/** The body of a form. What is no form at all is answered 400: no page of ours sends it. */
export async function readFormData(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw data(null, { status: 400 });
  }
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

/** Answers a form that was refused: the code beside its field, what was typed kept, except secrets. */
export function answerForm<T>(
  submission: Submission<T, string[], unknown>,
  refusal: Refusal | null,
  form: string,
  secrets: readonly string[] = [],
) {
  const errors =
    refusal === null
      ? {}
      : refusal.field === undefined
        ? { formErrors: [refusal.code] }
        : { fieldErrors: { [refusal.field]: [refusal.code] } };
  const answer: FormAnswer = {
    form,
    result: submission.reply({ ...errors, hideFields: [...secrets] }),
    details: refusal?.details ?? {},
  };
  return data(answer, { status: refusal === null ? 422 : statusOf(refusal.code) });
}
