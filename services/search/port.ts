/** What is indexed of a listing. `stars` serves facets alone: hits are loaded from PostgreSQL and show what it says now. */
export type SearchDocument = {
  listingId: string;
  name: string;
  body: string;
  groupNumber: number;
  communeCode: string | null;
  shopId: string;
  stars: number;
  fromPriceVnd: number | null;
  fromUnitPriceVnd: number | null;
  publishedAt: number;
};

export const SEARCH_SORTS = ["relevance", "newest", "price", "unit_price", "stars"] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export type SearchQuery = {
  words: string;
  groupNumber: number | null;
  communeCode: string | null;
  stars: number | null;
  sort: SearchSort;
  page: number;
  pageSize: number;
};

export type SearchHits = {
  /** In order; some may have left the market since they were indexed, the caller loads and drops them. */
  listingIds: string[];
  total: number;
  /** Whether total and facets are the database's own of this moment; else they may be a second or two old. */
  isLive: boolean;
  facets: {
    groups: { groupNumber: number; count: number }[];
    communes: { communeCode: string; count: number }[];
    stars: { stars: number; count: number }[];
  };
};

/** Finds listings by words. Facet counts ignore their own filter, so that another choice shows what it would give. */
export interface SearchPort {
  /** What answered last, or would answer now. */
  readonly engine: "meilisearch" | "postgres";
  find(query: SearchQuery): Promise<SearchHits>;
  upsert(documents: SearchDocument[]): Promise<void>;
  remove(listingIds: string[]): Promise<void>;
  /** Whether there may be listings on sale that were never indexed here: a rebuild is due. */
  needsFilling(): Promise<boolean>;
  /** Replaces everything at once; readers see the old index until the new one is whole. */
  rebuild(batches: AsyncIterable<SearchDocument[]>): Promise<void>;
}
