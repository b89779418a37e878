import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { leash } from "./family.mjs";
import { diskFullSentence, lastLines, Refusal } from "./messages.mjs";
import { asAccount, databaseAccount } from "./postgres-account.mjs";
import { commandOf, existsAtAll, send, sleep, stampOf, waitUntil } from "./processes.mjs";
import { postgresFolder } from "./toolchain.mjs";

export const DATABASE_USER = "market";
export const DATABASE_NAME = "market";
// macOS has no C.UTF-8 of its own; there PostgreSQL's builtin one is the same.
const LOCALE =
  process.platform === "darwin"
    ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    : ["--locale=C.UTF-8"];
const READY_WITHIN = 120_000;

/** Programs of the embedded PostgreSQL. @param {string} root */
export function embeddedBinaries(root) {
  const folder = postgresFolder(root);
  if (folder === null) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
    );
  }
  return join(folder, "bin");
}

export function databaseUrl(port, password, name = DATABASE_NAME) {
  return `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${name}`;
}

/**
 * Lays a cluster out with one empty database in it. It appears whole or not at all: a kill in between leaves a
 * `.new` folder, which the next try throws away.
 * @param {{family: import("./family.mjs").Family, bin: string, dir: string, password: string, durable?: boolean}} given
 *   `durable`: false for a test's cluster, which need not outlive a power cut
 */
export async function layOutCluster({ family, bin, dir, password, durable = true }) {
  const fresh = `${dir}.new`;
  const passwordFile = `${dir}.password`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const account = databaseAccount(join(bin, "postgres"), join(dir, ".."));
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    fs.chownSync(fresh, account.uid, account.gid);
    fs.chownSync(passwordFile, account.uid, account.gid);
  }
  try {
    const options = [
      ...LOCALE,
      ...(durable ? [] : ["--no-sync"]),
      "--encoding=UTF8",
      "--auth=scram-sha-256",
      `--username=${DATABASE_USER}`,
    ];
    await tool(family, account, dir, join(bin, "initdb"), ["-D", fresh, `--pwfile=${passwordFile}`, ...options]);
    // Single-user mode makes the database without a server, a port or a client library.
    const single = ["--single", "-D", fresh, "-c", "log_min_messages=error", "postgres"];
    await tool(family, account, dir, join(bin, "postgres"), single, `create database ${DATABASE_NAME}\n`);
    fs.renameSync(fresh, dir);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

async function tool(family, account, dir, program, args, input = "") {
  const { command, args: words, who } = asAccount(account, program, args);
  const env = { ...process.env, LC_ALL: "C", LANG: "C" };
  const { code, output } = await family.run("initdb", command, words, { env, cwd: "/", input, ...who });
  if (code === 0 && !/^(FATAL|ERROR|PANIC):/m.test(output)) return;
  throw new Refusal(
    diskFullSentence(output, dir) ?? `PostgreSQL could not lay out its files in ${dir}: ${lastLines(output, 2)}`,
  );
}

/** Reads the pid file of a cluster, if a server left one. */
function readPidFile(dir) {
  try {
    const lines = fs.readFileSync(join(dir, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), dir: lines[1] ?? "", ready: lines[7]?.trim() === "ready" };
  } catch {
    return null;
  }
}

/**
 * Stops a server that an earlier, killed start left running on this cluster; any other process is left alone.
 * @returns {Promise<boolean>} whether there was one
 */
export async function stopLeftServer(dir) {
  const found = readPidFile(dir);
  if (found === null) return false;
  const stamp = stampOf(found.pid);
  if (stamp === null) {
    // Remains that nobody has cleared away still count as a running server to PostgreSQL.
    if (existsAtAll(found.pid)) fs.rmSync(join(dir, "postmaster.pid"), { force: true });
    return false;
  }
  const command = commandOf(found.pid);
  const ours = /postgres/.test(command) && (command.includes(dir) || command.includes(fs.realpathSync(dir)));
  if (!ours) {
    // The number belongs to a stranger by now; PostgreSQL itself would take him for its server and refuse to start.
    fs.rmSync(join(dir, "postmaster.pid"), { force: true });
    return false;
  }
  const gone = () => stampOf(found.pid) !== stamp;
  for (const [signal, patience] of /** @type {const} */ ([
    ["SIGINT", 8000],
    ["SIGQUIT", 5000],
    ["SIGKILL", 2000],
  ])) {
    send(found.pid, signal);
    if (await waitUntil(gone, patience)) return true;
  }
  throw new Refusal(
    `The PostgreSQL server that an earlier start left (process ${found.pid}) does not stop: end it, then start again.`,
  );
}

/** Refuses a cluster that is not there any more, or was made by another version. */
export function checkCluster(dir, bin) {
  let made;
  try {
    made = fs.readFileSync(join(dir, "PG_VERSION"), "utf8").trim();
    fs.accessSync(join(dir, "global/pg_control"));
  } catch {
    throw new Refusal(
      `The database in ${dir} is missing or broken: put it back from a copy, or begin anew with npm start -- --data ${dirname(dir)} --reset.`,
    );
  }
  const ours = majorVersion(bin);
  if (made === ours) return;
  throw new Refusal(
    Number(made) > Number(ours)
      ? `The database in ${dir} was made by a newer PostgreSQL (${made}; this program brings ${ours}): update the program, or choose another folder with --data.`
      : `The database in ${dir} was made by PostgreSQL ${made} and this program brings ${ours}: move it over by dump and restore, or choose another folder with --data.`,
  );
}

function majorVersion(bin) {
  const { stdout } = spawnSync(join(bin, "postgres"), ["-V"], { encoding: "utf8" });
  return /(\d+)/.exec(stdout ?? "")?.[1] ?? "";
}

/**
 * Starts a server on a cluster and waits until it takes connections. It listens on loopback alone.
 * @param {{family: import("./family.mjs").Family, bin: string, dir: string, port: number, log: string,
 *   settings?: Record<string, string>, rubbish?: string}} given `rubbish`: a temporary folder to delete should we be killed
 * @returns {Promise<import("node:child_process").ChildProcess>}
 */
export async function startServer({ family, bin, dir, port, log, settings = {}, rubbish }) {
  const account = databaseAccount(join(bin, "postgres"), join(dir, ".."));
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200", ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { command, args, who } = asAccount(account, join(bin, "postgres"), ["-D", dir, "-p", String(port), ...flags]);
  for (let attempt = 0; ; attempt++) {
    const from = fs.existsSync(log) ? fs.statSync(log).size : 0;
    const output = fs.openSync(log, "a", 0o600);
    const env = { ...process.env, LC_ALL: "C", LANG: "C" };
    const options = {
      cwd: "/",
      env,
      stdio: /** @type {const} */ (["ignore", output, output]),
      endSignal: /** @type {const} */ ("SIGINT"),
    };
    const child = family.spawn("postgres", command, args, { ...options, group: false, ...who });
    child.once("error", () => {});
    fs.closeSync(output);
    if (child.pid !== undefined) {
      const unleash = leash(family, "postgres", child.pid, "INT", rubbish);
      child.once("exit", unleash);
    }
    if (await becomesReady(child, dir)) return child;
    const said = fs.readFileSync(log, "utf8").slice(from);
    // Orphans of a killed server need a moment to notice that it is gone.
    if (attempt < 30 && /pre-existing shared memory block/.test(said)) await sleep(500);
    else throw new Refusal(whyNotStarted(said, dir, log));
  }
}

async function becomesReady(child, dir) {
  let ended = child.pid === undefined;
  child.once("exit", () => {
    ended = true;
  });
  const ready = () => {
    const found = readPidFile(dir);
    return found?.pid === child.pid && found?.ready;
  };
  await waitUntil(() => ended || ready(), READY_WITHIN, 30);
  return !ended && ready();
}

function whyNotStarted(said, dir, log) {
  const full = diskFullSentence(said, dir);
  if (full) return full;
  const reason = said
    .split("\n")
    .reverse()
    .find((line) => /(FATAL|PANIC):/.test(line))
    ?.replace(/^.*?(FATAL|PANIC):\s*/, "");
  return `PostgreSQL does not start on ${dir} (${reason ?? "it says nothing"}; more in ${log}): put the folder back from a copy, or begin anew with npm start -- --data ${dirname(dir)} --reset.`;
}

/** Refuses in one sentence when nothing answers where a DATABASE_URL points; the password is not shown. */
export async function requireServer(url) {
  const address = new URL(url);
  if (address.hostname === "") return;
  const port = Number(address.port || 5432);
  const host = address.hostname.replace(/^\[|\]$/g, "");
  const answers = await new Promise((done) => {
    const socket = connect({ host, port, timeout: 5000 });
    const end = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket
      .once("connect", () => end(true))
      .once("error", () => end(false))
      .once("timeout", () => end(false));
  });
  if (!answers)
    throw new Refusal(`No PostgreSQL answers at ${host}:${port} (DATABASE_URL): start it, or correct the address.`);
}
