// npm test: sets everything up, runs every part, counts. `npm test -- unit` or `-- tests/unit/x.test.ts` runs a part.
import * as fs from "node:fs";
import { relative, resolve } from "node:path";
import { DownloadError } from "../services/processes/start/download.mjs";
import { findEngine, livekitEngine, obtainEngine } from "../services/processes/start/engine-cache.mjs";
import { createFamily } from "../services/processes/start/family.mjs";
import { explain, Refusal } from "../services/processes/start/messages.mjs";
import { programRoot } from "../services/processes/start/root.mjs";
import { onEnd, stopFamily } from "../services/processes/start/shutdown.mjs";
import { CHROMIUM_HOW, findChromium } from "./support/chromium.mjs";
import { build, PARTS, prepare, runPart, summary, total } from "./support/parts.mjs";
import { installPackages, installPostgres, mayInstall } from "./support/system.mjs";

/**
 * Which parts to run, each with the files asked for (none: all of it).
 * @param {string[]} words @param {string} root @param {string} here where the person stands
 * @returns {Map<string, string[]>}
 */
function choose(words, root, here) {
  if (words.length === 0) return new Map(PARTS.map((part) => [part, []]));
  const chosen = new Map();
  for (const word of words) {
    if (PARTS.includes(word)) {
      chosen.set(word, []);
      continue;
    }
    const full = [resolve(here, word), resolve(root, word)].find((path) => fs.existsSync(path));
    const path = full === undefined ? "" : relative(root, full);
    const part = PARTS.find((name) => path === `tests/${name}` || path.startsWith(`tests/${name}/`));
    if (part === undefined)
      throw new Refusal(
        `"${word}" is no part and no test file: there are ${PARTS.join(", ")}, and paths below tests/.`,
        2,
      );
    if (chosen.get(part)?.length !== 0 || !chosen.has(part)) chosen.set(part, [...(chosen.get(part) ?? []), path]);
  }
  return chosen;
}

/** The browser that tests drive, installed where we may. A test that needs one says so itself when it is missing. */
function browser(steps) {
  return steps.run("Chromium", (note) => {
    let found = findChromium();
    let problem = null;
    if (found === null && mayInstall()) {
      problem = installPackages(["chromium"]);
      found = findChromium();
    }
    note(found ?? problem ?? CHROMIUM_HOW);
    return found;
  });
}

/** The video server that shows are tested on: found, fetched or built; a test that needs it says so when it is missing. */
function videoServer(steps, family) {
  return steps.run("Video server", async (note) => {
    const tell = (words) => steps.line(`    ${words}`);
    const found = findEngine("livekit-server", process.env);
    try {
      note(found ?? (await obtainEngine({ engine: livekitEngine(), env: process.env, family, tell })));
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      note(`none: ${error.message}`);
    }
  });
}

/** Debian's own PostgreSQL, for the market on a database of one's own; a test that needs it says so when it is missing. */
async function ownPostgres(steps) {
  if (!mayInstall() || fs.existsSync("/usr/lib/postgresql")) return;
  await steps.run("Debian's PostgreSQL", (note) => note(installPostgres() ?? "installed"));
}

async function main(family, root) {
  const chosen = choose(process.argv.slice(2), root, process.env.INIT_CWD ?? process.cwd());
  const run = await prepare({ root, family });
  const results = [];
  const wantsVideo = (part) =>
    chosen.get(part)?.length === 0 || chosen.get(part)?.some((path) => path.includes("live"));
  if (wantsVideo("integration") || wantsVideo("e2e")) await videoServer(run.steps, family);
  for (const part of PARTS.filter((name) => chosen.has(name))) {
    if (part === "e2e") {
      const chromium = await browser(run.steps);
      if (chromium !== null) run.env.CHROMIUM_PATH = chromium;
      await ownPostgres(run.steps);
      await build(run);
    }
    results.push(await runPart(run, part, chosen.get(part)));
  }
  const { failed, line } = total(results);
  process.stdout.write(`\n${summary(results)}\n\n${line}\n`);
  return failed > 0 ? 1 : 0;
}

const root = programRoot();
const family = createFamily();
onEnd(async () => {
  await stopFamily(family);
  process.exit(130);
});
try {
  process.exitCode = await main(family, root);
} catch (error) {
  await stopFamily(family);
  process.stderr.write(`\n${explain(error, root)}\n`);
  process.stdout.write("0 passed, 1 failed, 0 skipped\n");
  process.exitCode = error instanceof Refusal ? error.exitCode : 1;
}
