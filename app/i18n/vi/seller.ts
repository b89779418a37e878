import orders from "#app/i18n/vi/orders/seller.ts";
import goods from "#app/i18n/vi/sell/goods.ts";
import shop from "#app/i18n/vi/sell/shop.ts";

const words = { ...orders, ...shop, ...goods };

export default words;
