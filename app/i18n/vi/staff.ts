import orders from "#app/i18n/vi/orders/staff.ts";

const words = { ...orders };

export default words;
