import orders from "#app/i18n/vi/orders/account.ts";
import people from "#app/i18n/vi/people/account.ts";

const words = { ...orders, ...people };

export default words;
