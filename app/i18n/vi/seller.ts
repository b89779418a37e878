import orders from "#app/i18n/vi/orders/seller.ts";
import payouts from "#app/i18n/vi/payouts/seller.ts";
import goods from "#app/i18n/vi/sell/goods.ts";
import shop from "#app/i18n/vi/sell/shop.ts";
import shows from "#app/i18n/vi/shows/seller.ts";

const words = { ...orders, ...payouts, ...shop, ...goods, ...shows };

export default words;
