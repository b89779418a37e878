import { openMarket } from "#services/processes/market.ts";
import { followSupervisor } from "#services/processes/start/supervised.ts";
import { clientAddressOf } from "#services/processes/web/edge.ts";
import { Realtime } from "#services/realtime/server.ts";
import { readSettings, SettingsError } from "#services/shared/env.ts";
import { answerProbe } from "./probes.ts";

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
const { market, close } = openMarket(settings, "realtime");
const realtime = new Realtime({
  market,
  addressOf: (request) => clientAddressOf(request, settings),
  onRequest: (request, response, self) => void answerProbe(request, response, self, settings.METRICS_TOKEN),
});
realtime.http.listen(settings.REALTIME_PORT, settings.REALTIME_HOST, () =>
  market.log.info({ port: settings.REALTIME_PORT }, "ready"),
);

followSupervisor(async () => {
  await realtime.close();
  await close();
});
