import { createHash } from "node:crypto";
import { brokenConstraint } from "#db/client.ts";
import { lockCart, removeBought } from "#db/queries/cart.ts";
import { insertAgreements, rememberAddress } from "#db/queries/checkout.ts";
import { countOpenCod, findRequest, insertLineLots, insertPlaced, lockPhone } from "#db/queries/orders-place.ts";
import { insertIntent, marketNow } from "#db/queries/payments.ts";
import type { Destination } from "#db/queries/shipping.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { changesOf, dealProblemOf, keyOf } from "#services/cart/rules.ts";
import type { DealRefusal } from "#services/catalogue/deal-rules.ts";
import { takeHolds } from "#services/catalogue/holds.ts";
import { announceNewOrders } from "#services/orders/announce-new-orders.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { GRACE_SECONDS } from "#services/payments/rules.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { findDestination } from "#services/shipping/quote-shipping.ts";
import { draftGroup, type GroupDraft } from "./draft-group.ts";
import { checkAddress, checkUnpaid } from "./placing-limits.ts";
import { quoteCart, quoteHash } from "./quote-cart.ts";
import type { Quote } from "./quote-rules.ts";
import { type Contact, type ContactField, type ContactRefusal, readContact } from "./read-contact.ts";
import { nameShortfall, shortfallOf } from "./shortfall.ts";
import { payAddressOf, startAttempt } from "./start-attempt.ts";
import { tellPlaced } from "./tell-payment.ts";
import { turnstileOf } from "./turnstile.ts";

export type PlaceInput = {
  /** Made when the form was shown: the same submit ten times makes one order. */
  requestId: string;
  /** Of the quote that the buyer saw. */
  quoteHash: string;
  contact: Record<ContactField, string>;
  /** The province that the commune was chosen in, where one was. */
  provinceCode?: string;
  method: string;
  agreed: boolean;
  ageConfirmed: boolean;
  language: "vi" | "en";
};

export type PlaceRefusal =
  | ContactRefusal
  | "request_reused"
  | "bad_request"
  | "cart_empty"
  | "quote_changed"
  | "stars_changed"
  | DealRefusal
  | "not_enough_stock"
  | "not_shipped"
  | "commune_unknown"
  | "commune_elsewhere"
  | "method_unknown"
  | "not_agreed"
  | "age_not_confirmed"
  | "alcohol_not_cod"
  | "too_many_cod"
  | "too_many_unpaid"
  | "too_many"
  | "too_many_vnpay"
  | "off_sale"
  | "service"
  | "no_licence"
  | "amount_too_large";

export type Placed = { groupId: string; code: string; method: "cod" | "vnpay"; payAddress: string | null };

type Checked = { contact: Contact; to: Destination; method: "cod" | "vnpay"; hash: string };

function requestHash(input: PlaceInput): string {
  const { requestId: _, ...rest } = input;
  return createHash("sha256").update(JSON.stringify(rest)).digest("base64url");
}

/** What the form says, before anything is asked of cart and stock. */
async function checkForm(market: Market, input: PlaceInput): Promise<Result<Checked, PlaceRefusal>> {
  if (!isId(input.requestId)) return refuse("bad_request");
  const contact = readContact(input.contact);
  if (!contact.ok) return contact;
  const to = await findDestination(market.db, contact.value.communeCode);
  if (!to) return refuse("commune_unknown", { field: "communeCode" });
  if (input.provinceCode !== undefined && input.provinceCode !== to.provinceCode)
    return refuse("commune_elsewhere", { field: "communeCode" });
  const { method } = input;
  if (method !== "cod" && !(method === "vnpay" && market.payment)) return refuse("method_unknown", { field: "method" });
  if (!input.agreed) return refuse("not_agreed", { field: "agreed" });
  return ok({ contact: contact.value, to, method, hash: requestHash(input) });
}

/** What was agreed to is no longer so: a live price that is gone is named before anything else. */
function checkAgreed(quote: Quote, input: PlaceInput): Refusal<PlaceRefusal> | null {
  const rows = quote.shops.flatMap((shop) => shop.rows);
  for (const row of rows) {
    const problem = dealProblemOf(row);
    if (problem) return refuse(problem.code, { details: problem.details });
  }
  if (quoteHash(quote) === input.quoteHash) return null;
  const isAboutStars = rows.some((row) => changesOf(row).includes("stars_changed"));
  return refuse(isAboutStars ? "stars_changed" : "quote_changed");
}

function checkQuote(
  market: Market,
  quote: Quote,
  input: PlaceInput,
  method: "cod" | "vnpay",
): Refusal<PlaceRefusal> | null {
  if (quote.shops.length === 0) return refuse("cart_empty");
  const changed = checkAgreed(quote, input);
  if (changed) return changed;
  if (quote.shops.some((shop) => shop.parcel?.ok !== true)) return refuse("not_shipped", { field: "communeCode" });
  if (!quote.isComplete) return refuse(shortfallOf(quote.shops.flatMap((shop) => shop.rows)));
  if (quote.hasAlcohol && method === "cod") return refuse("alcohol_not_cod", { field: "method" });
  if (quote.hasAlcohol && !input.ageConfirmed) return refuse("age_not_confirmed", { field: "ageConfirmed" });
  if (method === "vnpay" && quote.totalVnd > (market.payment?.maxAmountVnd ?? 0))
    return refuse("amount_too_large", { field: "method" });
  return null;
}

async function checkCod(market: Market, tx: Tx, phone: string): Promise<Refusal<PlaceRefusal> | null> {
  await lockPhone(tx, phone);
  const open = await countOpenCod(tx, phone);
  const most = market.settings.MARKET_COD_OPEN_GROUPS;
  return open >= most ? refuse("too_many_cod", { field: "method", details: { most } }) : null;
}

async function place(
  market: Market,
  tx: Tx,
  viewer: Viewer,
  input: PlaceInput,
  checked: Checked,
): Promise<Result<GroupDraft, PlaceRefusal>> {
  const key = keyOf(viewer, hashToken);
  if (key) await lockCart(tx, key);
  const quote = await quoteCart(tx, viewer, checked.to);
  const wrong =
    checkQuote(market, quote, input, checked.method) ??
    (checked.method === "cod"
      ? await checkCod(market, tx, checked.contact.phone)
      : key && (await checkUnpaid(market, tx, key, checked.contact.phone)));
  if (wrong) return wrong;
  const now = await marketNow(tx);
  const draft = draftGroup({ market, viewer, input, quote, now, requestHash: checked.hash, ...checked });
  await insertPlaced(tx, draft);
  await insertIntent(tx, draft.intent);
  await recordEvent(tx, {
    groupId: draft.group.id,
    kind: "placed",
    actorKind: "buyer",
    actorId: viewer.accountId,
    data: { method: checked.method },
  });
  await insertAgreements(tx, draft.group.id, viewer.accountId);
  await tellPlaced(market, tx, draft);
  if (viewer.accountId !== null) await rememberAddress(tx, newId(), viewer.accountId, checked.contact);
  await removeBought(
    tx,
    quote.shops.flatMap((s) => s.rows.map((row) => ({ lineId: row.line_id, quantity: row.quantity }))),
  );
  if (checked.method === "vnpay") {
    await startAttempt(market, tx, { intent: draft.intent, requestId: input.requestId, now });
    const due = new Date((draft.intent.expiresAt as Date).getTime() + GRACE_SECONDS * 1000);
    await addJob(
      tx,
      "checkout.expire-group",
      { groupId: draft.group.id },
      { runAt: due, key: `expire:${draft.group.id}` },
    );
  } else {
    await announceNewOrders(market, tx, draft.group.id);
  }
  const held = await takeHolds(tx, draft.holds);
  if (!held.ok && held.code !== "not_enough_stock") return refuse(held.code, { details: held.details });
  if (!held.ok) return refuse("not_enough_stock", { details: { ...held.details, variantId: held.field ?? null } });
  await insertLineLots(
    tx,
    held.value.map((given) => ({ id: newId(), ...given })),
  );
  return ok(draft);
}

/**
 * Places an order over all shops of the viewer's cart in one transaction: group, orders, lines with everything frozen
 * that later money needs, lots, holds, intent, jobs. Repeating the same request answers the same; the same id with other
 * words is refused. Nothing is changed by a refusal.
 */
export async function placeOrder(
  market: Market,
  viewer: Viewer,
  input: PlaceInput,
): Promise<Result<Placed, PlaceRefusal>> {
  const checked = await checkForm(market, input);
  if (!checked.ok) return checked;
  const before = await findRequest(market.db, input.requestId);
  if (before) return answerKnown(market, viewer, input, checked.value.hash);
  const many = await checkAddress(market, viewer, checked.value.method);
  if (many) return many;
  try {
    const placed = await turnstileOf(market)(() =>
      market.transact((tx) => place(market, tx, viewer, input, checked.value)),
    );
    if (placed.ok) return answerKnown(market, viewer, input, checked.value.hash);
    // A twin of this request may have emptied the cart while this one waited.
    const twin = await findRequest(market.db, input.requestId);
    return twin ? answerKnown(market, viewer, input, checked.value.hash) : await nameShortfall(market, placed);
  } catch (error) {
    if (brokenConstraint(error) !== "order_groups_request_key") throw error;
    return answerKnown(market, viewer, input, checked.value.hash);
  }
}

async function answerKnown(
  market: Market,
  viewer: Viewer,
  input: PlaceInput,
  hash: string,
): Promise<Result<Placed, PlaceRefusal>> {
  const known = await findRequest(market.db, input.requestId);
  if (!known) throw new Error("a placed group is gone");
  if (known.request_hash !== hash) return refuse("request_reused");
  const payAddress =
    known.method === "vnpay"
      ? await payAddressOf(market, input.requestId, known.code, input.language, viewer.clientAddress)
      : null;
  return ok({ groupId: known.id, code: known.code, method: known.method, payAddress });
}
