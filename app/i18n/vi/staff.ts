import certification from "#app/i18n/vi/certification/staff.ts";
import moderation from "#app/i18n/vi/moderation/staff.ts";
import orders from "#app/i18n/vi/orders/staff.ts";
import payouts from "#app/i18n/vi/payouts/staff.ts";
import people from "#app/i18n/vi/people/staff.ts";
import shows from "#app/i18n/vi/shows/staff.ts";

const words = { ...orders, ...payouts, ...people, ...certification, ...moderation, ...shows };

export default words;
