import { createHash } from "node:crypto";
import { brokenConstraint } from "#db/client.ts";
import { lockCart, removeBought } from "#db/queries/cart.ts";
import { insertAgreements, rememberAddress } from "#db/queries/checkout.ts";
import {
  countOpenCod,
  findRequest,
  insertLineLots,
  insertPlaced,
  type KnownGroup,
  lockPhone,
} from "#db/queries/orders-place.ts";
import { insertIntent, marketNow } from "#db/queries/payments.ts";
import type { Destination } from "#db/queries/shipping.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import { changesOf, dealProblemOf, keyOf, problemDetails, problemOf } from "#services/cart/rules.ts";
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
import { leftMarket, nameShortfall, shortfallOf } from "./shortfall.ts";
import { payAddressOf, startAttempt } from "./start-attempt.ts";
import { tellPlaced } from "./tell-payment.ts";
import { passTurnstile } from "./turnstile.ts";

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
  | "left_show"
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

/** A refusal with the quote that it rests on, so that it can be shown without asking again. */
export type PlaceRefused = Refusal<PlaceRefusal> & { quote?: Quote };

type Agreed = { quote: Quote; now: Date; contact: Contact };
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
  const to = await findDestination(market, contact.value.communeCode);
  if (!to) return refuse("commune_unknown", { field: "communeCode" });
  if (input.provinceCode !== undefined && input.provinceCode !== to.provinceCode)
    return refuse("commune_elsewhere", { field: "communeCode" });
  const { method } = input;
  if (method !== "cod" && !(method === "vnpay" && market.payment)) return refuse("method_unknown", { field: "method" });
  if (!input.agreed) return refuse("not_agreed", { field: "agreed" });
  return ok({ contact: contact.value, to, method, hash: requestHash(input) });
}

/** What was agreed to is no longer so: goods that left their show, and a live price that is gone, are named before anything else. */
function checkAgreed(quote: Quote, input: PlaceInput): Refusal<PlaceRefusal> | null {
  const rows = quote.shops.flatMap((shop) => shop.rows);
  const left = rows.find((row) => problemOf(row) === "left_show");
  if (left) return refuse("left_show", { details: problemDetails(left) });
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

/** Those who are to know, and what is to happen when: an attempt to pay, or parcels that shops can begin with. */
async function startOrders(market: Market, tx: Tx, input: PlaceInput, draft: GroupDraft, now: Date): Promise<void> {
  if (draft.group.method !== "vnpay") return announceNewOrders(market, tx, draft.group.id);
  await startAttempt(market, tx, { intent: draft.intent, requestId: input.requestId, now });
  const due = new Date((draft.intent.expiresAt as Date).getTime() + GRACE_SECONDS * 1000);
  const groupId = draft.group.id;
  await addJob(tx, "checkout.expire-group", { groupId }, { runAt: due, key: `expire:${groupId}` });
}

/** What is written before units are taken: after the order itself nothing waits for another, and one message has all. */
async function writeDraft(market: Market, tx: Tx, viewer: Viewer, input: PlaceInput, draft: GroupDraft, at: Agreed) {
  const { quote, now, contact } = at;
  await insertPlaced(tx, draft);
  await Promise.all([
    insertIntent(tx, draft.intent).then(() => startOrders(market, tx, input, draft, now)),
    recordEvent(tx, {
      groupId: draft.group.id,
      kind: "placed",
      actorKind: "buyer",
      actorId: viewer.accountId,
      data: { method: draft.group.method },
    }),
    insertAgreements(tx, draft.group.id, viewer.accountId),
    tellPlaced(market, tx, draft),
    viewer.accountId === null ? null : rememberAddress(tx, newId(), viewer.accountId, contact),
    removeBought(
      tx,
      quote.shops.flatMap((s) => s.rows.map((row) => ({ lineId: row.line_id, quantity: row.quantity }))),
    ),
  ]);
}

async function place(
  market: Market,
  tx: Tx,
  viewer: Viewer,
  input: PlaceInput,
  checked: Checked,
): Promise<Result<GroupDraft, PlaceRefusal> | PlaceRefused> {
  const key = keyOf(viewer, hashToken);
  if (key) await lockCart(tx, key);
  const quote = await quoteCart(market, tx, viewer, checked.to);
  const wrong = checkQuote(market, quote, input, checked.method);
  if (wrong) return { ...wrong, quote };
  const [tooMany, now] = await Promise.all([
    checked.method === "cod"
      ? checkCod(market, tx, checked.contact.phone)
      : key && checkUnpaid(market, tx, key, checked.contact.phone),
    marketNow(tx),
  ]);
  if (tooMany) return { ...tooMany, quote };
  const draft = draftGroup({ market, viewer, input, quote, now, requestHash: checked.hash, ...checked });
  await writeDraft(market, tx, viewer, input, draft, { quote, now, contact: checked.contact });
  const held = await takeHolds(tx, draft.holds);
  if (!held.ok && held.code !== "not_enough_stock") return refuse(held.code, { details: held.details });
  if (!held.ok) return refuse("not_enough_stock", { details: { ...held.details, variantId: held.field ?? null } });
  const left = await leftMarket(tx, quote);
  if (left) return left;
  await insertLineLots(
    tx,
    held.value.map((given) => ({ id: newId(), ...given })),
  );
  return ok(draft);
}

/** Refuses what is refused anyway, without a transaction: cheap where many come for what the first have bought. */
async function lookFirst(
  market: Market,
  viewer: Viewer,
  input: PlaceInput,
  { to, method }: Checked,
): Promise<PlaceRefused | null> {
  const quote = await quoteCart(market, market.db, viewer, to);
  const wrong = checkQuote(market, quote, input, method);
  return wrong && { ...wrong, quote };
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
): Promise<{ ok: true; value: Placed } | PlaceRefused> {
  const checked = await checkForm(market, input);
  if (!checked.ok) return checked;
  const { hash } = checked.value;
  const known = () => findRequest(market.db, input.requestId);
  const before = await known();
  if (before) return answerKnown(market, viewer, input, hash, before);
  const many = await checkAddress(market, viewer, checked.value.method);
  if (many) return many;
  try {
    const placed = await passTurnstile(market, async (waited) => {
      const gone = waited ? await lookFirst(market, viewer, input, checked.value) : null;
      return gone ?? market.transact((tx) => place(market, tx, viewer, input, checked.value));
    });
    if (placed.ok) {
      const { id, code, method } = placed.value.group;
      return answerKnown(market, viewer, input, hash, { id, code, method, request_hash: hash });
    }
    // A twin of this request may have emptied the cart while this one waited.
    return answerKnown(market, viewer, input, hash, await known(), await nameShortfall(market, placed));
  } catch (error) {
    if (brokenConstraint(error) !== "order_groups_request_key") throw error;
    return answerKnown(market, viewer, input, hash, await known());
  }
}

/** The answer of a request that made a group; `otherwise` that of one that made none. */
async function answerKnown(
  market: Market,
  viewer: Viewer,
  input: PlaceInput,
  hash: string,
  known: KnownGroup | null,
  otherwise?: PlaceRefused,
): Promise<{ ok: true; value: Placed } | PlaceRefused> {
  if (!known) {
    if (otherwise) return otherwise;
    throw new Error("a placed group is gone");
  }
  if (known.request_hash !== hash) return refuse("request_reused");
  const payAddress =
    known.method === "vnpay"
      ? await payAddressOf(market, input.requestId, known.code, input.language, viewer.clientAddress)
      : null;
  return ok({ groupId: known.id, code: known.code, method: known.method, payAddress });
}
