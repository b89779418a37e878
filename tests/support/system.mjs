import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_APPS = ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium or Chrome on this machine (CHROMIUM_PATH goes first), or null. */
export function findChromium(env = process.env) {
  const onPath = (env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const apps = ["/Applications", join(homedir(), "Applications")].flatMap((folder) =>
    MAC_APPS.map((app) => join(folder, app)),
  );
  const candidates = [env.CHROMIUM_PATH, ...onPath, ...(process.platform === "darwin" ? apps : [])];
  return candidates.find((path) => path && isProgram(path)) ?? null;
}

/** True where packages can be installed: Debian or one of its children, as root. */
export function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Installs Debian packages; null when they are there, otherwise why not. */
export function installPackages(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...names]]) {
    const { status, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (status !== 0) return `apt-get ${args[0]} failed: ${(stderr ?? "").trim().split("\n").at(-1) ?? ""}`;
  }
  return null;
}

/** How a person installs a browser where we may not. */
export const CHROMIUM_HOW =
  "no Chromium: install it (Debian: sudo apt-get install chromium; macOS: Google Chrome), or set CHROMIUM_PATH";

const CLUSTER_SETTINGS = "/etc/postgresql-common/createcluster.conf";

/** Installs Debian's PostgreSQL for the tests of a database of one's own, without the server that it would start. */
export function installPostgres() {
  const problem = installPackages(["postgresql-common"]);
  if (problem !== null) return problem;
  const before = readFileSync(CLUSTER_SETTINGS, "utf8");
  try {
    writeFileSync(CLUSTER_SETTINGS, `${before}\ncreate_main_cluster = false\n`);
    return installPackages(["postgresql"]);
  } finally {
    writeFileSync(CLUSTER_SETTINGS, before);
  }
}
