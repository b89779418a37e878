import { readPolicyVersion } from "#db/queries/catalogue-places.ts";
import type { Policy } from "#services/catalogue/policies.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

export type PolicyVersion = { page: Policy; version: string; validFrom: string; isDraft: boolean };

/** Which version of a policy page is valid now. */
export async function viewPolicy(market: Market, page: Policy): Promise<Result<PolicyVersion, "not_found">> {
  const row = await readPolicyVersion(market.db, page);
  return row
    ? ok({ page, version: row.version, validFrom: row.valid_from, isDraft: row.is_draft })
    : refuse("not_found");
}
