import type { CartLineRow } from "#db/queries/cart.ts";
import type { PlacedContact, PlacedGroup, PlacedLine, PlacedOrder } from "#db/queries/orders-place.ts";
import type { Destination } from "#db/queries/shipping.ts";
import type { paymentIntents } from "#db/schema/payments.ts";
import { hashToken } from "#services/accounts/session-cookie.ts";
import type { HoldWish } from "#services/catalogue/holds.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { commissionOf } from "#services/shops/commission.ts";
import type { PlaceInput } from "./place-order.ts";
import type { Quote, QuoteShop } from "./quote-rules.ts";
import type { Contact } from "./read-contact.ts";

export type GroupDraft = {
  group: PlacedGroup;
  contact: PlacedContact;
  orders: PlacedOrder[];
  lines: PlacedLine[];
  intent: typeof paymentIntents.$inferInsert;
  holds: HoldWish;
};

export type DraftFacts = {
  market: Market;
  viewer: Viewer;
  input: PlaceInput;
  quote: Quote;
  now: Date;
  contact: Contact;
  to: Destination;
  method: "cod" | "vnpay";
  requestHash: string;
};

function lineOf(orderId: string, row: CartLineRow): PlacedLine {
  if (row.price_vnd === null || row.offer_id === null) throw new Error("a complete quote has a price for every line");
  const totalVnd = row.price_vnd * row.quantity;
  const basisPoints = row.commission_basis_points ?? 0;
  return {
    id: newId(),
    orderId,
    shopId: row.shop_id,
    variantId: row.variant_id,
    listingId: row.listing_id,
    productId: row.product_id,
    offerId: row.offer_id,
    quantity: row.quantity,
    unitPriceVnd: row.price_vnd,
    totalVnd,
    listingName: row.listing_name,
    variantName: row.variant_name,
    sellerName: row.shop_name,
    pictureHash: row.picture_hash,
    starsAtSale: row.stars,
    certificateId: row.certificate_id,
    isAlcohol: row.is_alcohol,
    commissionRuleId: row.commission_rule_id,
    commissionBasisPoints: basisPoints,
    commissionVnd: commissionOf(totalVnd, basisPoints),
    legalForm: row.legal_form,
    taxCategory: "goods",
    showId: row.show_id,
    showSecond: row.show_second,
    pinId: row.pin_id,
    dealId: row.deal?.id ?? null,
  };
}

function orderOf(groupId: string, shop: QuoteShop, state: "new" | "awaiting_payment"): PlacedOrder {
  if (shop.parcel?.ok !== true) throw new Error("a complete quote has a parcel for every shop");
  return {
    id: newId(),
    groupId,
    shopId: shop.shopId,
    code: newCode(),
    state,
    goodsVnd: shop.goodsVnd,
    shippingVnd: shop.parcel.priceVnd,
    totalVnd: shop.goodsVnd + shop.parcel.priceVnd,
    shippingTariffId: shop.parcel.tariffId,
    shippingZone: shop.parcel.zone,
    weightGrams: shop.weightGrams,
  };
}

function groupOf(facts: DraftFacts, id: string): PlacedGroup {
  const { viewer, input, quote, market, now } = facts;
  const guestTokenHash = viewer.guestToken === null ? null : hashToken(viewer.guestToken);
  return {
    id,
    code: newCode(),
    requestId: input.requestId,
    requestHash: facts.requestHash,
    accountId: viewer.accountId,
    buyerKey: viewer.accountId ?? guestTokenHash ?? id,
    guestTokenHash: viewer.accountId === null ? guestTokenHash : null,
    method: facts.method,
    goodsVnd: quote.goodsVnd,
    shippingVnd: quote.shippingVnd,
    totalVnd: quote.totalVnd,
    language: input.language,
    ageConfirmedAt: quote.hasAlcohol ? now : null,
    isDemo: market.settings.isDemo,
  };
}

function contactOf({ contact, to }: DraftFacts, groupId: string): PlacedContact {
  return {
    groupId,
    name: contact.name,
    phone: contact.phone,
    email: contact.email,
    addressLine: contact.addressLine,
    communeCode: to.communeCode,
    communeName: [to.communeKind, to.communeName].filter(Boolean).join(" "),
    provinceName: to.provinceName,
    note: contact.note,
  };
}

/** All rows of a placing, in the shape they are written: pure of the database, so that a refusal leaves nothing behind. */
export function draftGroup(facts: DraftFacts): GroupDraft {
  const groupId = newId();
  const group = groupOf(facts, groupId);
  const isCod = facts.method === "cod";
  const expiresAt = isCod ? null : new Date(facts.now.getTime() + facts.market.settings.HOLD_MINUTES * 60_000);
  const orders: PlacedOrder[] = [];
  const lines: PlacedLine[] = [];
  for (const shop of facts.quote.shops) {
    const order = orderOf(groupId, shop, isCod ? "new" : "awaiting_payment");
    orders.push(order);
    lines.push(...shop.rows.map((row) => lineOf(order.id, row)));
  }
  return {
    group,
    contact: contactOf(facts, groupId),
    orders,
    lines,
    intent: {
      id: newId(),
      groupId,
      method: facts.method,
      amountVnd: facts.quote.totalVnd,
      state: isCod ? "processing" : "requires_action",
      expiresAt,
    },
    holds: {
      lines: lines.map((l) => ({
        lineId: l.id,
        variantId: l.variantId,
        shopId: l.shopId,
        quantity: l.quantity,
        dealId: l.dealId ?? null,
      })),
      buyerKey: group.buyerKey,
      phone: facts.contact.phone,
      state: isCod ? "committed" : "held",
      expiresAt,
    },
  };
}
