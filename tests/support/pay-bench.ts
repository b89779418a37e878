import { handleCallback } from "#services/checkout/handle-callback.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { buy, guest, type Wish } from "#tests/support/buyers.ts";
import { openGatewayBench, TERMINAL } from "#tests/support/gateway-bench.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";

export type Awaiting = {
  viewer: Viewer;
  groupId: string;
  code: string;
  payAddress: string;
  reference: string;
  amountVnd: number;
  variantId: string;
};

/** A market and the real local gateway before it: the gateway's calls reach the market's own use case. */
export async function openPayBench() {
  const gateway = await openGatewayBench();
  const bench: Bench = await openBench({
    VNPAY_TMN_CODE: TERMINAL.tmnCode,
    VNPAY_HASH_SECRET: TERMINAL.hashSecret,
    VNPAY_PAY_URL: `${gateway.gateway.url}/vpcpay.html`,
    VNPAY_API_URL: `${gateway.gateway.url}/merchant_webapi/api/transaction`,
  });
  const call = (query: string) => handleCallback(bench.market, query);
  gateway.market.answer = (query, response) => {
    call(query).then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body));
  };
  await makeTariff(bench.sql);
  const { near } = await places(bench.sql);
  let ahead = 0;
  return {
    bench,
    near,
    gateway,
    control: gateway.control,
    /** The `RspCode` that the market answers to a raw query. */
    codeOf: async (query: string) => (JSON.parse((await call(query)).body) as { RspCode: string }).RspCode,
    /** Moves both clocks. */
    async later(seconds: number) {
      ahead += seconds;
      await bench.advanceClock(seconds);
      await gateway.control("clock", { aheadSeconds: ahead });
    },
    /** Somebody who placed an order and was sent to pay it. */
    async awaiting(wish: Partial<Wish> = {}, units = 10): Promise<Awaiting> {
      const goods = await makeGoods(bench.sql, { units });
      const viewer = guest();
      const placed = await buy(bench.market, viewer, [{ variantId: goods.variantId, quantity: 2 }], {
        communeCode: near,
        method: "vnpay",
        ...wish,
      });
      if (!placed.ok || !placed.value.payAddress)
        throw new Error(`not placed: ${placed.ok ? "no address" : placed.code}`);
      const { groupId, code, payAddress } = placed.value;
      const [attempt] = await bench.sql<{ reference: string; amount: number }[]>`
        select a.reference, a.amount_vnd::int as amount from payment_attempts a join payment_intents i on i.id = a.intent_id
        where i.group_id = ${groupId}`;
      if (!attempt) throw new Error("no attempt");
      const { reference, amount } = attempt;
      return { viewer, groupId, code, payAddress, reference, amountVnd: amount, variantId: goods.variantId };
    },
    async end() {
      await gateway.close();
      await bench.end();
    },
  };
}

export type PayBench = Awaited<ReturnType<typeof openPayBench>>;

/** Where a group stands: intent, orders, attempts and what is owed, as short words. */
export async function standing(bench: Bench, groupId: string) {
  const [row] = await bench.sql<
    {
      intent: string;
      method: string;
      orders: string[];
      attempts: string[];
      owed: string[];
      paid: number;
      free: number;
    }[]
  >`
    select i.state as intent, i.method,
      (select array_agg(distinct o.state) from orders o where o.group_id = i.group_id) as orders,
      (select coalesce(array_agg(a.state order by a.created_at, a.id), '{}') from payment_attempts a where a.intent_id = i.id) as attempts,
      (select coalesce(array_agg(d.cause order by d.created_at, d.id), '{}') from refund_dues d where d.group_id = i.group_id) as owed,
      (select count(*)::int from order_events e where e.group_id = i.group_id and e.kind = 'paid') as paid,
      (select sum(l.on_hand - l.reserved)::int from lots l where l.id in (
        select h.lot_id from holds h join order_lines x on x.id = h.order_line_id join orders o on o.id = x.order_id
        where o.group_id = i.group_id)) as free
    from payment_intents i where i.group_id = ${groupId}`;
  if (!row) throw new Error("no such group");
  return row;
}
