import orders from "#app/i18n/vi/orders/account.ts";

const words = { ...orders };

export default words;
