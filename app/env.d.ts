import "@remix-run/node";
import type { Language } from "#app/i18n/href.ts";
import type { Visit } from "#services/accounts/read-visit.ts";
import type { Market } from "#services/shared/market.ts";

declare module "@remix-run/node" {
  /** What `processes/web` hands to every loader and action. */
  interface AppLoadContext {
    market: Market;
    language: Language;
    requestId: string;
    nonce: string;
    /** Who asks and what the header shows of them; asked of the database once a request, and only when a cookie is there. */
    visit: () => Promise<Visit>;
    /** Filled by `entry.server` with the finished page, past the web streams. */
    page: { html: string | null };
    /** Finished, escaped HTML of long texts, so that a document doesn't carry them twice. */
    isDocument: boolean;
    /** The status of a request that was refused before a page of ours was asked; only the catch-all says it. */
    refusedAs: number | null;
  }
}
