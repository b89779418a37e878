import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { meilisearch } from "#services/adapters/meilisearch/meilisearch.ts";
import { searchWithFallback } from "#services/adapters/meilisearch/with-fallback.ts";
import { postgresSearch } from "#services/adapters/postgres-search/postgres-search.ts";
import { rebuildIndex } from "#services/search/index-listings.ts";
import type { SearchQuery } from "#services/search/port.ts";
import { openLog } from "#services/shared/log.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { makeListing } from "#tests/support/market-rows.ts";

const query: SearchQuery = {
  words: "mien dong",
  groupNumber: null,
  communeCode: null,
  stars: null,
  sort: "relevance",
  page: 1,
  pageSize: 24,
};
const log = openLog("silent", "test");
const KEY = "a-key-of-the-test-bench-0123456789";

/** Stands where the engine would: answers as told, or never. */
async function engine(
  answer: (path: string) => { status: number; body: object } | "hang",
): Promise<{ host: string; server: Server; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const told = answer(request.url ?? "");
    if (told === "hang") return;
    response.writeHead(told.status, { "Content-Type": "application/json" }).end(JSON.stringify(told.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked };
}

const filled = { status: 200, body: { numberOfDocuments: 5, isIndexing: false, fieldDistribution: {} } };
const failing = { status: 500, body: { message: "broken", code: "internal", type: "internal", link: "" } };

describe("search with an engine that fails", () => {
  let bench: Bench;
  let listingId: string;
  const servers: Server[] = [];

  beforeAll(async () => {
    bench = await openBench();
    listingId = (await makeListing(bench.sql, { name: "Miến dong" })).listingId;
    await rebuildIndex(bench.market);
  });
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  afterAll(() => bench.end());

  const over = async (answer: Parameters<typeof engine>[0]) => {
    const made = await engine(answer);
    servers.push(made.server);
    return { ...made, port: searchWithFallback(meilisearch(made.host, KEY), postgresSearch(bench.market.db), log) };
  };

  it("answers from PostgreSQL when the engine is down, and says so", async () => {
    const { server, port } = await over(() => filled);
    server.close();
    expect((await port.find(query)).listingIds).toEqual([listingId]);
    expect(port.engine).toBe("postgres");
  });

  it("answers from PostgreSQL when the engine hangs or fails, and lets it rest", async () => {
    for (const answer of ["hang", failing] as const) {
      const { port, asked } = await over((path) => (path.endsWith("/stats") ? filled : answer));
      expect((await port.find(query)).listingIds).toEqual([listingId]);
      const before = asked.length;
      expect((await port.find(query)).listingIds).toEqual([listingId]);
      expect(asked.length).toBe(before);
      expect(port.engine).toBe("postgres");
    }
  });

  it("does not ask an engine whose index is still empty", async () => {
    const { port, asked } = await over(() => ({
      status: 200,
      body: { numberOfDocuments: 0, isIndexing: false, fieldDistribution: {} },
    }));
    expect((await port.find(query)).listingIds).toEqual([listingId]);
    expect(asked.filter((line) => line.includes("multi-search"))).toEqual([]);
    expect(await port.needsFilling()).toBe(true);
  });

  it("throws when a task of the engine fails, so that its job is tried again, and PostgreSQL has the change", async () => {
    const task = {
      taskUid: 1,
      uid: 1,
      indexUid: "listings",
      status: "enqueued",
      type: "documentAdditionOrUpdate",
      enqueuedAt: "2026-01-01T00:00:00Z",
    };
    const { port } = await over((path) =>
      path.startsWith("/tasks")
        ? {
            status: 200,
            body: { ...task, status: "failed", error: { message: "disk full", code: "x", type: "internal", link: "" } },
          }
        : path === "/indexes/listings"
          ? {
              status: 200,
              body: {
                uid: "listings",
                primaryKey: "listingId",
                createdAt: "2026-01-01T00:00:00Z",
                updatedAt: "2026-01-01T00:00:00Z",
              },
            }
          : { status: 202, body: task },
    );
    const document = {
      listingId,
      name: "Miến dong mới",
      body: "",
      groupNumber: 1,
      communeCode: null,
      shopId: listingId,
      stars: 0,
      fromPriceVnd: 1,
      fromUnitPriceVnd: 1,
      publishedAt: 1,
    };
    await expect(port.upsert([document])).rejects.toThrow(/disk full/);
    const rows = await bench.sql`select name from search_documents where listing_id = ${listingId}`;
    expect(rows[0]?.name).toBe("Miến dong mới");
  });

  it("has nothing to fill in an engine that isn't there yet, and fills PostgreSQL without it", async () => {
    const { server, port } = await over(() => filled);
    server.close();
    expect(await port.needsFilling()).toBe(false);
    const none = async function* () {};
    await expect(port.rebuild(none())).resolves.toBeUndefined();
  });
});
