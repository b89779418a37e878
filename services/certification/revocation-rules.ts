import { isRevokeReason, REASON_LETTERS } from "#services/certification/rules.ts";
import { cleanLine, cleanText, letterCount } from "#services/shared/clean-text.ts";
import { gather, ok, type Refusals, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

export type Revocation = { reasonCode: string; reason: string; decisionNumber: string };
export type RevocationProblem = "unknown_reason" | "reason_short" | "too_long" | "decision_missing";

const MAX_DECISION = LETTERS.revokingDecision;

function decisionOf(typed: string): Result<string, RevocationProblem> {
  const field = "decisionNumber";
  const number = cleanLine(typed);
  if (letterCount(number) < 3 || !/\d/.test(number)) return refuse("decision_missing", { field });
  return letterCount(number) > MAX_DECISION
    ? refuse("too_long", { field, details: { max: MAX_DECISION } })
    : ok(number);
}

function wordsOf(typed: string): Result<string, RevocationProblem> {
  const field = "reason";
  const reason = cleanText(typed);
  const { min, max } = REASON_LETTERS;
  if (letterCount(reason) < min) return refuse("reason_short", { field, details: { min } });
  return letterCount(reason) > max ? refuse("too_long", { field, details: { max } }) : ok(reason);
}

/**
 * What a revocation must say, cleaned: a known reason, ten letters of explanation, the decision it rests on; or all that
 * is wrong with it.
 */
export function judgeRevocation(
  input: Revocation,
): Result<Revocation, RevocationProblem> | Refusals<RevocationProblem> {
  const { reasonCode } = input;
  return gather({
    reasonCode: isRevokeReason(reasonCode) ? ok(reasonCode) : refuse("unknown_reason", { field: "reasonCode" }),
    decisionNumber: decisionOf(input.decisionNumber),
    reason: wordsOf(input.reason),
  });
}
