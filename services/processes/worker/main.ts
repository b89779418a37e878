import { bootSettings } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { followSupervisor } from "#services/processes/start/supervised.ts";
import { addJob } from "#services/shared/jobs.ts";
import { sayReady } from "#services/shared/log.ts";
import { startWorker } from "./worker.ts";

const settings = bootSettings();
const { market, close } = openMarket(settings, "worker");
const runner = await startWorker(market);
const fillSearch = async () => {
  if (await market.search.needsFilling()) await addJob(market.db, "search.rebuild", {}, { key: "search.rebuild" });
};
await fillSearch();
// An engine that is fetched while the market is open comes up empty.
const filling = setInterval(() => void fillSearch().catch(() => {}), 10_000);
sayReady(market.log);

followSupervisor(async () => {
  clearInterval(filling);
  await runner.stop();
  await close();
});
