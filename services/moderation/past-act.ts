import type { LastDecision } from "#db/queries/moderation.ts";

/** Something that staff did to an item or a shop, as the desk shows it. */
export type PastAct = { by: string; act: string; at: string; reasonCode: string | null; reason: string | null };

export const toPastAct = (row: LastDecision): PastAct => ({
  by: row.actor_name,
  act: row.act,
  at: row.at,
  reasonCode: row.reason_code,
  reason: row.reason,
});
