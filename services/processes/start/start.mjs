import * as fs from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { demoShowWords } from "./demo-show.mjs";
import { createEngineBoard, openSearch, openVideo } from "./engines.mjs";
import {
  marketMode,
  paymentWords,
  publicUrl,
  requireGoodSettings,
  requireRealSettings,
  roleEnvironment,
} from "./environment.mjs";
import { createFamily } from "./family.mjs";
import { explain, paint, Refusal } from "./messages.mjs";
import { inAddress, isEverywhere, isLoopback } from "./network.mjs";
import { HELP, parseOptions } from "./options.mjs";
import { beginAnew, fillDatabase, holdDataFolder, innerPort, openDatabase } from "./parts.mjs";
import { requirePort } from "./ports.mjs";
import { requireServer } from "./postgres.mjs";
import { createRoles } from "./roles.mjs";
import { programRoot } from "./root.mjs";
import { onEnd, stopFamily } from "./shutdown.mjs";
import { createSteps, spoken } from "./steps.mjs";
import { createSupervisor } from "./supervisor.mjs";
import { checkTools, ensureInstalled, marketNode, withSetupLock } from "./toolchain.mjs";

const OTHERS_MAY_TAKE = 15_000;

/** @typedef {ReturnType<typeof parseOptions>} Options */

/** Everything that `npm start` does, from the first check to the open market. */
async function openMarket({ root, options, env, family, steps, supervisor, hold }) {
  const begun = performance.now();
  await steps.run("Node and npm", (note) => note(checkTools(env)));
  const mode = marketMode(options, env);
  if (mode === "real") requireRealSettings(env);
  if (options.reset && (await beginAnew(options))) steps.line(`  ${options.data} was deleted`);
  const url = publicUrl(options, env);
  const holding = await steps.run("Data folder", async (note) => {
    const held = await holdDataFolder({ dir: options.data, root, url, family, note });
    hold(held);
    await requirePort(options.port, options.host);
    return held;
  });
  const setUp = async () => {
    await steps.run("Packages", (note) => ensureInstalled({ root, env, family, note }));
    if (!options.dev) await steps.run("Build", (note) => ensureBuilt({ root, family, note }));
  };
  await withSetupLock(root, setUp, steps.line);

  const given = env.DATABASE_URL ? { url: env.DATABASE_URL, part: null } : null;
  const database = await steps.run("PostgreSQL", async (note) => {
    if (given === null) return openDatabase({ root, family, holding, webPort: options.port, note });
    await requireServer(given.url);
    note("the one of DATABASE_URL");
    return given;
  });
  if (mode === "demo") await innerPort(holding, "gateway", options.port);
  await innerPort(holding, "realtime", options.port);
  let search = null;
  let video = null;
  const environment = () =>
    roleEnvironment({
      options: { ...options, data: holding.dir },
      mark: holding.mark,
      env,
      databaseUrl: database.url,
      search,
      video,
    });
  const node = marketNode(root);
  const roles = createRoles({
    root,
    node,
    family,
    logs: holding.paths.logs,
    dev: options.dev,
    env: environment,
    tell: steps.line,
  });
  await fillDatabase({ root, holding, roles, steps, mode, embedded: given === null });
  const { searching, filming } = await openEngines({ options, env, family, holding, supervisor, steps, mode, url });
  search = searching.address;
  video = filming.address;
  for (const part of [database.part, searching.part, filming.part])
    if (part) void supervisor.keep(part).catch(() => {});
  const show = demoShowWords({ mode, options, filming });
  const hasShow = show?.isComing === true;
  await steps.run("Market", (note) => openRoles({ roles, supervisor, mode, hasShow, note }));
  return {
    url,
    mode,
    holding,
    searching,
    filming,
    embedded: given === null,
    took: performance.now() - begun,
    payment: paymentWords(environment()),
    show: show?.words ?? null,
  };
}

/** Search and video, each in a step of its own. */
async function openEngines({ steps, mode, url, holding, ...given }) {
  const context = {
    ...given,
    holding,
    board: createEngineBoard(holding.paths.engines),
    tell: (text) => steps.line(`  … ${text}`),
  };
  const step = (title, open) =>
    steps.run(title, async (note) => {
      const opened = await open();
      note(opened.words);
      return opened;
    });
  const searching = await step("Search", () => openSearch(context));
  const publicHost = new URL(url).hostname;
  const filming = await step("Video", () => openVideo({ ...context, mode, publicHost }));
  return { searching, filming };
}

/** Starts the roles; open is the market when web is ready. Others that need longer, or never come, don't close it. */
async function openRoles({ roles, supervisor, mode, hasShow, note }) {
  const names = ["web", "worker", "realtime"];
  if (mode === "demo") names.push("gateway");
  if (hasShow) names.push("demo-show");
  const [web, ...others] = names.map((name) => supervisor.keep(roles.part(name)));
  const settled = Promise.allSettled(others);
  try {
    await web;
  } catch (error) {
    throw new Refusal(`The market does not open: ${error.message}`);
  }
  await Promise.race([settled, new Promise((done) => setTimeout(done, OTHERS_MAY_TAKE).unref())]);
  note(names.join(", "));
}

/** @returns {{role: string, name: string, login: string, password: string, shop?: string}[]} */
function readAccounts(file) {
  try {
    const accounts = JSON.parse(fs.readFileSync(file, "utf8"));
    return Array.isArray(accounts) ? accounts : [];
  } catch {
    return [];
  }
}

/** What a market that listens on the network can do there, and what it can't. */
function networkWords({ host, port }, url) {
  const here = isEverywhere(host) ? `, or http://localhost:${port} on this machine` : "";
  const studio = `the studio needs https${here}, because browsers lock camera and microphone without it`;
  return `a phone of this network can watch and buy at ${url}; ${studio}`;
}

/** The last lines of a start: address, accounts, and what runs on which engine. */
function printOpen(steps, options, { url, mode, holding, searching, filming, embedded, took, payment, show }) {
  const bold = (text) => paint(process.stdout, "bold", text);
  const isOnNetwork = !isLoopback(options.host) && url.startsWith("http:");
  const rows = [
    ["listening", `${inAddress(options.host)}:${options.port}`],
    ...(isOnNetwork ? [["network", networkWords(options, url)]] : []),
    ["database", embedded ? `PostgreSQL (embedded) in ${holding.paths.postgres}` : "PostgreSQL of DATABASE_URL"],
    ["search", searching.words],
    ["video", filming.words],
    ...(show === null ? [] : [["demo show", show]]),
    ["payment", payment],
    ["files", holding.dir],
    ["logs", holding.paths.logs],
  ];
  steps.line(`\n  Chợ Phiên is open: ${bold(url)}  (${spoken(took)})\n`);
  const accounts = mode === "demo" ? readAccounts(holding.paths.accounts) : [];
  if (accounts.length > 0) {
    const width = (key) => Math.max(...accounts.map((account) => String(account[key]).length));
    const cell = (account, key) => String(account[key]).padEnd(width(key) + 2);
    steps.line("  Demo accounts (login, password):");
    for (const account of accounts) {
      const shop = account.shop ? `  ${url}/cua-hang/${account.shop}` : "";
      steps.line(
        `    ${cell(account, "role")}${cell(account, "name")}${cell(account, "login")}${account.password}${shop}`,
      );
    }
    steps.line("");
  }
  if (mode === "real") steps.line("  The first admin is made by: npm run admin -- --email …\n");
  for (const [name, words] of rows) steps.line(`  ${name.padEnd(10)}${words}`);
  steps.line(`\n  ${options.dev ? "Sources are watched. " : ""}Ctrl-C stops everything.`);
}

/** Keeps the details of a surprise where they can be read later; the terminal gets one sentence. */
function keepDetails(holding, error) {
  if (error instanceof Refusal || !holding) return;
  try {
    fs.appendFileSync(join(holding.paths.logs, "start.log"), `${new Date().toISOString()} ${error?.stack ?? error}\n`, {
      mode: 0o600,
    });
  } catch {
    // The sentence on the terminal has to do.
  }
}

async function main() {
  const root = programRoot();
  const steps = createSteps();
  const family = createFamily();
  const supervisor = createSupervisor((text) => steps.line(`  ${paint(process.stdout, "yellow", "!")} ${text}`));
  let ended = false;
  let open = false;
  /** @type {import("./parts.mjs").Holding | null} */
  let holding = null;
  let where = root;

  const end = async (code) => {
    if (ended) return;
    ended = true;
    supervisor.stop();
    await stopFamily(family);
    holding?.unlock();
    process.exit(code);
  };
  const fail = async (error) => {
    if (ended) return;
    keepDetails(holding, error);
    process.stderr.write(`\n${explain(error, where)}\n`);
    await end(error instanceof Refusal ? error.exitCode : 1);
  };
  onEnd(async () => {
    steps.line("\n  Stopping …");
    await end(open ? 0 : 130);
  });
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  process.on("exit", () => holding?.unlock());

  try {
    const words = process.argv.slice(2);
    if (!words.includes("--help") && !words.includes("-h")) requireGoodSettings(process.env);
    const options = parseOptions(words, process.env, root);
    where = options.data;
    if (options.help) return void process.stdout.write(HELP);
    const hold = (held) => {
      holding = held;
    };
    const result = await openMarket({ root, options, env: process.env, family, steps, supervisor, hold });
    open = true;
    printOpen(steps, options, result);
    await Promise.all([result.filming, result.searching].map(({ later }) => later?.()));
  } catch (error) {
    await fail(error);
  }
}

await main();
