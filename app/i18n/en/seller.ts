import orders from "#app/i18n/en/orders/seller.ts";
import payouts from "#app/i18n/en/payouts/seller.ts";
import goods from "#app/i18n/en/sell/goods.ts";
import shop from "#app/i18n/en/sell/shop.ts";
import shows from "#app/i18n/en/shows/seller.ts";

const words = { ...orders, ...payouts, ...shop, ...goods, ...shows };

export default words;
