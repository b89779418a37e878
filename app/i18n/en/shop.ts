import orders from "#app/i18n/en/orders/shop.ts";

const words = { ...orders };

export default words;
