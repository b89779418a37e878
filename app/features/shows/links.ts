import type { Language } from "#app/i18n/href.ts";

/** The page of a show, which has a document of its own. */
export const showHref = (language: Language, slug: string) =>
  `${language === "en" ? "/en" : ""}/live/${encodeURIComponent(slug)}`;

/** The studio, which has a document of its own. */
export const studioHref = (language: Language, id: string) =>
  `${language === "en" ? "/en/sell" : "/ban"}/live/${encodeURIComponent(id)}/studio`;
