import { meilisearch } from "#services/adapters/meilisearch/meilisearch.ts";
import { postgresSearch } from "#services/adapters/postgres-search/postgres-search.ts";
import { openMeilisearch } from "#tests/support/meilisearch.ts";
import { searchContract } from "./contract.ts";

searchContract(
  "PostgreSQL",
  async (bench) => ({ port: postgresSearch(bench.market.db), stop: async () => {} }),
  "always there",
);

searchContract(
  "Meilisearch",
  async () => {
    const engine = await openMeilisearch();
    return engine && { port: meilisearch(engine.host, engine.key), stop: engine.stop };
  },
  "no meilisearch on the path, in the cache folder or at MEILI_HOST",
);
