import { handleCallback } from "#services/checkout/handle-callback.ts";
import { acceptOrder } from "#services/orders/accept-order.ts";
import { handOverOrder } from "#services/orders/hand-over-order.ts";
import { packOrder } from "#services/orders/pack-order.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { openBench } from "#tests/support/bench.ts";
import { buy, guest } from "#tests/support/buyers.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { addAccount, addStaff } from "#tests/support/order-rows.ts";
import { paidFields, signed, TEST_TERMINAL } from "#tests/support/pay-words.ts";

export type Sold = {
  buyer: Viewer;
  groupId: string;
  code: string;
  orders: { id: string; code: string; shopId: string; totalVnd: number }[];
};

/** A market with a household's shop and a cooperative's, whose gateway is played by signed calls. */
export async function openLedgerBench() {
  const bench = await openBench({
    VNPAY_TMN_CODE: TEST_TERMINAL.tmnCode,
    VNPAY_HASH_SECRET: TEST_TERMINAL.hashSecret,
    VNPAY_PAY_URL: "http://127.0.0.1:9/vpcpay.html",
    VNPAY_API_URL: "http://127.0.0.1:9/transaction",
  });
  const { sql, market } = bench;
  await makeTariff(sql);
  const { near } = await places(sql);
  const household = await makeGoods(sql, { units: 1000, priceVnd: 33_333 });
  await sql`update producers set legal_form = 'household' where id = ${household.producerId}`;
  const cooperative = await makeGoods(sql, { units: 1000, priceVnd: 120_000 });
  const { accountId, viewer } = await addAccount(sql);
  const seller: Viewer = { ...viewer, accountId, memberships: [] };
  seller.memberships = [household.shopId, cooperative.shopId].map((shopId) => ({ shopId, role: "owner" as const }));
  const act = (code: string) => ({ code, requestId: newId() });
  const references = async (groupId: string) =>
    sql<{ reference: string; amountVnd: number }[]>`
      select a.reference, a.amount_vnd::float8 as "amountVnd" from payment_attempts a join payment_intents i on i.id = a.intent_id
      where i.group_id = ${groupId} order by a.created_at, a.id`;
  return {
    bench,
    seller,
    finance: await addStaff(sql, "finance"),
    household,
    cooperative,
    /** An order of `quantity` from each of the shops. */
    async sell(method: "cod" | "vnpay", from = [household, cooperative], quantity = 3): Promise<Sold> {
      const buyer = guest();
      const lines = from.map(({ variantId }) => ({ variantId, quantity }));
      const placed = await buy(market, buyer, lines, { communeCode: near, method });
      if (!placed.ok) throw new Error(`not placed: ${placed.code}`);
      const { groupId, code } = placed.value;
      const orders = await sql<Sold["orders"]>`
        select id, code, shop_id as "shopId", total_vnd::float8 as "totalVnd" from orders where group_id = ${groupId}
        order by shop_id = ${household.shopId} desc`;
      return { buyer, groupId, code, orders: [...orders] };
    },
    /** The gateway says that an attempt of the group was paid; the newest one, in full, if nothing else is said. */
    async pay(groupId: string, over: { attempt?: number; amountVnd?: number } = {}): Promise<string> {
      const known = await references(groupId);
      const attempt = known.at(over.attempt ?? -1);
      if (!attempt) throw new Error("no attempt");
      const answer = await handleCallback(market, signed(paidFields({ ...attempt, ...over })));
      return (JSON.parse(answer.body) as { RspCode: string }).RspCode;
    },
    /** The shop accepts, packs and hands over. */
    async send(code: string, carrier = "ghn"): Promise<void> {
      const steps = [
        () => acceptOrder(market, seller, act(code)),
        () => packOrder(market, seller, { ...act(code), lots: null }),
        () =>
          handOverOrder(market, seller, {
            ...act(code),
            carrier,
            carrierName: "Anh Ba",
            trackingNumber: "EX000412778VN",
          }),
      ];
      for (const step of steps) {
        const done = await step();
        if (!done.ok) throw new Error(done.code);
      }
    },
    act,
  };
}

export type LedgerBench = Awaited<ReturnType<typeof openLedgerBench>>;
