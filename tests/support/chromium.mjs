import { accessSync, constants } from "node:fs";
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

/** How a person installs a browser where we may not. */
export const CHROMIUM_HOW =
  "no Chromium: install it (Debian: sudo apt-get install chromium; macOS: Google Chrome), or set CHROMIUM_PATH";
