import { href, type Language } from "#app/i18n/href.ts";

/** The page of a show, which has a document of its own. */
export const showHref = (language: Language, slug: string) => href("live-show", language, { slug });

/** The studio, which has a document of its own. */
export const studioHref = (language: Language, id: string) => href("live-studio", language, { id });
