import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { cancelPurchase } from "#services/checkout/cancel-purchase.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addGroup, addShop, refundsOf, type ShopRows, stateOf, stockOf } from "#tests/support/order-rows.ts";

let bench: Bench;
let shop: ShopRows;
beforeAll(async () => {
  bench = await openBench();
  shop = await addShop(bench.sql, [50]);
});
afterAll(() => bench.end());

const guest: Viewer = { ...nobody, guestToken: "u".repeat(43) };
const unpaid = () =>
  addGroup(bench.sql, {
    shops: [shop],
    method: "vnpay",
    state: "awaiting_payment",
    guestTokenHash: hashToken(guest.guestToken ?? ""),
  });
const cancel = (viewer: Viewer, groupCode: string, orderCode: string | null = null) =>
  cancelPurchase(bench.market, viewer, { groupCode, orderCode, requestId: newId() });

describe("cancelling what isn't paid yet", () => {
  it("ends the group, gives its units back and owes nothing; a second tap answers the same", async () => {
    const before = await stockOf(bench.sql, shop.lots[0].id);
    const group = await unpaid();
    const taps = await Promise.all([1, 2, 3].map(() => cancel(guest, group.code)));
    expect(taps.map((tap) => tap.ok)).toEqual([true, true, true]);
    expect(await cancel(guest, group.code)).toMatchObject({ ok: true });
    expect(await stateOf(bench.sql, group.orders[0].id)).toBe("cancelled");
    expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual(before);
    expect(await refundsOf(bench.sql, group.id)).toEqual([]);
    const [intent] = await bench.sql`select state from payment_intents where id = ${group.intentId}`;
    expect(intent?.state).toBe("canceled");
  });

  it("is the buyer's alone, and not done parcel by parcel", async () => {
    const group = await unpaid();
    expect(await cancel(nobody, group.code)).toMatchObject({ code: "not_found" });
    expect(await cancel(shop.seller, group.code)).toMatchObject({ code: "not_found" });
    expect(await cancel(guest, group.code, group.orders[0].code)).toMatchObject({ code: "awaiting_payment" });
    expect(await stateOf(bench.sql, group.orders[0].id)).toBe("awaiting_payment");
  });

  it("waits while a payment is open and its gateway can't be asked", async () => {
    const group = await unpaid();
    await bench.sql`update payment_intents set state = 'requires_action' where id = ${group.intentId}`;
    await bench.sql`insert into payment_attempts (id, intent_id, request_id, provider, reference, amount_vnd, provider_create_date, expires_at)
      values (${newId()}, ${group.intentId}, ${newId()}, 'vnpay', ${newId()}, 120000, '20261124083000', market_now() + interval '15 minutes')`;
    expect(await cancel(guest, group.code)).toMatchObject({ ok: false, code: "unavailable" });
    expect(await stateOf(bench.sql, group.orders[0].id)).toBe("awaiting_payment");
    expect(await stockOf(bench.sql, shop.lots[0].id)).toMatchObject({ reserved: 4 });
  });
});
