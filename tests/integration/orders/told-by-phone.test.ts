import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptOrder } from "#services/orders/accept-order.ts";
import { announceNewOrders } from "#services/orders/announce-new-orders.ts";
import { cancelOrder } from "#services/orders/cancel-order.ts";
import { cancelOverdue } from "#services/orders/jobs.ts";
import { newId } from "#services/shared/ids.ts";
import { ok } from "#services/shared/result.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addAccount, addGroup, addShop, type GroupOptions } from "#tests/support/order-rows.ts";

let demo: Bench;
let real: Bench;
beforeAll(async () => {
  demo = await openBench();
  real = await openBench({ MARKET_MODE: "real" });
});
afterAll(() => Promise.all([demo.end(), real.end()]));

/** A shop whose one member signed up by phone, and an order of it by somebody without an e-mail. */
async function phoneShop(bench: Bench, options: Partial<GroupOptions> = {}) {
  const shop = await addShop(bench.sql);
  const phone = `+8497${String(Math.random()).slice(2, 9)}`;
  await bench.sql`update accounts set email = id || '@phone.invalid', email_is_real = false, phone_number = ${phone},
    phone_number_verified = true where id = ${shop.seller.accountId}`;
  const buyer = await addAccount(bench.sql);
  const group = await addGroup(bench.sql, { shops: [shop], email: null, account: buyer.accountId, ...options });
  await bench.sql`update accounts set email = id || '@phone.invalid', email_is_real = false where id = ${buyer.accountId}`;
  const told = () =>
    bench.sql<{ channel: string; recipient: string; kind: string; body: string }[]>`
      select channel, recipient, kind, body from outbox_messages
      where dedupe_key like ${`order:${group.orders[0].id}:%`} order by created_at, id`;
  return { shop, phone, group, buyer: buyer.viewer, told };
}

const announce = (bench: Bench, groupId: string) =>
  bench.market.transact(async (tx) => {
    await tx.execute(sql`update orders set accept_by = null where group_id = ${groupId}`);
    return ok(await announceNewOrders(bench.market, tx, groupId));
  });

describe("a producer who signed up by phone", () => {
  it("is told by SMS, shortly, of a new order, of its cancelling and of a missed term", async () => {
    const { phone, group, buyer, told } = await phoneShop(demo);
    await announce(demo, group.id);
    const [fresh] = await told();
    expect(fresh).toMatchObject({ channel: "sms", recipient: phone, kind: "shop_order_new" });
    expect(fresh?.body).toContain(`Đơn mới ${group.orders[0].code}`);
    expect(fresh?.body).toContain(`/ban/don/${group.orders[0].code}`);
    expect(fresh?.body.length).toBeLessThan(200);
    await cancelOrder(demo.market, buyer, { groupCode: group.code, orderCode: null, requestId: newId() });
    const cancelled = (await told()).filter((m) => m.kind === "shop_order_cancelled");
    expect(cancelled).toMatchObject([{ channel: "sms", recipient: phone }]);

    const late = await phoneShop(demo, { acceptHours: -1 });
    await cancelOverdue(demo.market, { orderId: late.group.orders[0].id });
    expect((await late.told()).filter((m) => m.kind === "shop_order_overdue")).toMatchObject([
      { channel: "sms", recipient: late.phone },
    ]);
  });

  it("is written to by mail once they proved one", async () => {
    const { shop, group, told } = await phoneShop(demo);
    await demo.sql`update accounts set email = 'may@example.com', email_is_real = true, email_verified = true where id = ${shop.seller.accountId}`;
    await announce(demo, group.id);
    expect(await told()).toMatchObject([{ channel: "mail", recipient: "may@example.com" }]);
  });
});

describe("a buyer without an e-mail", () => {
  it("is told of their parcel at the phone of the order, with the link to it", async () => {
    const { shop, group, told } = await phoneShop(demo, { phone: "+84911222333" });
    await acceptOrder(demo.market, shop.seller, { code: group.orders[0].code, requestId: newId() });
    const [news] = await told();
    expect(news).toMatchObject({ channel: "sms", recipient: "+84911222333", kind: "order_accepted" });
    expect(news?.body).toContain(`/don/${group.code}`);
  });
});

describe("a real market without an SMS carrier", () => {
  it("queues nothing that nobody can send, to shops and to buyers", async () => {
    const { shop, group, told } = await phoneShop(real);
    await announce(real, group.id);
    await acceptOrder(real.market, shop.seller, { code: group.orders[0].code, requestId: newId() });
    expect(await told()).toEqual([]);
  });
});
