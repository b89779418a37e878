import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { join, resolve } from "node:path";
import { ensureBuilt, isBuilt } from "./build.mjs";
import { BENCH_FOLDER, readLock, readMark } from "./data-folder.mjs";
import { requireGoodSettings, roleEnvironment } from "./environment.mjs";
import { createFamily } from "./family.mjs";
import { explain, Refusal } from "./messages.mjs";
import { parseOptions } from "./options.mjs";
import { fillDatabase, holdDataFolder, innerPort, openDatabase } from "./parts.mjs";
import { tryPort } from "./ports.mjs";
import { databaseUrl } from "./postgres.mjs";
import { createRoles, roleArguments } from "./roles.mjs";
import { programRoot } from "./root.mjs";
import { onEnd, stopFamily } from "./shutdown.mjs";
import { createSteps } from "./steps.mjs";
import { checkTools, ensureInstalled, marketNode, withSetupLock } from "./toolchain.mjs";

const ALONE = ["web", "realtime", "worker", "gateway", "migrate"];

/** Takes `--data DIR` out of the words; the others belong to the role. */
function splitData(words, env, root) {
  const at = words.findIndex((word) => word === "--data" || word.startsWith("--data="));
  if (at < 0) return { data: resolve(root, ".data"), rest: words };
  const joined = words[at].startsWith("--data=");
  const value = joined ? words[at].slice("--data=".length) : words[at + 1];
  if (!value) throw new Refusal("--data wants a folder.");
  const rest = [...words.slice(0, at), ...words.slice(at + (joined ? 1 : 2))];
  return { data: resolve(env.INIT_CWD ?? process.cwd(), value), rest };
}

/** The running embedded database of a data folder; refused when none runs. */
async function runningDatabase(data) {
  const mark = fs.existsSync(data) ? readMark(data) : null;
  const holder = mark === null ? null : readLock(data);
  const port = mark?.ports.postgres;
  if (mark === null || holder === null || port === undefined || (await tryPort(port, "127.0.0.1")) === null) {
    throw new Refusal(
      `No market with an embedded database runs on ${data}: start it with npm start, or name its folder with --data.`,
    );
  }
  return { mark, url: databaseUrl(port, mark.secrets.database), address: holder.url };
}

/** Runs one program in the foreground; its end is ours, and signals for us are passed on to it. */
function foreground(command, args, options) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    onEnd(async () => void child.kill("SIGTERM"));
    child.once("error", failed);
    child.once("exit", (code, signal) => done(code ?? (signal === null ? 1 : 128)));
  });
}

/** The bundle of a role; refused when this tree has none. */
function builtRole(root, role) {
  const [program] = roleArguments(role, { dev: false });
  if (!fs.existsSync(join(root, program)))
    throw new Refusal(`${program} is not there: build first, with npm run build.`);
  return program;
}

/** `npm run role -- web`: one role alone, against the built tree, with the environment as it is. */
async function runRole(root, words) {
  const [role, ...args] = words;
  if (role === undefined || !ALONE.includes(role))
    throw new Refusal(`npm run role -- ${ALONE.join("|")} runs one role alone.`);
  const [program] = roleArguments(role, { dev: false });
  if (!fs.existsSync(join(root, program)))
    throw new Refusal(`${program} is not there: build first, with npm run build.`);
  const env = { ...process.env, NODE_ENV: process.env.NODE_ENV ?? "production" };
  return foreground(marketNode(root), [program, ...args], { cwd: root, env });
}

/** Sees to packages and build, in silence when there is nothing to do. */
async function prepareTree(root) {
  const steps = createSteps(process.stderr);
  const family = createFamily();
  const work = async () => {
    await ensureInstalled({ root, env: process.env, family, note: () => {} });
    if (!isBuilt(root)) await steps.run("Build", (note) => ensureBuilt({ root, family, note }));
  };
  await withSetupLock(root, work, steps.line);
}

/** `npm run seed`, `npm run admin`, `npm run check:money`: a role with words of its own, on DATABASE_URL or the running embedded database. */
async function runOnDatabase(root, role, words) {
  const { data, rest } = splitData(words, process.env, root);
  const options = { ...parseOptions([], process.env, root), data };
  let env = { ...process.env, NODE_ENV: "production", MARKET_DATA: data };
  if (!process.env.DATABASE_URL) {
    const { mark, url, address } = await runningDatabase(data);
    env = roleEnvironment({
      options,
      mark,
      env: { ...process.env, PUBLIC_URL: process.env.PUBLIC_URL ?? address },
      databaseUrl: url,
      search: null,
      video: null,
    });
    delete env.MARKET_SUPERVISED;
  }
  await prepareTree(root);
  return foreground(marketNode(root), [builtRole(root, role), ...rest], { cwd: root, env });
}

async function printDatabaseUrl(root, words) {
  const { url } = await runningDatabase(splitData(words, process.env, root).data);
  process.stdout.write(`${url}\n`);
  return 0;
}

/** `npm run bench`: the built market on a database of its own in .data/bench, driven by the role `bench`. */
async function runBench(root, words) {
  const { data, rest } = splitData(words, process.env, root);
  const steps = createSteps(process.stderr);
  const family = createFamily();
  const options = { ...parseOptions([], process.env, root), data: join(data, BENCH_FOLDER) };
  const env = { ...process.env, DATABASE_URL: undefined };
  let unlock = () => {};
  const end = async () => {
    await stopFamily(family);
    unlock();
  };
  onEnd(async () => {
    await end();
    process.exit(130);
  });
  try {
    checkTools(process.env);
    const url = `http://localhost:${options.port}`;
    const holding = await holdDataFolder({ dir: options.data, root, url, family, note: () => {} });
    unlock = holding.unlock;
    await prepareTree(root);
    const database = await steps.run("PostgreSQL", (note) =>
      openDatabase({ root, family, holding, webPort: options.port, note }),
    );
    await innerPort(holding, "gateway", options.port);
    const environment = () =>
      roleEnvironment({
        options: { ...options, data: holding.dir },
        mark: holding.mark,
        env,
        databaseUrl: database.url,
        search: null,
        video: null,
      });
    const node = marketNode(root);
    const roles = createRoles({
      root,
      node,
      family,
      logs: holding.paths.logs,
      dev: false,
      env: environment,
      tell: steps.line,
    });
    await fillDatabase({ root, holding, roles, steps, mode: "demo", embedded: true });
    const child = family.spawn("bench", node, [builtRole(root, "bench"), ...rest], {
      cwd: root,
      env: environment(),
      stdio: ["pipe", "inherit", "inherit"],
    });
    return await new Promise((done) => {
      child.once("error", () => done(1));
      child.once("exit", (code) => done(code ?? 1));
    });
  } finally {
    await end();
  }
}

const COMMANDS = {
  role: runRole,
  seed: (root, words) => runOnDatabase(root, "seed", words),
  admin: (root, words) => runOnDatabase(root, "admin", words),
  "check-money": (root, words) => runOnDatabase(root, "check-money", words),
  "db-url": printDatabaseUrl,
  bench: runBench,
};

const [name = "", ...words] = process.argv.slice(2);
const root = programRoot();
try {
  const command = COMMANDS[name];
  if (command === undefined)
    throw new Refusal(`Unknown command "${name}": there are ${Object.keys(COMMANDS).join(", ")}.`);
  requireGoodSettings(process.env);
  process.exitCode = await command(root, words);
} catch (error) {
  process.stderr.write(`${explain(error, root)}\n`);
  process.exitCode = error instanceof Refusal ? error.exitCode : 1;
}
