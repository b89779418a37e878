import { openMarket } from "#services/processes/market.ts";
import { followSupervisor } from "#services/processes/start/supervised.ts";
import { readSettings, SettingsError } from "#services/shared/env.ts";
import { addJob } from "#services/shared/jobs.ts";
import { startWorker } from "./worker.ts";

function settingsOrExit() {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const settings = settingsOrExit();
const { market, close } = openMarket(settings, "worker");
const runner = await startWorker(market);
const fillSearch = async () => {
  if (await market.search.needsFilling()) await addJob(market.db, "search.rebuild", {}, { key: "search.rebuild" });
};
await fillSearch();
// An engine that is fetched while the market is open comes up empty.
const filling = setInterval(() => void fillSearch().catch(() => {}), 10_000);
market.log.info("ready");

followSupervisor(async () => {
  clearInterval(filling);
  await runner.stop();
  await close();
});
