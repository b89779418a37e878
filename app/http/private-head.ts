import type { MetaDescriptor } from "@remix-run/node";
import { pageHead } from "#app/http/meta.ts";
import { languageOf } from "#app/i18n/href.ts";
import { type Words, wordsFor } from "#app/i18n/i18n.ts";

type MetaContext = Parameters<typeof pageHead>[0];

/** Head of a page that no search engine should list: doors, one person's own pages, staff desks. */
export function privateHead(context: MetaContext, titleOf: (t: Words) => string): MetaDescriptor[] {
  return pageHead(context, { title: titleOf(wordsFor(languageOf(context.location.pathname))), index: false });
}

/**
 * The same for a page whose address is a secret until it is used: no other site hears it. `no-referrer` would spoil the
 * `Origin` of its form.
 */
export function secretHead(context: MetaContext, titleOf: (t: Words) => string): MetaDescriptor[] {
  return [...privateHead(context, titleOf), { name: "referrer", content: "same-origin" }];
}
