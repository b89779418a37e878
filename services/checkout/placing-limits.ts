import { countUnpaid, lockPhone } from "#db/queries/orders-place.ts";
import { takePoint } from "#services/accounts/limits.ts";
import type { CartKey } from "#services/cart/rules.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { type Refusal, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** Whoever keeps goods held without paying keeps them from others: few such groups at a time. */
export async function checkUnpaid(
  market: Market,
  tx: Tx,
  key: CartKey,
  phone: string,
): Promise<Refusal<"too_many_unpaid"> | null> {
  await lockPhone(tx, phone);
  const most = market.settings.MARKET_VNPAY_OPEN_GROUPS;
  const open = await countUnpaid(tx, key.accountId ?? key.tokenHash, phone);
  return open >= most ? refuse("too_many_unpaid", { field: "method", details: { most } }) : null;
}

/** The limit of placings by method from one address in an hour: both keep goods from others before any money came. */
export async function checkAddress(
  market: Market,
  viewer: Viewer,
  method: "cod" | "vnpay",
): Promise<Refusal<"too_many" | "too_many_vnpay"> | null> {
  const { MARKET_COD_PER_ADDRESS_HOUR, MARKET_VNPAY_PER_ADDRESS_HOUR } = market.settings;
  const points = method === "cod" ? MARKET_COD_PER_ADDRESS_HOUR : MARKET_VNPAY_PER_ADDRESS_HOUR;
  const limit = { name: `${method}-address`, points, seconds: 3600 };
  if (await takePoint(market, limit, viewer.clientAddress)) return null;
  return refuse(method === "cod" ? "too_many" : "too_many_vnpay");
}
