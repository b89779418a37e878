import certification from "#app/i18n/en/certification/staff.ts";
import moderation from "#app/i18n/en/moderation/staff.ts";
import orders from "#app/i18n/en/orders/staff.ts";
import payouts from "#app/i18n/en/payouts/staff.ts";
import people from "#app/i18n/en/people/staff.ts";
import shows from "#app/i18n/en/shows/staff.ts";

const words = { ...orders, ...payouts, ...people, ...certification, ...moderation, ...shows };

export default words;
