import { Meilisearch, MeilisearchRequestError, type SearchParams } from "meilisearch";
import type { SearchDocument, SearchHits, SearchPort, SearchQuery } from "#services/search/port.ts";
import { searchWords } from "#services/search/rules.ts";

const INDEX = "listings";
const TIMEOUT_MS = 800;
const TASK_MS = 120_000;

type Facet = "group" | "commune" | "stars";
type Facets = Record<string, Record<string, number>> | undefined;
type MeiliIndex = ReturnType<Meilisearch["index"]>;

const SETTINGS = {
  searchableAttributes: ["name", "body"],
  filterableAttributes: ["groupNumber", "communeCode", "stars", "shopId"],
  sortableAttributes: ["publishedAt", "fromPriceVnd", "fromUnitPriceVnd", "stars"],
  displayedAttributes: ["listingId"],
  typoTolerance: { disableOnNumbers: true },
  pagination: { maxTotalHits: 100_000 },
  faceting: { maxValuesPerFacet: 200 },
};

const SORT: Record<SearchQuery["sort"], string[]> = {
  relevance: [],
  newest: ["publishedAt:desc"],
  price: ["fromPriceVnd:asc"],
  unit_price: ["fromUnitPriceVnd:asc"],
  stars: ["stars:desc", "publishedAt:desc"],
};

/** Filter over all choices but `except`, whose own counts must show what another choice would give. */
function filterOf(query: SearchQuery, except?: Facet): string[] {
  const parts: string[] = [];
  if (query.groupNumber !== null && except !== "group") parts.push(`groupNumber = ${query.groupNumber}`);
  if (query.communeCode !== null && except !== "commune")
    parts.push(`communeCode = ${JSON.stringify(query.communeCode)}`);
  if (query.stars !== null && except !== "stars") parts.push(`stars = ${query.stars}`);
  return parts;
}

function counts(facets: Facets, name: string): [string, number][] {
  return Object.entries(facets?.[name] ?? {}).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** A failed task resolves as well; only "succeeded" is a success. */
async function done(task: {
  waitTask: (o: object) => Promise<{ status: string; error?: { message?: string } | null }>;
}) {
  const result = await task.waitTask({ timeout: TASK_MS, interval: 50 });
  if (result.status !== "succeeded")
    throw new Error(`search task ${result.status}: ${result.error?.message ?? "no reason given"}`);
}

function queriesOf(query: SearchQuery) {
  const common = { indexUid: INDEX, q: searchWords(query.words).join(" "), matchingStrategy: "all" as const };
  const facet = (name: Facet, attribute: string) => ({
    ...common,
    filter: filterOf(query, name),
    facets: [attribute],
    hitsPerPage: 1,
    page: 1,
    attributesToRetrieve: ["listingId"],
  });
  const main: SearchParams & { indexUid: string } = {
    ...common,
    filter: filterOf(query),
    hitsPerPage: query.pageSize,
    page: query.page,
    attributesToRetrieve: ["listingId"],
    ...(SORT[query.sort].length > 0 ? { sort: SORT[query.sort] } : {}),
  };
  return [main, facet("group", "groupNumber"), facet("commune", "communeCode"), facet("stars", "stars")];
}

/** An index that isn't there is empty; a server that isn't there has nothing to fill, and throws. */
async function isEmpty(client: Meilisearch): Promise<boolean> {
  try {
    return (await client.index(INDEX).getStats()).numberOfDocuments === 0;
  } catch (error) {
    if (error instanceof MeilisearchRequestError) throw error;
    return true;
  }
}

/**
 * Search on a Meilisearch server (1.x). Throws when it is down or slower than 800 ms: whoever calls falls back.
 * `key` needs all rights on the index `listings`.
 */
export function meilisearch(host: string, key: string): SearchPort {
  const client = new Meilisearch({ host, apiKey: key, timeout: TIMEOUT_MS });
  const slow = new Meilisearch({ host, apiKey: key, timeout: 30_000 });

  async function ensure(uid: string): Promise<MeiliIndex> {
    const index = slow.index(uid);
    const known = await index.getRawInfo().catch(() => null);
    if (known === null) {
      await done(slow.createIndex(uid, { primaryKey: "listingId" }));
      await done(index.updateSettings(SETTINGS));
    }
    return index;
  }

  return {
    engine: "meilisearch",
    async needsFilling() {
      return isEmpty(client);
    },
    async find(query): Promise<SearchHits> {
      if (searchWords(query.words).length === 0)
        return { listingIds: [], total: 0, isLive: true, facets: { groups: [], communes: [], stars: [] } };
      const { results } = await client.multiSearch({ queries: queriesOf(query) });
      const [main, groups, communes, stars] = results;
      return {
        listingIds: (main?.hits ?? []).map((hit) => String(hit.listingId)),
        total: (main as { totalHits?: number } | undefined)?.totalHits ?? 0,
        isLive: false,
        facets: {
          groups: counts(groups?.facetDistribution, "groupNumber").map(([n, count]) => ({
            groupNumber: Number(n),
            count,
          })),
          communes: counts(communes?.facetDistribution, "communeCode").map(([communeCode, count]) => ({
            communeCode,
            count,
          })),
          stars: counts(stars?.facetDistribution, "stars")
            .map(([n, count]) => ({ stars: Number(n), count }))
            .filter((s) => s.stars > 0)
            .sort((a, b) => b.stars - a.stars),
        },
      };
    },
    async upsert(documents) {
      if (documents.length > 0) await done((await ensure(INDEX)).addDocuments(documents, { primaryKey: "listingId" }));
    },
    async remove(listingIds) {
      if (listingIds.length > 0) await done((await ensure(INDEX)).deleteDocuments(listingIds));
    },
    async rebuild(batches: AsyncIterable<SearchDocument[]>) {
      const next = `${INDEX}_next`;
      const leftover = await slow
        .index(next)
        .getRawInfo()
        .catch(() => null);
      if (leftover !== null) await done(slow.deleteIndex(next));
      const index = await ensure(next);
      await ensure(INDEX);
      for await (const batch of batches) await done(index.addDocuments(batch, { primaryKey: "listingId" }));
      await done(slow.swapIndexes([{ indexes: [INDEX, next] } as never]));
      await done(slow.deleteIndex(next));
    },
  };
}
