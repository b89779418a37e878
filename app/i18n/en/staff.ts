import orders from "#app/i18n/en/orders/staff.ts";

const words = { ...orders };

export default words;
