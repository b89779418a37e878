import { followSupervisor } from "#services/processes/start/supervised.ts";
import { logLines } from "./log.ts";
import { startGateway } from "./server.ts";
import { readGatewaySettings } from "./settings.ts";

try {
  const gateway = await startGateway(readGatewaySettings(process.env));
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= gateway.stop();
    return stopping;
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => void stop().finally(() => process.exit(0)));
  }
  followSupervisor(stop);
  logLines("info", "ready", { url: gateway.url });
} catch (error) {
  logLines("error", "cannot start", { error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
