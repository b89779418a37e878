import orders from "#app/i18n/vi/orders/seller.ts";

const words = { ...orders };

export default words;
