import { readGroupByPhone } from "#db/queries/orders-views.ts";
import { takePoint } from "#services/accounts/limits.ts";
import { typedCode } from "#services/orders/typed.ts";
import { type GroupPage, pageOf } from "#services/orders/view-group.ts";
import type { Market } from "#services/shared/market.ts";
import { phoneForms } from "#services/shared/phone.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export const TRACK_LIMIT = { name: "track", points: 10, seconds: 3600 };

/**
 * A parcel found by order code and phone, with person and address shortened. A wrong code and a wrong phone are the same
 * "not_found", so that nobody can feel for other people's orders; "too_many" past ten tries an hour and address.
 */
export async function trackOrder(
  market: Market,
  viewer: Viewer,
  input: { code: string; phone: string },
): Promise<Result<GroupPage, "not_found" | "too_many">> {
  if (!(await takePoint(market, TRACK_LIMIT, viewer.clientAddress))) return refuse("too_many");
  const code = typedCode(input.code);
  const phones = phoneForms(input.phone);
  if (code === "" || phones.length === 0) return refuse("not_found");
  const group = await readGroupByPhone(market.db, code, phones);
  return group ? ok(pageOf(group, true)) : refuse("not_found");
}
