import { spawnSync } from "node:child_process";
import { commandOf, existsAtAll, stampOf } from "./processes.mjs";

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

const LOOK_EVERY = 500;

/** The parent of a process, or 0. */
function parentOf(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" });
  return Number(stdout?.trim() || 0);
}

/**
 * Calls `gone` when the npm that runs us has ended without a word to us: its shell does not pass signals on, and a
 * killed one cannot. Does nothing for a command that is run without npm.
 */
function followNpm(gone) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const above = parentOf(shell);
  const npm = commandOf(above).includes("npm") ? above : 0;
  // Asking for a start time costs a process on macOS; there a number that is still in use has to do.
  const look = process.platform === "linux" ? stampOf : existsAtAll;
  const before = look(npm);
  const timer = setInterval(() => {
    if (process.ppid === shell && (npm === 0 || look(npm) === before)) return;
    clearInterval(timer);
    gone();
  }, LOOK_EVERY);
  timer.unref();
}

/**
 * Calls `stop` once on the first signal that asks for the end, or when the npm that runs us is gone. npm passes a
 * Ctrl-C on a second time: more of them change nothing.
 * @param {() => Promise<void>} stop
 */
export function onEnd(stop) {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
  followNpm(end);
  // Whoever reads our output may go away first.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}
