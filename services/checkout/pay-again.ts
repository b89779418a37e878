import { brokenConstraint } from "#db/client.ts";
import { findGroup, lockGroup } from "#db/queries/orders.ts";
import {
  countOpenCod,
  groupHasAlcohol,
  lineIdsOf,
  lockPhone,
  moveOrdersOf,
  readGroupContact,
  setGroupMethod,
} from "#db/queries/orders-place.ts";
import { attemptsOf, findAttemptByRequest, intentOf, marketNow, writeIntent } from "#db/queries/payments.ts";
import { commitHolds } from "#services/catalogue/holds.ts";
import { announceNewOrders } from "#services/orders/announce-new-orders.ts";
import { isBuyer } from "#services/orders/buyer-access.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { isOpen, MIN_ATTEMPT_SECONDS } from "#services/payments/rules.ts";
import { isId, normaliseCode } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { askGateway } from "./ask-gateway.ts";
import { payAddressOf, startAttempt } from "./start-attempt.ts";

export type PayAgainRefusal =
  | "not_found"
  | "not_open"
  | "too_late"
  | "paid"
  | "alcohol_not_cod"
  | "too_many_cod"
  | "gateway_silent";
type Locked = NonNullable<Awaited<ReturnType<typeof lockGroup>>>;
type OpenGroup = { locked: Locked; intent: NonNullable<Locked["intent"]>; now: Date };

async function own(market: Market, viewer: Viewer, code: string) {
  const group = await findGroup(market.db, normaliseCode(code));
  return group && isBuyer(viewer, group) ? group : null;
}

async function lockOpen(tx: Tx, groupId: string): Promise<Result<OpenGroup, PayAgainRefusal>> {
  const locked = await lockGroup(tx, groupId);
  if (!locked?.intent) return refuse("not_found");
  if (locked.intent.state === "succeeded") return refuse("paid");
  if (!isOpen(locked.intent.state) || locked.intent.expiresAt === null) return refuse("not_open");
  const now = await marketNow(tx);
  const isLate = locked.intent.expiresAt.getTime() - now.getTime() < MIN_ATTEMPT_SECONDS * 1000;
  return isLate ? refuse("too_late") : ok({ locked, intent: locked.intent, now });
}

/**
 * A new attempt of a group that waits for its payment, while its goods are held. The same request answers the same, also
 * when the hold ends meanwhile; `payAddress` is null once that attempt is decided: the order's page says how.
 */
export async function retryPayment(
  market: Market,
  viewer: Viewer,
  input: { code: string; requestId: string; language: "vi" | "en" },
): Promise<Result<{ payAddress: string | null }, PayAgainRefusal>> {
  const group = await own(market, viewer, input.code);
  if (!group || !isId(input.requestId) || !market.payment) return refuse("not_found");
  try {
    const started = await market.transact(async (tx) => {
      const open = await lockOpen(tx, group.id);
      const known = await findAttemptByRequest(tx, input.requestId);
      if (known) return known.intentId === (await intentOf(tx, group.id))?.id ? ok(null) : refuse("not_found");
      if (!open.ok) return open;
      await startAttempt(market, tx, { intent: open.value.intent, requestId: input.requestId, now: open.value.now });
      await writeIntent(tx, open.value.intent.id, { state: "requires_action" });
      return ok(null);
    });
    if (!started.ok) return started;
  } catch (error) {
    if (brokenConstraint(error) !== "payment_attempts_request_key") throw error;
  }
  const payAddress = await payAddressOf(
    market,
    input.requestId,
    normaliseCode(input.code),
    input.language,
    viewer.clientAddress,
  );
  return ok({ payAddress });
}

async function codAllowed(market: Market, tx: Tx, groupId: string): Promise<Refusal<PayAgainRefusal> | null> {
  if (await groupHasAlcohol(tx, groupId)) return refuse("alcohol_not_cod");
  const contact = await readGroupContact(tx, groupId);
  if (!contact) return refuse("not_found");
  await lockPhone(tx, contact.phone);
  const most = market.settings.MARKET_COD_OPEN_GROUPS;
  return (await countOpenCod(tx, contact.phone)) >= most ? refuse("too_many_cod", { details: { most } }) : null;
}

/**
 * Pays at the door instead, while the goods are held. The provider is asked about open attempts first: if one was paid the
 * group is paid. Money that comes after the change is owed back. A group that is paid at the door already answers the same.
 */
export async function switchToCod(
  market: Market,
  viewer: Viewer,
  input: { code: string },
): Promise<Result<null, PayAgainRefusal>> {
  const group = await own(market, viewer, input.code);
  if (!group) return refuse("not_found");
  const before = await market.transact((tx) => lockOpen(tx, group.id));
  if (!before.ok) return (await intentOf(market.db, group.id))?.method === "cod" ? ok(null) : before;
  for (const attempt of await attemptsOf(market.db, before.value.intent.id)) {
    if (attempt.state === "pending" && (await askGateway(market, attempt.id)) === "unreachable")
      return refuse("gateway_silent");
  }
  return market.transact(async (tx) => {
    const open = await lockOpen(tx, group.id);
    if (!open.ok) return (await intentOf(tx, group.id))?.method === "cod" ? ok(null) : open;
    const wrong = await codAllowed(market, tx, group.id);
    if (wrong) return wrong;
    await setGroupMethod(tx, group.id, "cod");
    await writeIntent(tx, open.value.intent.id, { state: "processing", method: "cod", expiresAt: null });
    await moveOrdersOf(tx, group.id, "awaiting_payment", "new", null);
    await recordEvent(tx, {
      groupId: group.id,
      kind: "method_changed",
      actorKind: "buyer",
      actorId: viewer.accountId,
      data: { method: "cod" },
    });
    await announceNewOrders(market, tx, group.id);
    await commitHolds(tx, await lineIdsOf(tx, group.id));
    return ok(null);
  });
}
