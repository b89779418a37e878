import orders from "#app/i18n/vi/orders/shop.ts";

const words = { ...orders };

export default words;
