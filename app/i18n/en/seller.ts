import orders from "#app/i18n/en/orders/seller.ts";
import goods from "#app/i18n/en/sell/goods.ts";
import shop from "#app/i18n/en/sell/shop.ts";
import shows from "#app/i18n/en/shows/seller.ts";

const words = { ...orders, ...shop, ...goods, ...shows };

export default words;
