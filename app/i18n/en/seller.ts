import orders from "#app/i18n/en/orders/seller.ts";
import goods from "#app/i18n/en/sell/goods.ts";
import shop from "#app/i18n/en/sell/shop.ts";

const words = { ...orders, ...shop, ...goods };

export default words;
