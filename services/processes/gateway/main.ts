import { followSupervisor } from "#services/processes/start/supervised.ts";
import { settingValues } from "#services/shared/settings.mjs";
import { logLines, logLinesAt } from "./log.ts";
import { startGateway } from "./server.ts";
import { gatewayFaults, readGatewaySettings } from "./settings.ts";

const faults = gatewayFaults(process.env);
for (const fault of faults) console.error(`cho-phien: ${fault}`);
if (faults.length > 0) process.exit(2);

try {
  const log = logLinesAt(settingValues(process.env).MARKET_LOG_LEVEL);
  const gateway = await startGateway(readGatewaySettings(process.env), log);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= gateway.stop();
    return stopping;
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => void stop().finally(() => process.exit(0)));
  }
  followSupervisor(stop);
  // Whoever started the gateway waits for this line, so that it is written at every level.
  logLines("info", "ready", { url: gateway.url });
} catch (error) {
  logLines("error", "cannot start", { error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
