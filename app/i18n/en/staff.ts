import orders from "#app/i18n/en/orders/staff.ts";
import people from "#app/i18n/en/people/staff.ts";

const words = { ...orders, ...people };

export default words;
