import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { diskFullSentence, Refusal } from "./messages.mjs";
import { stampOf } from "./processes.mjs";

export const MARK_FILE = "cho-phien.json";
export const MARK_VERSION = 1;
const MARK_WORD = "cho-phien";
const LOCK_FILE = "running.json";
/** `npm run bench` keeps a data folder of its own in here. */
export const BENCH_FOLDER = "bench";
const NEEDED_FIRST = 300 * 1024 * 1024;
const NEEDED_LATER = 32 * 1024 * 1024;

/**
 * What a data folder's mark file holds. Ports are inner ones; secrets are made once and never leave the folder.
 * @typedef {{
 *   mark: string, version: number, madeAt: string, databaseMade: boolean, migrations: number, seeded: string,
 *   ports: Record<string, number>,
 *   secrets: {app: string, database: string, meilisearch: string, livekit?: string, vnpayTmnCode: string, vnpayHashSecret: string}
 * }} Mark
 */

/** Paths inside a data folder. @param {string} dir */
export function pathsOf(dir) {
  return {
    dir,
    mark: join(dir, MARK_FILE),
    lock: join(dir, LOCK_FILE),
    processes: join(dir, "processes.json"),
    logs: join(dir, "logs"),
    postgres: join(dir, "postgres"),
    meilisearch: join(dir, "meilisearch"),
    livekit: join(dir, "livekit.json"),
    engines: join(dir, "engines.json"),
    accounts: join(dir, "demo-accounts.json"),
  };
}

/** The folder's mark, or null when it bears none. A mark that cannot be read is refused. @returns {Mark | null} */
export function readMark(dir) {
  const { mark } = pathsOf(dir);
  let text;
  try {
    text = fs.readFileSync(mark, "utf8");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  }
  try {
    const read = JSON.parse(text);
    if (read?.mark === MARK_WORD && Number.isSafeInteger(read.version)) return read;
  } catch {
    // Told below: the file is there and is not what it should be.
  }
  throw new Refusal(
    `The data folder ${dir} is broken (${MARK_FILE} is no mark of ours): put it back from a copy, or choose another folder with --data.`,
  );
}

/** @returns {Mark} */
function newMark() {
  const secret = (bytes) => randomBytes(bytes).toString("hex");
  return {
    mark: MARK_WORD,
    version: MARK_VERSION,
    madeAt: new Date().toISOString(),
    databaseMade: false,
    migrations: 0,
    seeded: "",
    ports: {},
    secrets: {
      app: secret(32),
      database: secret(24),
      meilisearch: secret(24),
      vnpayTmnCode: `DEMO${secret(2).toUpperCase()}`,
      vnpayHashSecret: secret(16).toUpperCase(),
    },
  };
}

/** Writes the mark whole or not at all, readable by its owner alone. @param {Mark} mark */
export function saveMark(dir, mark) {
  const { mark: file } = pathsOf(dir);
  const handle = fs.openSync(`${file}.tmp`, "w", 0o600);
  try {
    fs.writeFileSync(handle, `${JSON.stringify(mark, null, 2)}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(`${file}.tmp`, file);
}

/**
 * Opens a data folder for this process, making it where there is none. Refuses folders that are somebody else's,
 * broken, in use, or of a newer version of the program.
 * @param {string} dir
 * @param {{migrations: number, url: string}} own how many migrations this version has; the address it will answer on
 * @returns {{mark: Mark, isNew: boolean, unlock: () => void}}
 */
export function openDataFolder(dir, { migrations, url }) {
  return inWords(dir, () => {
    requireFolder(dir);
    const before = readMark(dir);
    if (before === null) refuseForeign(dir);
    else refuseNewer(dir, before, migrations);
    return takeFolder(dir, url, before === null);
  });
}

/** Locks a folder that may be taken, and makes in it what is missing. */
function takeFolder(dir, url, isFresh) {
  const unlock = lockDataFolder(dir, url);
  try {
    requireSpace(dir, isFresh ? NEEDED_FIRST : NEEDED_LATER);
    // Read again: another start may have made the mark while this one waited for the lock.
    const existing = readMark(dir);
    const mark = existing ?? newMark();
    if (existing === null) saveMark(dir, mark);
    makeFolder(pathsOf(dir).logs, 0o700);
    return { mark, isNew: existing === null, unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

function refuseForeign(dir) {
  const own = new Set([`${MARK_FILE}.tmp`, LOCK_FILE]);
  if (readMark(join(dir, BENCH_FOLDER)) !== null) own.add(BENCH_FOLDER);
  if (fs.readdirSync(dir).every((name) => own.has(name))) return;
  throw new Refusal(
    `The folder ${dir} is not empty and bears no mark of ours: choose an empty or a new folder with --data.`,
  );
}

function requireFolder(dir) {
  // As root the database runs as a user of its own, which has to get through this folder without reading it.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  makeFolder(dir, mode);
}

/**
 * Makes a folder and those above it that are missing, one at a time: Node's own `recursive` goes round for ever below
 * /proc.
 * @param {string} dir @param {number} [mode] that of the folder itself; without one the system decides
 */
function makeFolder(dir, mode) {
  const there = fs.statSync(dir, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw new Refusal(`${dir} is a file, not a folder: ${ELSEWHERE}`);
  if (dirname(dir) !== dir) makeFolder(dirname(dir));
  fs.mkdirSync(dir);
  if (mode !== undefined) fs.chmodSync(dir, mode);
}

const ELSEWHERE = "choose another with --data.";
/** @type {Record<string, string>} */
const IN_THE_WAY = {
  ENOENT: "its file system takes no new folders",
  ENOTDIR: "a part of that path is a file",
  EEXIST: "a broken link is in its place",
  EACCES: "your user has no right to write there",
  EPERM: "your user has no right to write there",
  EROFS: "its file system is read-only",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its links go in a circle",
};

/** Does something with a data folder; what the system says against it becomes a sentence with the way out. */
function inWords(dir, work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal || typeof error.code !== "string" || diskFullSentence(error.code, dir)) throw error;
    throw new Refusal(`The folder ${dir} cannot be used (${IN_THE_WAY[error.code] ?? error.code}): ${ELSEWHERE}`);
  }
}

function refuseNewer(dir, mark, knownMigrations) {
  if (mark.version <= MARK_VERSION && mark.migrations <= knownMigrations) return;
  throw new Refusal(
    `The data folder ${dir} was used by a newer version of Chợ Phiên: update the program (git pull), or choose another folder with --data.`,
  );
}

function requireSpace(dir, needed) {
  if (typeof fs.statfsSync !== "function") return;
  const { bavail, bsize } = fs.statfsSync(dir);
  if (bavail * bsize < needed) throw new Refusal(/** @type {string} */ (diskFullSentence("ENOSPC", dir)));
}

/**
 * How many migrations this version of the program has (drizzle's journal).
 * @param {string} root
 */
export function countMigrations(root) {
  try {
    const journal = JSON.parse(fs.readFileSync(join(root, "db/migrations/meta/_journal.json"), "utf8"));
    return journal.entries.length;
  } catch {
    return 0;
  }
}

/** Who holds the folder now, or null. @returns {{pid: number, stamp: string, url: string} | null} */
export function readLock(dir) {
  try {
    const lock = JSON.parse(fs.readFileSync(pathsOf(dir).lock, "utf8"));
    return lock.stamp !== null && stampOf(lock.pid) === lock.stamp ? lock : null;
  } catch {
    return null;
  }
}

/**
 * Takes the folder for this process; refused while another market runs on it.
 * @param {string} dir @param {string} url
 * @returns {() => void} gives it back
 */
export function lockDataFolder(dir, url) {
  const { lock } = pathsOf(dir);
  const mine = JSON.stringify({ pid: process.pid, stamp: stampOf(process.pid), url });
  for (let attempt = 0; attempt < 3; attempt++) {
    const holder = readLock(dir);
    if (holder !== null) {
      throw new Refusal(
        `A market already runs on ${dir} (process ${holder.pid}, ${holder.url}): use that one, stop it with Ctrl-C, or start another with --data and --port.`,
      );
    }
    fs.rmSync(lock, { force: true });
    try {
      fs.writeFileSync(lock, mine, { flag: "wx", mode: 0o600 });
      if (fs.readFileSync(lock, "utf8") === mine) break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  return () => {
    if (fs.existsSync(lock) && fs.readFileSync(lock, "utf8") === mine) fs.rmSync(lock, { force: true });
  };
}

/**
 * Deletes a data folder for a new beginning, if it bears our mark, no market runs on it and the person agrees.
 * @param {string} dir
 * @param {{yes: boolean, ask?: (question: string) => Promise<string>, terminal: boolean}} how
 */
export async function resetDataFolder(dir, { yes, ask = askOnTerminal, terminal }) {
  if (!fs.existsSync(dir)) return false;
  if (readMark(dir) === null) {
    throw new Refusal(
      `--reset deletes data folders of Chợ Phiên alone, and ${dir} bears no mark of ours: delete it by hand if you mean it.`,
    );
  }
  const holder = readLock(dir);
  if (holder !== null) throw new Refusal(`A market runs on ${dir} (process ${holder.pid}): stop it before --reset.`);
  if (!yes) {
    if (!terminal)
      throw new Refusal(
        `--reset deletes ${dir} with all orders in it and there is no terminal to ask on: add --yes if you mean it.`,
      );
    const answer = await ask(`Delete ${dir} with everything in it? Type "yes": `);
    if (!/^\s*(yes|y|có|co)\s*$/i.test(answer)) throw new Refusal("Nothing was deleted.");
  }
  return true;
}

function askOnTerminal(question) {
  return new Promise((done) => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    terminal.once("close", () => done(""));
    terminal.question(question, (answer) => {
      done(answer);
      terminal.close();
    });
  });
}

/** Empties the folder, that of the bench apart; the mark goes last, so that a deletion that was cut short can be repeated. */
export function deleteDataFolder(dir) {
  for (const name of fs.readdirSync(dir)) {
    if (name !== MARK_FILE && name !== BENCH_FOLDER) fs.rmSync(join(dir, name), { recursive: true, force: true });
  }
  fs.rmSync(join(dir, MARK_FILE), { force: true });
}
