import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { closeIntent } from "#services/checkout/close-intent.ts";
import { acceptOrder } from "#services/orders/accept-order.ts";
import { announceNewOrders } from "#services/orders/announce-new-orders.ts";
import { cancelOrder } from "#services/orders/cancel-order.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { handOverOrder } from "#services/orders/hand-over-order.ts";
import { cancelOverdue, completeOrder } from "#services/orders/jobs.ts";
import { joinGuestOrders } from "#services/orders/join-guest-orders.ts";
import { listOrders } from "#services/orders/list-orders.ts";
import { packOrder } from "#services/orders/pack-order.ts";
import { refuseOrder } from "#services/orders/refuse-order.ts";
import { trackOrder, viewProved } from "#services/orders/track-order.ts";
import { viewGroup } from "#services/orders/view-group.ts";
import { viewShopOrder } from "#services/orders/view-shop-order.ts";
import { newId } from "#services/shared/ids.ts";
import { ok } from "#services/shared/result.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import {
  addAccount,
  addGroup,
  addShop,
  eventsOf,
  type GroupOptions,
  refundsOf,
  type ShopRows,
  stateOf,
  stockOf,
} from "#tests/support/order-rows.ts";

let bench: Bench;
let shop: ShopRows;
let other: ShopRows;
beforeAll(async () => {
  bench = await openBench();
  shop = await addShop(bench.sql, [900]);
  other = await addShop(bench.sql, [900]);
});
afterAll(() => bench.end());

const TOKEN = "g".repeat(43);
const guest: Viewer = { ...nobody, guestToken: TOKEN };
const guestGroup = (options: Partial<GroupOptions> = {}) =>
  addGroup(bench.sql, { shops: [shop, other], guestTokenHash: hashToken(TOKEN), ...options });
const paidGroup = (options: Partial<GroupOptions> = {}) => guestGroup({ method: "vnpay", paid: true, ...options });
const act = (code: string) => ({ code, requestId: newId() });
const cancel = (viewer: Viewer, groupCode: string, orderCode: string | null, requestId = newId()) =>
  cancelOrder(bench.market, viewer, { groupCode, orderCode, requestId });

async function bring(seller: Viewer, code: string, to: "accepted" | "packed" | "handed_over") {
  await acceptOrder(bench.market, seller, act(code));
  if (to === "accepted") return;
  await packOrder(bench.market, seller, { ...act(code), lots: null });
  if (to === "packed") return;
  await handOverOrder(bench.market, seller, {
    ...act(code),
    carrier: "ghn",
    carrierName: "",
    trackingNumber: "GHN123",
  });
}

describe("cancelling by the buyer", () => {
  it("stops one parcel and leaves the other, gives its units back and owes its total once", async () => {
    const before = await stockOf(bench.sql, shop.lots[0].id);
    const group = await paidGroup();
    const [mine, others] = group.orders;
    const requestId = newId();
    const taps = await Promise.all([1, 2, 3, 4].map(() => cancel(guest, group.code, mine.code, requestId)));
    expect(taps.map((t) => t.ok)).toEqual([true, true, true, true]);
    expect(await stateOf(bench.sql, mine.id)).toBe("cancelled");
    expect(await stateOf(bench.sql, others?.id ?? "")).toBe("new");
    expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual(before);
    expect(await refundsOf(bench.sql, group.id)).toEqual([
      { amount: 120_000, cause: "buyer_cancelled", state: "owed" },
    ]);
    const mails =
      await bench.sql`select recipient, kind from outbox_messages where dedupe_key like ${`order:${mine.id}:%`} order by kind`;
    expect(mails.map((m) => m.kind)).toEqual(["order_ended", "shop_order_cancelled"]);
  });

  it("of all parcels leaves those that are packed, and fails when none can be stopped", async () => {
    const group = await paidGroup();
    await bring(shop.seller, group.orders[0].code, "packed");
    expect(await cancel(guest, group.code, group.orders[0].code)).toMatchObject({ ok: false, code: "conflict" });
    const done = await cancel(guest, group.code, null);
    expect(done.ok && done.value.map((o) => o.code)).toEqual([group.orders[1]?.code]);
    expect(await cancel(guest, group.code, null)).toMatchObject({ ok: false, code: "conflict" });
    expect(await refundsOf(bench.sql, group.id)).toHaveLength(1);
  });

  it("is nobody else's: not another guest's, account's, shop's or a bare visitor's", async () => {
    const group = await guestGroup();
    const { accountId, viewer } = await addAccount(bench.sql);
    const owned = await addGroup(bench.sql, { shops: [shop], account: accountId });
    const strangers = [nobody, { ...nobody, guestToken: "x".repeat(43) }, shop.seller, viewer];
    for (const stranger of strangers) {
      expect(await cancel(stranger, group.code, null)).toMatchObject({ code: "not_found" });
      expect(await viewGroup(bench.market, stranger, group.code)).toMatchObject({ code: "not_found" });
      const confirming = { groupCode: group.code, orderCode: group.orders[0].code, requestId: newId() };
      expect(await confirmReceived(bench.market, stranger, confirming)).toMatchObject({ code: "not_found" });
    }
    expect(await cancel(guest, owned.code, null)).toMatchObject({ code: "not_found" });
    expect(await cancel(guest, group.code, owned.orders[0].code)).toMatchObject({ code: "not_found" });
    expect(await viewGroup(bench.market, viewer, owned.code)).toMatchObject({ ok: true });
    expect(await stateOf(bench.sql, group.orders[0].id)).toBe("new");
  });

  it("of a group that waits for its payment is left to checkout, which asks the gateway", async () => {
    const group = await guestGroup({ method: "vnpay", state: "awaiting_payment" });
    expect(await cancel(guest, group.code, null)).toMatchObject({ ok: false, code: "awaiting_payment" });
    expect(await stateOf(bench.sql, group.orders[0].id)).toBe("awaiting_payment");
  });

  it("of a whole delivery order closes its intent, by a job that may come twice", async () => {
    const group = await guestGroup();
    await cancel(guest, group.code, null);
    const intent = async () =>
      (await bench.sql`select state from payment_intents where id = ${group.intentId}`)[0]?.state;
    await closeIntent(bench.market, { groupId: group.id });
    await closeIntent(bench.market, { groupId: group.id });
    expect(await intent()).toBe("canceled");
    const open = await guestGroup();
    await cancel(guest, open.code, open.orders[0].code);
    await closeIntent(bench.market, { groupId: open.id });
    const [row] = await bench.sql`select state from payment_intents where id = ${open.intentId}`;
    expect(row?.state).toBe("requires_payment_method");
    expect(await refundsOf(bench.sql, group.id)).toEqual([]);
  });
});

describe("races", () => {
  const wins = (answers: { ok: boolean }[]) => answers.filter((a) => a.ok).length;

  it("between a buyer's cancelling and a shop's packing are won by exactly one, ten times over", async () => {
    for (let round = 0; round < 10; round += 1) {
      const before = await stockOf(bench.sql, shop.lots[0].id);
      const group = await paidGroup({ shops: [shop] });
      const { code, id } = group.orders[0];
      await bring(shop.seller, code, "accepted");
      const answers = await Promise.all([
        cancel(guest, group.code, code),
        packOrder(bench.market, shop.seller, { ...act(code), lots: null }),
      ]);
      expect(wins(answers)).toBe(1);
      const isCancelled = (await stateOf(bench.sql, id)) === "cancelled";
      expect(answers[0].ok).toBe(isCancelled);
      expect(await refundsOf(bench.sql, group.id)).toHaveLength(isCancelled ? 1 : 0);
      const left = isCancelled ? before.onHand : before.onHand - 2;
      expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual({ onHand: left, reserved: before.reserved });
    }
  });

  it("between cancelling and refusing owe the money once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const before = await stockOf(bench.sql, shop.lots[0].id);
      const group = await paidGroup({ shops: [shop] });
      const { code } = group.orders[0];
      const answers = await Promise.all([
        cancel(guest, group.code, code),
        refuseOrder(bench.market, shop.seller, { ...act(code), reasonCode: "damaged", reason: "" }),
      ]);
      expect(wins(answers)).toBe(1);
      expect(await refundsOf(bench.sql, group.id)).toHaveLength(1);
      expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual(before);
    }
  });

  it("between accepting and running out of time are won by exactly one", async () => {
    for (let round = 0; round < 10; round += 1) {
      const group = await paidGroup({ shops: [shop], acceptHours: 0 });
      const { code, id } = group.orders[0];
      const [accepted] = await Promise.all([
        acceptOrder(bench.market, shop.seller, act(code)),
        cancelOverdue(bench.market, { orderId: id }),
        cancelOverdue(bench.another().market, { orderId: id }),
      ]);
      expect(await stateOf(bench.sql, id)).toBe(accepted.ok ? "accepted" : "cancelled");
      expect(await refundsOf(bench.sql, group.id)).toHaveLength(accepted.ok ? 0 : 1);
    }
  });

  it("of two shops and the buyer in one group never block each other for good", async () => {
    const group = await paidGroup();
    const [a, b] = group.orders;
    await Promise.all([
      refuseOrder(bench.market, shop.seller, { ...act(a.code), reasonCode: "damaged", reason: "" }),
      acceptOrder(bench.market, other.seller, act(b?.code ?? "")),
      cancel(guest, group.code, null),
      cancel(guest, group.code, b?.code ?? ""),
    ]);
    const dues = await refundsOf(bench.sql, group.id);
    const ended = (
      await bench.sql`select 1 from orders where group_id = ${group.id} and state in ('refused', 'cancelled')`
    ).length;
    expect(dues).toHaveLength(ended);
  });
});

describe("deadlines", () => {
  it("new orders get one, a job and a mail to their shop, once", async () => {
    const group = await guestGroup();
    await bench.sql`update orders set accept_by = null where group_id = ${group.id}`;
    for (const _ of [1, 2]) {
      await bench.market.transact(async (tx) => ok(await announceNewOrders(bench.market, tx, group.id)));
    }
    const rows =
      await bench.sql`select extract(epoch from accept_by - market_now()) / 3600 as hours from orders where group_id = ${group.id}`;
    expect(rows.map((r) => Math.round(r.hours))).toEqual([48, 48]);
    const jobs =
      await bench.sql`select key from graphile_worker.jobs where key = any(${group.orders.map((o) => `accept-overdue:${o.id}`)})`;
    expect(jobs).toHaveLength(2);
    const mails =
      await bench.sql`select subject, body from outbox_messages where kind = 'shop_order_new' and dedupe_key like ${`order:${group.orders[0].id}:%`}`;
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain(`http://localhost:3000/ban/don/${group.orders[0].code}`);
  });

  it("an order that no shop accepted in 48 hours is cancelled, its stock back and its money owed; not a minute before", async () => {
    const before = await stockOf(bench.sql, shop.lots[0].id);
    const group = await paidGroup();
    const run = () => cancelOverdue(bench.market, { orderId: group.orders[0].id });
    await bench.advanceClock(48 * 3600 - 60);
    await run();
    expect(await stateOf(bench.sql, group.orders[0].id)).toBe("new");
    await bench.advanceClock(61);
    await Promise.all([run(), run(), run()]);
    expect(await stateOf(bench.sql, group.orders[0].id)).toBe("cancelled");
    expect(await stockOf(bench.sql, shop.lots[0].id)).toEqual(before);
    expect(await refundsOf(bench.sql, group.id)).toEqual([{ amount: 120_000, cause: "shop_timeout", state: "owed" }]);
    await cancelOverdue(bench.market, { orderId: newId() });
  });

  it("a parcel is complete seven days after handing over, or when the buyer says so", async () => {
    const group = await guestGroup();
    const [a, b] = group.orders;
    await bring(shop.seller, a.code, "handed_over");
    await bring(other.seller, b?.code ?? "", "handed_over");
    const requestId = newId();
    const confirming = { groupCode: group.code, orderCode: a.code, requestId };
    for (const _ of [1, 2]) expect(await confirmReceived(bench.market, guest, confirming)).toMatchObject({ ok: true });
    expect(await confirmReceived(bench.market, guest, { ...confirming, requestId: newId() })).toMatchObject({
      code: "conflict",
    });
    expect((await eventsOf(bench.sql, a.id)).filter((k) => k === "completed")).toHaveLength(1);
    await bench.advanceClock(7 * 86_400 - 60);
    await completeOrder(bench.market, { orderId: b?.id ?? "" });
    expect(await stateOf(bench.sql, b?.id ?? "")).toBe("handed_over");
    await bench.advanceClock(61);
    await completeOrder(bench.market, { orderId: b?.id ?? "" });
    await completeOrder(bench.another().market, { orderId: b?.id ?? "" });
    expect(await stateOf(bench.sql, b?.id ?? "")).toBe("completed");
    expect(await eventsOf(bench.sql, b?.id ?? "")).toEqual(["accepted", "packed", "handed_over", "completed"]);
  });

  it("'I have it' is not said of what hasn't left", async () => {
    const group = await guestGroup();
    const confirming = { groupCode: group.code, orderCode: group.orders[0].code, requestId: newId() };
    expect(await confirmReceived(bench.market, guest, confirming)).toMatchObject({ code: "conflict" });
  });
});

describe("looking at orders", () => {
  it("the group's page shows each parcel with lots, events, sums and what is owed", async () => {
    const group = await paidGroup();
    await bring(shop.seller, group.orders[0].code, "handed_over");
    await cancel(guest, group.code, group.orders[1]?.code ?? "");
    const page = await viewGroup(bench.market, guest, group.code.toLowerCase());
    if (!page.ok) throw new Error(page.code);
    const parcel = page.value.parcels.find((p) => p.id === group.orders[0].id);
    const stopped = page.value.parcels.find((p) => p.id === group.orders[1]?.id);
    expect(page.value).toMatchObject({ totalVnd: 240_000, isPaid: true, isMasked: false, state: "in_progress" });
    expect(parcel).toMatchObject({
      state: "handed_over",
      carrier: "ghn",
      mayCancel: false,
      mayConfirm: true,
      refund: null,
    });
    expect(parcel?.lines[0]).toMatchObject({
      quantity: 2,
      totalVnd: 100_000,
      lots: [{ number: shop.lots[0].number, quantity: 2 }],
    });
    expect(parcel?.events.map((e) => e.kind)).toEqual(["accepted", "packed", "handed_over"]);
    expect(stopped).toMatchObject({ state: "cancelled", refund: { amountVnd: 120_000, state: "owed" } });
    expect(JSON.stringify(page.value)).not.toContain(hashToken(TOKEN));
  });

  it("tracking answers the same for a wrong code and a wrong phone, and shortens the person", async () => {
    const group = await guestGroup({ phone: "+84987654321" });
    const from = (clientAddress: string) => ({ ...nobody, clientAddress });
    const find = (code: string, phone: string, n: number) =>
      trackOrder(bench.market, from(`10.0.0.${n}`), { code, phone });
    const wrongPhone = await find(group.code, "0987654322", 1);
    const wrongCode = await find("AAAAAAAAAA", "0987 654 321", 1);
    expect(wrongPhone).toEqual({ ok: false, code: "not_found" });
    expect(wrongCode).toEqual(wrongPhone);
    for (const [code, phone] of [
      ["", ""],
      ["'; drop table orders", "abc"],
      [group.code, "0"],
      ["\u0000", "0987654321"],
    ] as const) {
      expect(await find(code, phone, 2)).toEqual(wrongPhone);
    }
    const typed = `${group.code.slice(0, 4)}-${group.code.slice(4).toLowerCase()}`;
    const found = await find(typed, "0987.654.321", 3);
    if (!found.ok) throw new Error(found.code);
    const { page } = found.value;
    expect(page).toMatchObject({ code: group.code, isMasked: true, acts: "proved" });
    expect(page.contact).toMatchObject({ name: "N… T… Hà", phone: "… 321", addressLine: "", email: null });
    expect(JSON.stringify(page)).not.toContain("987654");
  });

  it("tracking by the code of a parcel, which shop and carrier know, tells no more and lets nobody act", async () => {
    const group = await guestGroup({ phone: "+84987654321" });
    const viewer = { ...nobody, clientAddress: "10.0.1.1" };
    const [mine] = group.orders;
    const found = await trackOrder(bench.market, viewer, { code: mine.code, phone: "+84 987 654 321" });
    if (!found.ok) throw new Error(found.code);
    expect(found.value).toMatchObject({ proof: null, page: { acts: "order_code", code: mine.code, isMasked: true } });
    expect(found.value.page.parcels.every((p) => !p.mayCancel && !p.mayConfirm)).toBe(true);
    expect(JSON.stringify(found.value)).not.toContain(group.code);
    const seen = await viewShopOrder(bench.market, shop.seller, mine.code);
    expect(seen.ok).toBe(true);
    expect(JSON.stringify(seen)).not.toContain(group.code);
  });

  it("a guest on any device cancels and confirms by the order's code and phone, the same act once", async () => {
    const group = await guestGroup({ phone: "+84987654321" });
    const elsewhere = { ...nobody, clientAddress: "10.0.1.2" };
    const found = await trackOrder(bench.market, elsewhere, { code: group.code, phone: "0987654321" });
    const proof = found.ok ? found.value.proof : null;
    if (!proof) throw new Error("not proved");
    const [mine, others] = group.orders;
    const asked = { groupCode: group.code, orderCode: mine.code, requestId: newId(), proof };
    expect(await cancelOrder(bench.market, elsewhere, asked)).toMatchObject({ ok: true });
    expect(await cancelOrder(bench.market, elsewhere, asked)).toMatchObject({ ok: true });
    expect(await stateOf(bench.sql, mine.id)).toBe("cancelled");
    await bring(other.seller, others?.code ?? "", "handed_over");
    const confirm = { groupCode: group.code, orderCode: others?.code ?? "", requestId: newId() };
    expect(await confirmReceived(bench.market, elsewhere, confirm)).toMatchObject({ ok: false, code: "not_found" });
    expect(await confirmReceived(bench.market, elsewhere, { ...confirm, proof })).toMatchObject({ ok: true });
    expect(await viewProved(bench.market, group.code, proof)).toMatchObject({ state: "completed", isMasked: true });
  });

  it("a proof opens its own order alone, and none once an account has it", async () => {
    const [group, second] = [await guestGroup({ phone: "+84987654321" }), await guestGroup()];
    const elsewhere = { ...nobody, clientAddress: "10.0.1.3" };
    const track = () => trackOrder(bench.market, elsewhere, { code: group.code, phone: "0987654321" });
    const found = await track();
    const proof = found.ok ? found.value.proof : null;
    if (!proof) throw new Error("not proved");
    const cancelWith = (groupCode: string) =>
      cancelOrder(bench.market, elsewhere, { groupCode, orderCode: null, requestId: newId(), proof });
    expect(await cancelWith(second.code)).toEqual({ ok: false, code: "not_found" });
    const { accountId } = await addAccount(bench.sql);
    await bench.sql`update order_groups set account_id = ${accountId}, guest_token_hash = null where id = ${group.id}`;
    expect(await cancelWith(group.code)).toEqual({ ok: false, code: "not_found" });
    expect(await track()).toMatchObject({ ok: true, value: { proof: null, page: { acts: "account" } } });
  });

  it("tracking stops an address after ten tries", async () => {
    const group = await guestGroup();
    const viewer = { ...nobody, clientAddress: "10.9.9.9" };
    for (let n = 0; n < 10; n += 1) await trackOrder(bench.market, viewer, { code: "AAAAAAAAAA", phone: "0912345678" });
    const typed = { code: group.code, phone: "0912345678" };
    expect(await trackOrder(bench.market, viewer, typed)).toMatchObject({ code: "too_many" });
    expect(await trackOrder(bench.market, { ...viewer, clientAddress: "10.9.9.8" }, typed)).toMatchObject({ ok: true });
  });

  it("an account's list has its own alone, newest first, and a page beyond the end is empty", async () => {
    const { accountId, viewer } = await addAccount(bench.sql);
    for (let n = 0; n < 14; n += 1) await addGroup(bench.sql, { shops: [shop], account: accountId });
    const first = await listOrders(bench.market, viewer, 1);
    expect(first).toMatchObject({ ok: true, value: { pages: 2, page: 1, guestOrders: 0 } });
    const sizes = await Promise.all([1, 2, 3].map((page) => listOrders(bench.market, viewer, page)));
    expect(sizes.map((s) => s.ok && s.value.groups.length)).toEqual([12, 2, 0]);
    expect(sizes[2]).toMatchObject({ value: { pages: 2 } });
    expect(await listOrders(bench.market, nobody, 1)).toMatchObject({ code: "not_found" });
  });
});

describe("a guest's orders", () => {
  it("join an account by a confirmed e-mail or phone alone, and leave the browser that placed them", async () => {
    const email = `${newId()}@example.com`;
    const byMail = await guestGroup({ email, phone: "+84911111111" });
    const byPhone = await guestGroup({ email: null, phone: "0922222222" });
    const unproved = await addAccount(bench.sql, { email: email.toUpperCase(), phone: "+84922222222" });
    expect(await joinGuestOrders(bench.market, unproved.viewer)).toMatchObject({ value: 0 });
    expect(await joinGuestOrders(bench.market, nobody)).toMatchObject({ value: 0 });
    expect(await listOrders(bench.market, unproved.viewer, 1)).toMatchObject({ value: { groups: [], guestOrders: 2 } });
    const mailProved = { ...unproved.viewer, emailConfirmed: true };
    expect(await joinGuestOrders(bench.market, mailProved)).toMatchObject({ value: 1 });
    expect(await viewGroup(bench.market, mailProved, byMail.code)).toMatchObject({ ok: true });
    expect(await viewGroup(bench.market, mailProved, byPhone.code)).toMatchObject({ code: "not_found" });
    expect(await viewGroup(bench.market, guest, byMail.code)).toMatchObject({ code: "not_found" });
    expect(await joinGuestOrders(bench.market, { ...mailProved, phoneConfirmed: true })).toMatchObject({ value: 1 });
    expect(await joinGuestOrders(bench.market, { ...mailProved, phoneConfirmed: true })).toMatchObject({ value: 0 });
    const thief = await addAccount(bench.sql, {
      email: `thief-${email}`,
      phone: "+84922222223",
      phoneConfirmed: true,
      emailConfirmed: true,
    });
    expect(await joinGuestOrders(bench.market, { ...thief.viewer, phone: "+84922222222" })).toMatchObject({ value: 0 });
  });
});
