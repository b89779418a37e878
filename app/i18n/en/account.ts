import orders from "#app/i18n/en/orders/account.ts";

const words = { ...orders };

export default words;
