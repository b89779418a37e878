import { isRevokeReason, REASON_LETTERS } from "#services/certification/rules.ts";
import { cleanLine, cleanText, letterCount } from "#services/shared/clean-text.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

export type Revocation = { reasonCode: string; reason: string; decisionNumber: string };
export type RevocationProblem = "unknown_reason" | "reason_short" | "too_long" | "decision_missing";

const MAX_DECISION = LETTERS.revokingDecision;

/** What a revocation must say, cleaned: a known reason, ten letters of explanation, the decision it rests on. */
export function judgeRevocation(input: Revocation): Result<Revocation, RevocationProblem> {
  const { reasonCode } = input;
  const reason = cleanText(input.reason);
  const decisionNumber = cleanLine(input.decisionNumber);
  const { min, max } = REASON_LETTERS;
  if (!isRevokeReason(reasonCode)) return refuse("unknown_reason", { field: "reasonCode" });
  if (letterCount(decisionNumber) < 3 || !/\d/.test(decisionNumber))
    return refuse("decision_missing", { field: "decisionNumber" });
  if (letterCount(decisionNumber) > MAX_DECISION)
    return refuse("too_long", { field: "decisionNumber", details: { max: MAX_DECISION } });
  if (letterCount(reason) < min) return refuse("reason_short", { field: "reason", details: { min } });
  if (letterCount(reason) > max) return refuse("too_long", { field: "reason", details: { max } });
  return ok({ reasonCode, reason, decisionNumber });
}
