import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expireGroupJob } from "#services/checkout/expire-group.ts";
import { openPayPage } from "#tests/support/gateway-bench.ts";
import { type Awaiting, openPayBench, type PayBench, standing } from "#tests/support/pay-bench.ts";
import { paidFields, signed } from "#tests/support/pay-words.ts";

const HELD_AND_GRACE = 15 * 60 + 61;

describe("a payment that the gateway calls unfinished after the hold", () => {
  let pay: PayBench;
  beforeAll(async () => {
    pay = await openPayBench();
  });
  afterAll(() => pay.end());

  const stands = (order: Awaiting) => standing(pay.bench, order.groupId);
  const minutesToNext = async ({ groupId }: Awaiting) => {
    const [job] = await pay.bench.sql<{ seconds: number }[]>`
      select extract(epoch from run_at - market_now())::float8 as seconds from graphile_worker.jobs where key = ${`expire:${groupId}`}`;
    return job ? Math.round(job.seconds / 60) : null;
  };
  /** Somebody opened the pay page and went away. The gateway's clock stays: like VNPay it says "01" for ever. */
  const abandoned = async (): Promise<Awaiting> => {
    const order = await pay.awaiting();
    await openPayPage(order.payAddress);
    return order;
  };

  it("is asked every five minutes for an hour, then counts as not paid: the goods are free, late money is owed back", async () => {
    const order = await abandoned();
    await pay.bench.advanceClock(HELD_AND_GRACE);
    for (let asked = 1; asked <= 12; asked++) {
      await expireGroupJob(pay.bench.market, { groupId: order.groupId });
      expect(await stands(order)).toMatchObject({ intent: "requires_action", orders: ["awaiting_payment"], free: 8 });
      expect(await minutesToNext(order)).toBe(5);
      await pay.bench.advanceClock(5 * 60);
    }
    await expireGroupJob(pay.bench.market, { groupId: order.groupId });
    expect(await stands(order)).toMatchObject({
      intent: "canceled",
      orders: ["cancelled"],
      attempts: ["expired"],
      free: 10,
    });
    expect(await pay.codeOf(signed(paidFields(order)))).toBe("00");
    expect(await stands(order)).toMatchObject({
      intent: "canceled",
      attempts: ["late"],
      owed: ["late_payment"],
      free: 10,
    });
  });
});

describe("a gateway that is silent after the hold", () => {
  let pay: PayBench;
  beforeAll(async () => {
    pay = await openPayBench();
  });
  afterAll(() => pay.end());

  it("never ends an order by silence, is asked ever more seldom, and believed when it speaks", async () => {
    const order = await pay.awaiting();
    await openPayPage(order.payAddress);
    await pay.control("querydr", { down: true });
    const next = async () => {
      await expireGroupJob(pay.bench.market, { groupId: order.groupId });
      const [job] = await pay.bench.sql<{ minutes: number }[]>`
        select round(extract(epoch from run_at - market_now()) / 60)::int as minutes from graphile_worker.jobs
        where key = ${`expire:${order.groupId}`}`;
      return job?.minutes;
    };
    const pauses = [];
    for (const ahead of [HELD_AND_GRACE, 3600, 86_400]) {
      await pay.bench.advanceClock(ahead);
      pauses.push(await next());
    }
    expect(pauses).toEqual([5, 60, 24 * 60]);
    expect(await standing(pay.bench, order.groupId)).toMatchObject({ intent: "requires_action", free: 8 });
    await pay.control("querydr", { down: false });
    await expireGroupJob(pay.bench.market, { groupId: order.groupId });
    expect(await standing(pay.bench, order.groupId)).toMatchObject({ intent: "canceled", free: 10 });
  });
});
