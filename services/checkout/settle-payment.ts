import { lockGroup } from "#db/queries/orders.ts";
import { lineIdsOf, moveOrdersOf } from "#db/queries/orders-place.ts";
import { findAttempt, insertCallback, lockAttempt, writeAttempt, writeIntent } from "#db/queries/payments.ts";
import { commitHolds } from "#services/catalogue/holds.ts";
import { announceNewOrders } from "#services/orders/announce-new-orders.ts";
import { oweRefund } from "#services/orders/owe-refund.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import type { VerifiedCallback } from "#services/payments/port.ts";
import { decideSettlement, isOpen, type Settlement } from "#services/payments/rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { tellPayment } from "./tell-payment.ts";

export type Said = { kind: "ipn" | "query"; raw: string; value: VerifiedCallback };
type Locked = NonNullable<Awaited<ReturnType<typeof lockGroup>>>;
type Attempt = Awaited<ReturnType<typeof lockAttempt>>;
type Place = { locked: Locked; intent: NonNullable<Locked["intent"]>; attempt: Attempt; said: VerifiedCallback };

async function succeed(market: Market, tx: Tx, { locked, intent, attempt, said }: Place): Promise<void> {
  const { group } = locked;
  await writeAttempt(tx, attempt.id, {
    state: "succeeded",
    responseCode: said.responseCode,
    providerTransactionNo: said.providerTransactionNo,
  });
  await writeIntent(tx, intent.id, { state: "succeeded", lastErrorCode: null });
  await moveOrdersOf(tx, group.id, "awaiting_payment", "new", null);
  await recordEvent(tx, {
    groupId: group.id,
    kind: "paid",
    actorKind: "gateway",
    data: { amountVnd: intent.amountVnd },
  });
  await announceNewOrders(market, tx, group.id);
  await tellPayment(market, tx, group, "order_paid", intent.amountVnd);
  await commitHolds(tx, await lineIdsOf(tx, group.id));
}

async function owe(
  market: Market,
  tx: Tx,
  place: Place,
  amountVnd: number,
  cause: "late_payment" | "double_payment" | "amount_differs",
) {
  const { group } = place.locked;
  const attemptId = place.attempt.id;
  const isNew = await oweRefund(tx, {
    groupId: group.id,
    orderId: null,
    attemptId,
    amountVnd: vnd(amountVnd),
    cause,
    causeKey: `attempt:${attemptId}`,
  });
  if (!isNew) return;
  await recordEvent(tx, { groupId: group.id, kind: "refund_owed", actorKind: "gateway", data: { amountVnd, cause } });
  await tellPayment(market, tx, group, "refund_owed", amountVnd, attemptId);
}

async function fail(tx: Tx, { locked, intent, attempt, said }: Place): Promise<void> {
  await writeAttempt(tx, attempt.id, {
    state: "failed",
    responseCode: said.responseCode,
    providerTransactionNo: said.providerTransactionNo,
  });
  if (!isOpen(intent.state)) return;
  await writeIntent(tx, intent.id, { state: "requires_payment_method", lastErrorCode: said.responseCode });
  await recordEvent(tx, {
    groupId: locked.group.id,
    kind: "payment_failed",
    actorKind: "gateway",
    data: { code: said.responseCode },
  });
}

async function apply(market: Market, tx: Tx, place: Place, settlement: Settlement): Promise<void> {
  const { attempt, intent, said } = place;
  const words = { responseCode: said.responseCode, providerTransactionNo: said.providerTransactionNo };
  switch (settlement.kind) {
    case "already_settled":
    case "undecided":
      return;
    case "succeeded":
      return succeed(market, tx, place);
    case "failed":
      return fail(tx, place);
    case "late":
      await writeAttempt(tx, attempt.id, { state: "late", ...words });
      return owe(market, tx, place, said.amountVnd, settlement.cause);
    case "review":
      await writeAttempt(tx, attempt.id, { state: "review", ...words });
      if (isOpen(intent.state))
        await writeIntent(tx, intent.id, { state: "processing", lastErrorCode: said.responseCode });
      return;
    case "amount_differs":
      if (settlement.owedVnd === 0) return;
      await writeAttempt(tx, attempt.id, { state: "review", ...words });
      return owe(market, tx, place, settlement.owedVnd, "amount_differs");
  }
}

/**
 * The one place where a provider's verified word moves an intent and its orders, in one transaction, locked in the order
 * group, intent, orders, lots. Every word is kept raw with what was made of it. An intent succeeds once; money that comes
 * late, twice or in another amount is owed back.
 */
export async function settlePayment(market: Market, said: Said): Promise<Result<Settlement, "unknown_reference">> {
  const provider = market.payment?.provider ?? "none";
  const found = await findAttempt(market.db, provider, said.value.reference);
  if (!found) return refuse("unknown_reference");
  return market.transact(async (tx) => {
    const locked = await lockGroup(tx, found.group_id);
    if (!locked?.intent) throw new Error("a group has an intent");
    const attempt = await lockAttempt(tx, found.attempt_id);
    const settlement = decideSettlement({ intent: locked.intent, attempt, said: said.value });
    await apply(market, tx, { locked, intent: locked.intent, attempt, said: said.value }, settlement);
    await insertCallback(tx, {
      id: newId(),
      provider,
      kind: said.kind,
      attemptId: attempt.id,
      reference: said.value.reference,
      raw: said.raw,
      verdict: settlement.kind,
    });
    return ok(settlement);
  });
}
