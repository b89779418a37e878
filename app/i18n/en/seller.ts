import orders from "#app/i18n/en/orders/seller.ts";

const words = { ...orders };

export default words;
