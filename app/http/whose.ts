/** The field in which a form on a page that guests use too says whom that page was made for. */
export const WHOSE = "whose";
export type Whose = "account" | "guest";
