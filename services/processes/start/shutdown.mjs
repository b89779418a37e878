const ROLES_PATIENCE = 7000;
const ENGINES_PATIENCE = 2000;
const ENGINES = new Set(["postgres", "meilisearch"]);
const isEngine = (name) => ENGINES.has(name);
const isLeash = (name) => name.endsWith(" leash");

/**
 * Stops all that a command started, within ten seconds: roles first, so that what is in flight can still be written,
 * then the engines under them.
 * @param {import("./family.mjs").Family} family
 */
export async function stopFamily(family) {
  family.close();
  await family.stop((name) => !isEngine(name) && !isLeash(name), ROLES_PATIENCE);
  await Promise.all([
    // A fast shutdown; SIGQUIT after it loses nothing either, only the next start reads the log again.
    family.stop((name) => name === "postgres", ENGINES_PATIENCE, "SIGQUIT"),
    family.stop((name) => name === "meilisearch", ENGINES_PATIENCE),
  ]);
  await family.stop(() => true, 100);
}

/**
 * Calls `stop` once on the first signal that asks for the end. npm passes a Ctrl-C on a second time: more of them
 * change nothing.
 * @param {(signal: string) => Promise<void>} stop
 */
export function onEnd(stop) {
  let ending = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void stop(signal);
    });
  }
  // Whoever reads our output may go away first.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}
