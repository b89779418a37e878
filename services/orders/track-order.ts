import { readGroupByPhone } from "#db/queries/orders-views.ts";
import { takePoint } from "#services/accounts/limits.ts";
import type { GuestProof } from "#services/orders/buyer-access.ts";
import { typedCode } from "#services/orders/typed.ts";
import { type GroupPage, pageOf } from "#services/orders/view-group.ts";
import type { Market } from "#services/shared/market.ts";
import { phoneForms } from "#services/shared/phone.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export const TRACK_LIMIT = { name: "track", points: 10, seconds: 3600 };

export type Tracked = { page: GroupPage; proof: GuestProof | null };

async function read(market: Market, code: string, phones: readonly string[]): Promise<Tracked | null> {
  const group = await readGroupByPhone(market.db, code, phones);
  if (!group) return null;
  if (group.code !== code) return { page: pageOf(group, "order_code", code), proof: null };
  if (group.accountId !== null) return { page: pageOf(group, "account"), proof: null };
  return { page: pageOf(group, "proved"), proof: { groupId: group.id, phone: phones[0] ?? "" } };
}

/**
 * A parcel found by order code and phone, with person and address shortened. A wrong code and a wrong phone are the same
 * "not_found", so that nobody can feel for other people's orders; "too_many" past ten tries an hour and address. A
 * guest's order found by its own code comes with a proof, by which it may be cancelled and confirmed.
 */
export async function trackOrder(
  market: Market,
  viewer: Viewer,
  input: { code: string; phone: string },
): Promise<Result<Tracked, "not_found" | "too_many">> {
  if (!(await takePoint(market, TRACK_LIMIT, viewer.clientAddress))) return refuse("too_many");
  const code = typedCode(input.code);
  const phones = phoneForms(input.phone);
  if (code === "" || phones.length === 0) return refuse("not_found");
  const found = await read(market, code, phones);
  return found ? ok(found) : refuse("not_found");
}

/** The same page after an act on it: the proof was counted already. */
export async function viewProved(market: Market, code: string, proof: GuestProof): Promise<GroupPage | null> {
  const found = await read(market, typedCode(code), phoneForms(proof.phone));
  return found?.page ?? null;
}
