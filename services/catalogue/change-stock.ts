import { insertStockEntry, touchTag } from "#db/queries/catalogue-listings.ts";
import {
  isAfterToday,
  isLotNumberTaken,
  type LotRow,
  lockLot,
  readListingOfVariant,
  readLot,
  readStockEntry,
  updateLotClosed,
} from "#db/queries/catalogue-lots.ts";
import { ownVariant } from "#services/catalogue/change-price.ts";
import { makeLot } from "#services/catalogue/create-listing.ts";
import {
  type LotInput,
  lotProblems,
  type ProblemCode,
  quantityProblems,
  REASONS_DOWN,
  REASONS_UP,
  type StockReason,
} from "#services/catalogue/listing-rules.ts";
import { readersSee, recordChange } from "#services/catalogue/own-listing.ts";
import { cleanLine, cleanText, letterCount } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

export type AddLot = LotInput & {
  /** Made by the caller: sent twice it is one lot. */
  lotId: string;
  variantId: string;
  quantity: number;
};

export type LotRefusal = ProblemCode | "not_found" | "duplicate_number" | "made_later";

/** Adds a batch of a pack size with what was counted of it. Its code is for the label and never changes. */
export async function addLot(
  market: Market,
  viewer: Viewer,
  input: AddLot,
): Promise<Result<{ lotId: string; code: string }, LotRefusal>> {
  if (!isId(input.lotId)) return refuse("not_found");
  const problem = [...lotProblems(input), ...quantityProblems(input.quantity, "quantity", 0)][0];
  return market.transact<{ lotId: string; code: string }, LotRefusal>(async (tx) => {
    const found = await ownVariant(tx, viewer, input.variantId);
    if (!found.ok) return found;
    const { own, variant } = found.value;
    const repeated = await readLot(tx, input.lotId);
    if (repeated)
      return repeated.variantId === variant.id ? ok({ lotId: repeated.id, code: repeated.code }) : refuse("not_found");
    if (problem) return refuse(problem.code, problem);
    const number = cleanLine(input.number);
    if (await isLotNumberTaken(tx, variant.id, number)) return refuse("duplicate_number", { field: "number" });
    if (input.madeOn !== "" && (await isAfterToday(tx, input.madeOn))) return refuse("made_later", { field: "madeOn" });
    const at = { lotId: input.lotId, variantId: variant.id, shopId: variant.shopId };
    const code = await makeLot(tx, viewer, at, input, input.quantity);
    await recordChange(tx, viewer, own, "lot_added", { after: { lot: number, quantity: input.quantity } });
    if (own.listing.publishedAt !== null) await readersSee(tx, own);
    return ok({ lotId: input.lotId, code });
  });
}

async function ownLot(tx: Tx, viewer: Viewer, lotId: string): Promise<Result<LotRow, "not_found">> {
  const lot = isId(lotId) ? await lockLot(tx, lotId) : null;
  return lot && isMemberOf(viewer, lot.shopId) ? ok(lot) : refuse("not_found");
}

async function stockMoved(tx: Tx, lot: LotRow): Promise<void> {
  const at = await readListingOfVariant(tx, lot.variantId);
  if (!at) return;
  await touchTag(tx, `product:${at.productId}`);
  await addJob(tx, "search.index-listing", { listingId: at.listingId });
}

export type StockInput = {
  /** Made by the caller; becomes the id of the entry. */
  entryId: string;
  lotId: string;
  direction: string;
  quantity: number;
  reason: string;
  note: string;
};

export type StockRefusal = ProblemCode | "not_found" | "unknown_reason" | "below_reserved" | "unknown_direction";

const MAX_NOTE = 200;
const MAX_ON_HAND = 100_000_000;

function judgeStock(input: StockInput): Result<{ delta: number; reason: StockReason; note: string }, StockRefusal> {
  if (input.direction !== "up" && input.direction !== "down")
    return refuse("unknown_direction", { field: "direction" });
  const problem = quantityProblems(input.quantity, "quantity")[0];
  if (problem) return refuse(problem.code, problem);
  const reasons: readonly StockReason[] = input.direction === "up" ? REASONS_UP : REASONS_DOWN;
  const reason = reasons.find((r) => r === input.reason);
  if (!reason) return refuse("unknown_reason", { field: "reason" });
  const note = cleanText(input.note);
  if (letterCount(note) > MAX_NOTE) return refuse("too_long", { field: "note", details: { max: MAX_NOTE } });
  return ok({ delta: input.direction === "up" ? input.quantity : -input.quantity, reason, note });
}

/**
 * Moves what a lot holds up or down, with a reason that stays. What buyers have reserved can't go: "below_reserved"
 * says how many are and how many are free. Any member of the shop may count.
 */
export async function changeStock(
  market: Market,
  viewer: Viewer,
  input: StockInput,
): Promise<Result<{ onHand: number }, StockRefusal>> {
  if (!isId(input.entryId)) return refuse("not_found");
  const judged = judgeStock(input);
  return market.transact<{ onHand: number }, StockRefusal>(async (tx) => {
    const found = await ownLot(tx, viewer, input.lotId);
    if (!found.ok) return found;
    const lot = found.value;
    const repeated = await readStockEntry(tx, input.entryId);
    if (repeated) return repeated.lotId === lot.id ? ok({ onHand: lot.onHand }) : refuse("not_found");
    if (!judged.ok) return judged;
    const { delta, reason, note } = judged.value;
    const onHand = lot.onHand + delta;
    if (onHand < lot.reserved) {
      const details = { reserved: lot.reserved, onHand: lot.onHand, free: lot.onHand - lot.reserved };
      return refuse("below_reserved", { field: "quantity", details });
    }
    if (onHand > MAX_ON_HAND)
      return refuse("out_of_range", {
        field: "quantity",
        details: { of: "count", min: 1, max: MAX_ON_HAND - lot.onHand },
      });
    const row = { id: input.entryId, lotId: lot.id, shopId: lot.shopId, delta, reason, note };
    await insertStockEntry(tx, { ...row, actorId: viewer.accountId });
    await stockMoved(tx, lot);
    return ok({ onHand });
  });
}

/** Closes a lot to new orders, or opens it again; what is reserved of it is still served. */
export async function setLotClosed(
  market: Market,
  viewer: Viewer,
  input: { lotId: string; isClosed: boolean },
): Promise<Result<{ isClosed: boolean }, "not_found">> {
  return market.transact<{ isClosed: boolean }, "not_found">(async (tx) => {
    const glimpse = isId(input.lotId) ? await readLot(tx, input.lotId) : null;
    if (!glimpse) return refuse("not_found");
    const found = await ownVariant(tx, viewer, glimpse.variantId);
    if (!found.ok) return found;
    const lot = await lockLot(tx, input.lotId);
    if (!lot) return refuse("not_found");
    if (lot.isClosed === input.isClosed) return ok({ isClosed: lot.isClosed });
    await updateLotClosed(tx, lot.id, input.isClosed);
    const kind = input.isClosed ? "lot_closed" : "lot_opened";
    await recordChange(tx, viewer, found.value.own, kind, { after: { lot: lot.number } });
    await stockMoved(tx, lot);
    return ok({ isClosed: input.isClosed });
  });
}
