import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { join } from "node:path";
import {
  countMigrations,
  deleteDataFolder,
  openDataFolder,
  pathsOf,
  resetDataFolder,
  saveMark,
} from "./data-folder.mjs";
import { pickPort } from "./ports.mjs";
import {
  checkCluster,
  databaseUrl,
  embeddedBinaries,
  layOutCluster,
  startServer,
  stopLeftServer,
} from "./postgres.mjs";
import { stopLeftovers } from "./processes.mjs";

/**
 * The data folder as a command holds it while it runs.
 * @typedef {{dir: string, paths: ReturnType<typeof pathsOf>, mark: import("./data-folder.mjs").Mark,
 *   isNew: boolean, unlock: () => void}} Holding
 */

/**
 * Takes the data folder and clears what a killed start left running in it.
 * @param {{dir: string, root: string, url: string, family: import("./family.mjs").Family, note: (text: string) => void}} given
 * @returns {Promise<Holding>}
 */
export async function holdDataFolder({ dir, root, url, family, note }) {
  const { mark, isNew, unlock } = openDataFolder(dir, { migrations: countMigrations(root), url });
  const held = fs.realpathSync(dir);
  const paths = pathsOf(held);
  try {
    const left = await clearLeftovers(held);
    family.recordIn(paths.processes);
    note(
      `${dir}${isNew ? ", new" : ""}${left.length > 0 ? `, stopped what was left running (${left.join(", ")})` : ""}`,
    );
    return { dir: held, paths, mark, isNew, unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function clearLeftovers(dir) {
  const paths = pathsOf(dir);
  const left = await stopLeftovers(paths.processes);
  if (await stopLeftServer(paths.postgres)) left.push("postgres");
  return left.filter((name) => !name.endsWith(" leash"));
}

/** Deletes the data folder when asked to and agreed; says whether it did. */
export async function beginAnew(options) {
  const agreed = await resetDataFolder(options.data, { yes: options.yes, terminal: Boolean(process.stdin.isTTY) });
  if (!agreed) return false;
  await clearLeftovers(fs.realpathSync(options.data));
  deleteDataFolder(options.data);
  return true;
}

/** An inner port of this folder: the kept one when free, otherwise a new one, kept from now on. */
export async function innerPort({ dir, mark }, name, avoid, kind = "tcp") {
  const others = Object.entries(mark.ports).filter(([other]) => other !== name);
  const port = await pickPort(mark.ports[name], [avoid, ...others.map(([, taken]) => taken)], kind);
  if (mark.ports[name] !== port) {
    mark.ports[name] = port;
    saveMark(dir, mark);
  }
  return port;
}

/** A running engine as a part for the supervisor, which starts it again by `start` when it dies; `log` is its log file. */
export function enginePart(name, child, start, log) {
  const lifeOf = (process) => ({
    ready: Promise.resolve(),
    exited: new Promise((done) => {
      const { exitCode: code, signalCode: signal } = process;
      if (code !== null || signal !== null) done({ code, signal });
      else process.once("exit", (code, signal) => done({ code, signal }));
    }),
  });
  return { name, life: lifeOf(child), launch: async () => lifeOf(await start()), log };
}

/**
 * Brings the embedded PostgreSQL up, laid out first where there is none.
 * @param {{root: string, family: import("./family.mjs").Family, holding: Holding, webPort: number, note: (text: string) => void}} given
 */
export async function openDatabase({ root, family, holding, webPort, note }) {
  const { dir, paths, mark } = holding;
  const bin = embeddedBinaries(root);
  if (!mark.databaseMade) {
    // A folder without this mark is one whose laying out was cut off after its last step.
    fs.rmSync(paths.postgres, { recursive: true, force: true });
    await layOutCluster({ family, bin, dir: paths.postgres, password: mark.secrets.database });
    mark.databaseMade = true;
    saveMark(dir, mark);
  }
  checkCluster(paths.postgres, bin);
  const port = await innerPort(holding, "postgres", webPort);
  const log = join(paths.logs, "postgres.log");
  const start = () => startServer({ family, bin, dir: paths.postgres, port, log });
  const child = await start();
  note(`embedded, on 127.0.0.1:${port}`);
  return { url: databaseUrl(port, mark.secrets.database), port, part: enginePart("postgres", child, start, log) };
}

/** A hash over the seeds, so that they run again (they are repeatable) when they have changed. */
export function seedHash(root, mode) {
  const hash = createHash("sha256").update(mode);
  const take = (path) => {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const name of fs.readdirSync(path).sort()) take(join(path, name));
    else if (stat?.isFile()) hash.update(fs.readFileSync(path));
  };
  take(join(root, "db/seeds"));
  return hash.digest("hex");
}

/**
 * Brings tables and data up to this version. On a database of one's own both run each time: the data folder cannot
 * know what is in it.
 */
export async function fillDatabase({ root, holding, roles, steps, mode, embedded }) {
  const { dir, mark } = holding;
  await steps.run("Migrations", async () => {
    await roles.run("migrate");
    mark.migrations = countMigrations(root);
    saveMark(dir, mark);
  });
  const seeds = seedHash(root, mode);
  if (embedded && mark.seeded === seeds) return;
  await steps.run(mode === "demo" ? "Reference data and demo market" : "Reference data", async () => {
    await roles.run("seed");
    mark.seeded = seeds;
    saveMark(dir, mark);
  });
}
