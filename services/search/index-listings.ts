import { readDocumentsAfter, readDocumentsOf } from "#db/queries/search.ts";
import type { SearchDocument } from "#services/search/port.ts";
import type { Market } from "#services/shared/market.ts";

const BATCH = 1000;

/** Brings listings in the index up to what the database says now: upserts those on sale, takes the others out. */
export async function indexListings(market: Market, listingIds: readonly string[]): Promise<void> {
  for (let at = 0; at < listingIds.length; at += BATCH) {
    const part = listingIds.slice(at, at + BATCH);
    const documents = await readDocumentsOf(market.db, part);
    const present = new Set(documents.map((d) => d.listingId));
    await market.search.upsert(documents);
    await market.search.remove(part.filter((id) => !present.has(id)));
  }
}

async function* allDocuments(market: Market): AsyncGenerator<SearchDocument[]> {
  for (let afterId: string | null = null; ; ) {
    const batch = await readDocumentsAfter(market.db, afterId, BATCH);
    if (batch.length > 0) yield batch;
    afterId = batch.at(-1)?.listingId ?? null;
    if (batch.length < BATCH) return;
  }
}

/** Fills the index anew from the database; readers see the old one until the new one is whole. */
export async function rebuildIndex(market: Market): Promise<void> {
  await market.search.rebuild(allDocuments(market));
}
