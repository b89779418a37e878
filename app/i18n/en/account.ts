import orders from "#app/i18n/en/orders/account.ts";
import people from "#app/i18n/en/people/account.ts";

const words = { ...orders, ...people };

export default words;
