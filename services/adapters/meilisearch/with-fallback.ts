import type { SearchDocument, SearchPort } from "#services/search/port.ts";
import type { Logger } from "#services/shared/log.ts";

const REST_MS = 5_000;

/**
 * Meilisearch in front, PostgreSQL behind. PostgreSQL always keeps its documents, so that it can answer at any moment:
 * before the engine's index is filled, and for five seconds after each failure of the engine.
 */
export function searchWithFallback(front: SearchPort, behind: SearchPort, log: Logger): SearchPort {
  let restUntil = 0;
  let isFilled = false;

  const rest = (error: unknown) => {
    restUntil = Date.now() + REST_MS;
    log.warn({ engine: front.engine, reason: (error as Error).message }, "search engine rests, PostgreSQL answers");
  };

  /** Null when the engine can't be reached: it may be on its way, or away for a while. */
  async function isFrontEmpty(): Promise<boolean | null> {
    return front.needsFilling().catch(() => null);
  }

  async function isUp(): Promise<boolean> {
    if (Date.now() < restUntil) return false;
    if (isFilled) return true;
    isFilled = (await isFrontEmpty()) === false;
    if (!isFilled) restUntil = Date.now() + REST_MS;
    return isFilled;
  }

  return {
    get engine() {
      return isFilled && Date.now() >= restUntil ? front.engine : behind.engine;
    },
    async find(query) {
      if (!(await isUp())) return behind.find(query);
      try {
        return await front.find(query);
      } catch (error) {
        rest(error);
        return behind.find(query);
      }
    },
    async needsFilling() {
      return (await behind.needsFilling()) || (await isFrontEmpty()) === true;
    },
    async upsert(documents) {
      await behind.upsert(documents);
      await front.upsert(documents);
    },
    async remove(listingIds) {
      await behind.remove(listingIds);
      await front.remove(listingIds);
    },
    async rebuild(batches) {
      const all: SearchDocument[][] = [];
      for await (const batch of batches) all.push(batch);
      const again = async function* () {
        yield* all;
      };
      await behind.rebuild(again());
      if ((await isFrontEmpty()) === null) return;
      await front.rebuild(again());
      isFilled = true;
      restUntil = 0;
    },
  };
}
