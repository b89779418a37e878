import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { cancelOrder } from "#services/orders/cancel-order.ts";
import { listRefundDues } from "#services/orders/list-refund-dues.ts";
import { recordRefundPaid } from "#services/orders/record-refund-paid.ts";
import { viewGroup } from "#services/orders/view-group.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addGroup, addShop, addStaff, type GroupRows, refundsOf, type ShopRows } from "#tests/support/order-rows.ts";

let bench: Bench;
let shop: ShopRows;
let finance: Viewer;
beforeAll(async () => {
  bench = await openBench();
  shop = await addShop(bench.sql, [100]);
  finance = await addStaff(bench.sql, "finance");
});
afterAll(() => bench.end());

const guest: Viewer = { ...nobody, guestToken: "r".repeat(43) };

async function owedGroup(): Promise<{ group: GroupRows; refundId: string }> {
  const hash = hashToken(guest.guestToken ?? "");
  const group = await addGroup(bench.sql, { shops: [shop], method: "vnpay", paid: true, guestTokenHash: hash });
  await cancelOrder(bench.market, guest, { groupCode: group.code, orderCode: null, requestId: newId() });
  const [due] = await bench.sql`select id from refund_dues where group_id = ${group.id}`;
  return { group, refundId: due?.id };
}

const record = (viewer: Viewer, refundId: string, reference: string) =>
  recordRefundPaid(bench.market, viewer, { refundId, reference });

describe("money owed back", () => {
  it("is listed for finance by age with whom to pay; nobody else sees it", async () => {
    const old = await owedGroup();
    await bench.advanceClock(4 * 86_400);
    const fresh = await owedGroup();
    const list = await listRefundDues(bench.market, finance, { state: "owed", page: 1 });
    if (!list.ok) throw new Error(list.code);
    const own = list.value.dues.filter((d) => [old.refundId, fresh.refundId].includes(d.id));
    expect(own.map((d) => [d.groupCode, d.ageDays, d.amountVnd, d.cause])).toEqual([
      [old.group.code, 4, 120_000, "buyer_cancelled"],
      [fresh.group.code, 0, 120_000, "buyer_cancelled"],
    ]);
    expect(own[0]).toMatchObject({ buyerName: "Nguyễn Thu Hà", buyerPhone: "+84912345678", shopName: "Cửa hàng Thử" });
    const moderator = await addStaff(bench.sql, "moderator");
    for (const viewer of [moderator, shop.seller, guest]) {
      expect(await listRefundDues(bench.market, viewer, { state: "owed", page: 1 })).toMatchObject({
        code: "not_found",
      });
      expect(await record(viewer, old.refundId, "FT123")).toMatchObject({ code: "not_found" });
    }
  });

  it("is paid once with a reference, audited, told to the buyer and shown on their page", async () => {
    const { group, refundId } = await owedGroup();
    expect(await record(finance, refundId, "  ")).toMatchObject({ code: "reference_missing", field: "reference" });
    expect(await record(finance, refundId, "<b>")).toMatchObject({ code: "reference_invalid" });
    const taps = await Promise.all([1, 2, 3].map(() => record(finance, refundId, " FT26329-0042 ")));
    expect(taps.every((t) => t.ok)).toBe(true);
    expect(await record(finance, refundId, "FT-other")).toMatchObject({ code: "conflict" });
    expect(await refundsOf(bench.sql, group.id)).toEqual([
      { amount: 120_000, cause: "buyer_cancelled", state: "paid" },
    ]);
    const audit = await bench.sql`select actor_id, after from audit_entries where subject_id = ${refundId}`;
    expect(audit.map((a) => [a.actor_id, a.after.reference])).toEqual([[finance.accountId, "FT26329-0042"]]);
    const mails = await bench.sql`select body from outbox_messages where dedupe_key = ${`refund:${refundId}:paid`}`;
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain("120.000\u00a0₫");
    const page = await viewGroup(bench.market, guest, group.code);
    expect(page).toMatchObject({ value: { parcels: [{ refund: { state: "paid", reference: "FT26329-0042" } }] } });
    const paid = await listRefundDues(bench.market, finance, { state: "paid", page: 1 });
    expect(paid.ok && paid.value.dues.map((d) => d.id)).toEqual([refundId]);
  });

  it("of two people with different references keeps one", async () => {
    const { refundId } = await owedGroup();
    const second = await addStaff(bench.sql, "admin");
    const answers = await Promise.all([record(finance, refundId, "FT-A"), record(second, refundId, "FT-B")]);
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
  });

  it("that isn't there is not found, whatever is sent", async () => {
    for (const id of [newId(), "1", "", "' or true"]) {
      expect(await record(finance, id, "FT1234")).toMatchObject({ code: "not_found" });
    }
  });

  it("cannot be written twice for one order, nor unpaid again", async () => {
    const { group, refundId } = await owedGroup();
    await record(finance, refundId, "FT99");
    await expect(
      bench.sql`update refund_dues set state = 'owed', paid_reference = null, paid_at = null, recorded_by = null where id = ${refundId}`,
    ).rejects.toThrow(/stays paid/);
    await expect(
      bench.sql`insert into refund_dues (id, group_id, order_id, amount_vnd, cause, cause_key)
        values (${newId()}, ${group.id}, ${group.orders[0].id}, 1, 'shop_refused', ${`order:${group.orders[0].id}`})`,
    ).rejects.toThrow(/refund_dues_cause_key/);
  });
});
