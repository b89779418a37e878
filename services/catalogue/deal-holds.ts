import {
  type BuyerHoldRow,
  lockDeals,
  lockDealsOfBuyer,
  lockLotsOfVariants,
  nextLapse,
  readBuyerHolds,
  readDealStandings,
  rekeyHolds,
  releaseLapsed,
  releaseOfBuyer,
  renewHolds,
} from "#db/queries/catalogue-deal-holds.ts";
import { insertHolds, lockSellableLots } from "#db/queries/catalogue-stock.ts";
import { newId } from "#services/shared/ids.ts";
import { addJob, type JobHandler } from "#services/shared/jobs.ts";
import type { Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { type DealRefusal, judgeDeal } from "./deal-rules.ts";
import { giveLots, type Need } from "./stock-rules.ts";

export type DealNeed = Need & { dealId: string };

export type DealWish = {
  lines: readonly DealNeed[];
  buyerKey: string;
  /** Minutes that units stay with a buyer in a checkout. */
  minutes: number;
};

/** Until when a line's units stay at the live price; null when this visit has held them as long as a visit may. */
export type DealKept = { lineId: string; dealId: string; until: Date | null };

const variantsOf = (lines: readonly { variantId: string }[]) => [...new Set(lines.map((line) => line.variantId))];

/**
 * Locks deals by id, then their lots by id, and gives back what has lapsed. Answers what this buyer held at that moment.
 */
async function openDeals(
  tx: Tx,
  lines: readonly (Need & { dealId: string | null })[],
  buyerKey: string,
  minutes: number,
): Promise<BuyerHoldRow[]> {
  const wanted = lines.flatMap((line) => (line.dealId === null ? [] : [line.dealId]));
  const locked = await lockDeals(tx, wanted, variantsOf(lines));
  if (locked.length === 0) return [];
  await lockLotsOfVariants(tx, [...new Set([...variantsOf(lines), ...locked.map((deal) => deal.variant_id)])]);
  const mine = wanted.length === 0 ? [] : await readBuyerHolds(tx, buyerKey, wanted, minutes);
  await releaseLapsed(
    tx,
    locked.map((deal) => deal.id),
  );
  return mine;
}

const heldOf = (visits: readonly BuyerHoldRow[], dealId: string) =>
  visits.find((row) => row.deal_id === dealId)?.held ?? 0;

async function judgeAll(
  tx: Tx,
  lines: readonly DealNeed[],
  who: { buyerKey: string; phone: string | null },
  visits: readonly BuyerHoldRow[],
): Promise<Result<null, DealRefusal>> {
  if (lines.length === 0) return ok(null);
  const ids = lines.map((line) => line.dealId);
  const standings = await readDealStandings(tx, ids, who.buyerKey, who.phone);
  for (const line of lines) {
    const standing = standings.find((row) => row.deal_id === line.dealId);
    const wrong = judgeDeal(
      standing && {
        isBegun: standing.is_begun,
        isRunning: standing.is_running,
        left: standing.left,
        perBuyer: standing.per_buyer,
        bought: standing.bought,
      },
      heldOf(visits, line.dealId),
      line.quantity,
    );
    if (wrong) return refuse(wrong.code, { field: line.lineId, details: wrong.details });
  }
  return ok(null);
}

/**
 * Before an order takes its units: what the buyer held at a live price is given back to be taken by the order in the same
 * transaction, and each line is judged under the lock of its deal. A line may go on when the buyer's hold covers it, or
 * while the deal runs and has units. Gives back, for everybody, what lapsed in the lots of these lines.
 */
export async function settleDeals(
  tx: Tx,
  lines: readonly (Need & { dealId: string | null })[],
  who: { buyerKey: string; phone: string | null },
): Promise<Result<null, DealRefusal>> {
  const visits = await openDeals(tx, lines, who.buyerKey, 0);
  const needs = lines.flatMap((line) => (line.dealId === null ? [] : [{ ...line, dealId: line.dealId }]));
  if (needs.length === 0) return ok(null);
  await releaseOfBuyer(
    tx,
    who.buyerKey,
    needs.map((line) => line.dealId),
  );
  return judgeAll(tx, needs, who, visits);
}

async function insertDealHolds(
  tx: Tx,
  wish: DealWish,
  visits: readonly BuyerHoldRow[],
): Promise<Result<null, "not_enough">> {
  const lots = await lockSellableLots(tx, variantsOf(wish.lines));
  const result = giveLots(
    wish.lines,
    lots.map((lot) => ({ id: lot.id, variantId: lot.variant_id, shopId: lot.shop_id, free: lot.free })),
  );
  if (!result.ok) return refuse("not_enough", { field: result.short.lineId, details: { free: result.free } });
  const rows = result.given.map((given) => {
    const dealId = wish.lines.find((line) => line.lineId === given.lineId)?.dealId ?? null;
    const visit = visits.find((row) => row.deal_id === dealId);
    return {
      id: newId(),
      lotId: given.lotId,
      shopId: given.shopId,
      quantity: given.quantity,
      buyerKey: wish.buyerKey,
      purpose: "deal" as const,
      dealId,
      state: "held" as const,
      expiresAt: visit ? new Date(visit.until) : null,
      ...(visit?.first_at ? { createdAt: new Date(visit.first_at) } : {}),
    };
  });
  if (rows.length > 0) await insertHolds(tx, rows);
  return ok(null);
}

/**
 * Keeps units of deals for a buyer who goes into checkout. Going in again keeps them longer, never beyond three times the
 * minutes since the visit began; a visit that is used up holds nothing, and its buyer may still order while units are left.
 * Refused as a whole, with `field` the line; nothing changes then.
 */
export async function takeDealHolds(tx: Tx, wish: DealWish): Promise<Result<DealKept[], DealRefusal | "not_enough">> {
  const visits = await openDeals(tx, wish.lines, wish.buyerKey, wish.minutes);
  const fresh = wish.lines.filter((line) => heldOf(visits, line.dealId) !== line.quantity);
  await releaseOfBuyer(
    tx,
    wish.buyerKey,
    fresh.map((line) => line.dealId),
  );
  const judged = await judgeAll(tx, fresh, { buyerKey: wish.buyerKey, phone: null }, visits);
  if (!judged.ok) return judged;
  const open = (dealId: string) => visits.find((row) => row.deal_id === dealId && !row.is_spent);
  const taken = await insertDealHolds(tx, { ...wish, lines: fresh.filter((line) => open(line.dealId)) }, visits);
  if (!taken.ok) return taken;
  for (const line of wish.lines) {
    const visit = open(line.dealId);
    if (!visit) continue;
    const until = new Date(visit.until);
    if (!fresh.includes(line)) await renewHolds(tx, wish.buyerKey, line.dealId, until);
    await lapseLater(tx, line.dealId, until);
  }
  return ok(
    wish.lines.map(({ lineId, dealId }) => {
      const visit = open(dealId);
      return { lineId, dealId, until: visit ? new Date(visit.until) : null };
    }),
  );
}

/** One waiting job a deal: it comes when the first units lapse and then asks for the next. */
const lapseLater = (tx: Tx, dealId: string, at: Date) =>
  addJob(tx, "catalogue.release-lapsed", { dealId }, { runAt: at, key: `lapse:${dealId}`, keepRunAt: true });

/** Gives back what a buyer keeps in a checkout, of these deals or of all. */
export async function releaseDealHolds(tx: Tx, buyerKey: string, dealIds: readonly string[] | null): Promise<void> {
  const locked = await lockDealsOfBuyer(tx, buyerKey, dealIds);
  if (locked.length === 0) return;
  await lockLotsOfVariants(
    tx,
    locked.map((deal) => deal.variant_id),
  );
  await releaseOfBuyer(
    tx,
    buyerKey,
    locked.map((deal) => deal.id),
  );
}

/** Somebody signed in with units kept in a checkout: they stay theirs, until the same moment. */
export async function moveDealHolds(tx: Tx, fromKey: string, toKey: string): Promise<void> {
  const locked = await lockDealsOfBuyer(tx, fromKey, null);
  if (locked.length === 0) return;
  await lockLotsOfVariants(
    tx,
    locked.map((deal) => deal.variant_id),
  );
  await rekeyHolds(
    tx,
    fromKey,
    toKey,
    locked.map((deal) => deal.id),
  );
}

/** Job when units of a deal lapse in a checkout: they go back to the deal. Comes again while others wait for theirs. */
export const releaseLapsedJob: JobHandler<"catalogue.release-lapsed"> = async (market, { dealId }) => {
  await market.transact(async (tx) => {
    const [deal] = await lockDeals(tx, [dealId], []);
    if (!deal) return ok(null);
    await lockLotsOfVariants(tx, [deal.variant_id]);
    await releaseLapsed(tx, [dealId]);
    const next = await nextLapse(tx, dealId);
    if (next) await lapseLater(tx, dealId, next);
    return ok(null);
  });
};
