import { data } from "@remix-run/node";
import { type FileLimits, readFormBody } from "#app/http/form-body.ts";
import { statusOf } from "#app/http/respond.ts";
import type { Refusal } from "#services/shared/result.ts";

/** What was typed, as it was typed: the last of each name, all of the names that repeat, and the files. */
export type Typed = {
  values: Record<string, string>;
  all: (name: string) => string[];
  files: (name: string) => File[];
  /** Files that came and were left out, each with its field and why. */
  left: Refusal[];
};

/**
 * Reads a form whose fields are told apart by their names; a use case judges what stands in them. `limits` names the
 * fields that take files, with the most bytes of each.
 */
export async function readTyped(request: Request, limits: FileLimits = {}): Promise<Typed> {
  const { form, left } = await readFormBody(request, limits);
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of form) if (typeof value === "string") values[name] = value;
  return {
    values: { ...values },
    all: (name) => form.getAll(name).filter((v): v is string => typeof v === "string"),
    files: (name) => form.getAll(name).filter((v): v is File => typeof v !== "string" && v.size > 0),
    left,
  };
}

/** A whole number as people write it (`85000`, `85.000`, `85 000`, `85,000`); `NaN` for anything else. */
export function wholeOf(typed: string | undefined): number {
  const text = (typed ?? "").trim();
  if (/^-?\d{1,40}$/.test(text)) return Number(text);
  return /^-?\d{1,3}([.,\s\u00a0]\d{3}){1,4}$/.test(text) ? Number(text.replace(/[.,\s\u00a0]/g, "")) : Number.NaN;
}

/** The same where nothing may stand: null. */
export function wholeOrNull(typed: string | undefined): number | null {
  return (typed ?? "").trim() === "" ? null : wholeOf(typed);
}

/** How far a photo is, as a page shows it. */
export type KnownPicture = { id: string; state: string; contentHash: string | null; refusedCode: string | null };

export type Fault = { code: string; details?: Refusal["details"] };

/** What a refused form answers: which act, what is wrong with it and its fields, and what was typed. */
export type TypedAnswer = {
  act: string;
  fault: Fault | null;
  problems: Record<string, Fault>;
  values: Record<string, string>;
  /** What the market knows of the photos that the form names. */
  pictures: KnownPicture[];
};

const faultOf = ({ code, details }: Fault): Fault => ({ code, ...(details === undefined ? {} : { details }) });

/** The answer to a form that was refused, its status with it; nothing has changed. */
export function answerTyped(
  act: string,
  values: Record<string, string>,
  refusals: readonly Refusal[],
  status?: number,
  pictures: KnownPicture[] = [],
) {
  const first = refusals[0];
  const answer: TypedAnswer = { act, fault: null, problems: {}, values, pictures };
  for (const refusal of refusals) {
    if (refusal.field === undefined) answer.fault ??= faultOf(refusal);
    else answer.problems[refusal.field] ??= faultOf(refusal);
  }
  return data(answer, { status: status ?? statusOf(first?.code ?? "invalid_request") });
}
