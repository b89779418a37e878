import { bootSettings } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { followSupervisor } from "#services/processes/start/supervised.ts";
import { clientAddressOf } from "#services/processes/web/edge.ts";
import { Realtime } from "#services/realtime/server.ts";
import { sayReady } from "#services/shared/log.ts";
import { answerProbe } from "./probes.ts";

const settings = bootSettings();
const { market, close } = openMarket(settings, "realtime");
const realtime = new Realtime({
  market,
  addressOf: (request) => clientAddressOf(request, settings),
  onRequest: (request, response, self) => void answerProbe(request, response, self, settings.METRICS_TOKEN),
});
realtime.http.listen(settings.REALTIME_PORT, settings.REALTIME_HOST, () =>
  sayReady(market.log, { port: settings.REALTIME_PORT }),
);

followSupervisor(async () => {
  await realtime.close();
  await close();
});
