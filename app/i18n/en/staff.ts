import certification from "#app/i18n/en/certification/staff.ts";
import moderation from "#app/i18n/en/moderation/staff.ts";
import orders from "#app/i18n/en/orders/staff.ts";
import people from "#app/i18n/en/people/staff.ts";

const words = { ...orders, ...people, ...certification, ...moderation };

export default words;
