import orders from "#app/i18n/vi/orders/staff.ts";
import people from "#app/i18n/vi/people/staff.ts";

const words = { ...orders, ...people };

export default words;
