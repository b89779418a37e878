import { randomBytes } from "node:crypto";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { type PlaceInput, placeOrder } from "#services/checkout/place-order.ts";
import { quoteCart, quoteHash } from "#services/checkout/quote-cart.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { findDestination } from "#services/shipping/quote-shipping.ts";

let calls = 0;

/** Somebody without an account: a browser of its own at an address of its own. */
export function guest(): Viewer {
  calls += 1;
  return {
    ...nobody,
    guestToken: randomBytes(32).toString("base64url"),
    clientAddress: `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`,
  };
}

/** A mobile number nobody else of the run has. */
export function freshPhone(): string {
  calls += 1;
  return `09${String(10_000_000 + calls)}`;
}

export async function fill(
  market: Market,
  viewer: Viewer,
  lines: readonly { variantId: string; quantity: number }[],
): Promise<void> {
  for (const line of lines) {
    const added = await addToCart(market, viewer, line);
    if (!added.ok) throw new Error(`not added: ${added.code}`);
  }
}

export type Wish = Partial<Omit<PlaceInput, "contact">> & {
  communeCode: string;
  contact?: Partial<PlaceInput["contact"]>;
};

/** The form as it would be sent by somebody who saw the quote of this moment. */
export async function orderForm(market: Market, viewer: Viewer, wish: Wish): Promise<PlaceInput> {
  const to = await findDestination(market, wish.communeCode);
  const { communeCode, contact, ...rest } = wish;
  return {
    requestId: newId(),
    quoteHash: quoteHash(await quoteCart(market, market.db, viewer, to)),
    method: "cod",
    agreed: true,
    ageConfirmed: false,
    language: "vi",
    ...rest,
    contact: {
      name: "Nguyễn Thị Thử",
      phone: freshPhone(),
      email: "",
      addressLine: "Số 1, ngõ 2",
      communeCode,
      note: "",
      ...contact,
    },
  };
}

export async function buy(
  market: Market,
  viewer: Viewer,
  lines: readonly { variantId: string; quantity: number }[],
  wish: Wish,
) {
  await fill(market, viewer, lines);
  return placeOrder(market, viewer, await orderForm(market, viewer, wish));
}
