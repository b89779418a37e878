/**
 * Calls `stop` once and exits when the supervisor goes away (its channel disconnects) or asks for the end
 * (SIGTERM, SIGINT).
 */
export function followSupervisor(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (process.channel) process.once("disconnect", end);
}
