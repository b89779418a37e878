/** How long the words of a report may be, in letters. */
export const REPORT_BODY = { min: 10, max: 2000 };
export const REPORT_CONTACT_MAX = 200;
