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
if (await market.search.needsFilling()) await addJob(market.db, "search.rebuild", {}, { key: "search.rebuild" });
market.log.info("ready");

followSupervisor(async () => {
  await runner.stop();
  await close();
});
