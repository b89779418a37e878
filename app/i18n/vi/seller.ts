import orders from "#app/i18n/vi/orders/seller.ts";
import goods from "#app/i18n/vi/sell/goods.ts";
import shop from "#app/i18n/vi/sell/shop.ts";
import shows from "#app/i18n/vi/shows/seller.ts";

const words = { ...orders, ...shop, ...goods, ...shows };

export default words;
