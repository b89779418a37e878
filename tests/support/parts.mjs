// The parts of `npm test` and `npm run check`. Plain Node: it begins before anything is installed.
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "../../services/processes/start/build.mjs";
import { createSteps, spoken } from "../../services/processes/start/steps.mjs";
import { checkTools, ensureInstalled, marketNode, withSetupLock } from "../../services/processes/start/toolchain.mjs";

const TYPES_KEPT = "node_modules/.cache/cho-phien/types.tsbuildinfo";

/** In the order in which they run: what fails fast goes first. */
export const PARTS = ["types", "lint", "house", "unit", "integration", "e2e"];

/**
 * What one part came to.
 * @typedef {{part: string, passed: number, failed: number, skipped: number, took: number,
 *   skips: {title: string, reason: string}[], faults: string[]}} PartResult
 */

/** Sees to Node, npm and the packages. @returns what the parts need to run */
export async function prepare({ root, family, env = {} }) {
  const steps = createSteps();
  await steps.run("Node and npm", (note) => note(checkTools(process.env)));
  const install = () => steps.run("Packages", (note) => ensureInstalled({ root, env: process.env, family, note }));
  await withSetupLock(root, install, steps.line);
  return { root, family, steps, node: marketNode(root), env: { ...process.env, NODE_ENV: "test", ...env } };
}

/** Builds where the tests drive the built market; a build that fails is a failure of the part. */
export async function build(run) {
  const work = () => run.steps.run("Build", (note) => ensureBuilt({ root: run.root, family: run.family, note }));
  await withSetupLock(run.root, work, run.steps.line);
}

const isTool = (part) => part === "types" || part === "lint";
const title = (part) => `\n── ${part} ${"─".repeat(Math.max(0, 60 - part.length))}`;

/**
 * Runs a part, or the files of it that are given, with its output on the terminal: that of types and lint in one piece
 * at their end, so that they can run beside others.
 * @param {Awaited<ReturnType<typeof prepare>>} run @param {string} part @param {string[]} [files]
 * @returns {Promise<PartResult>}
 */
export async function runPart(run, part, files = []) {
  const begun = performance.now();
  if (!isTool(part)) run.steps.line(title(part));
  const result = await (isTool(part) ? runTool(run, part) : runTests(run, part, files));
  return { ...result, took: performance.now() - begun };
}

/** Runs a program of a package with its output on the terminal. @returns {Promise<number>} its exit code */
function show(run, script, args, env = run.env) {
  const child = run.family.spawn(script, run.node, [join(run.root, "node_modules", script), ...args], {
    cwd: run.root,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((done) => {
    child.once("error", () => done(127));
    child.once("exit", (code) => done(code ?? 1));
  });
}

/** Types, and lint with format: each counts as one test. */
async function runTool(run, part) {
  const tools = {
    // What was checked before and has not changed since is not checked again.
    types: ["typescript/bin/tsc", ["--noEmit", "--incremental", "--tsBuildInfoFile", TYPES_KEPT]],
    lint: ["@biomejs/biome/bin/biome", ["ci", "--colors=off"]],
  };
  const [script, args] = tools[part];
  const words = [join(run.root, "node_modules", script), ...args];
  const { code, output } = await run.family.run(script, run.node, words, { cwd: run.root, env: run.env });
  run.steps.line(`${title(part)}\n${output.trim()}`.trimEnd());
  const name = part === "types" ? "types" : "lint and format";
  const faults = code === 0 ? [] : [`${name}: see above`];
  if (code === 0) run.steps.line(`✓ ${name}`);
  return { part, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, skips: [], faults };
}

async function runTests(run, part, files) {
  const folder = fs.mkdtempSync(join(tmpdir(), "cho-phien-run-"));
  const report = join(folder, "report.json");
  const skipFile = join(folder, "skips.jsonl");
  try {
    const args = [
      "run",
      "--project",
      `${part}*`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...files,
    ];
    const code = await show(run, "vitest/vitest.mjs", args, { ...run.env, CHO_PHIEN_SKIPS: skipFile });
    return { part, ...readReport(report, readSkips(skipFile), code, run.root) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function readSkips(file) {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/**
 * Counts a vitest report (its JSON reporter). Whatever did not end well is a failure: a file that could not be
 * loaded, no test at all, an error outside of any test.
 * @param {string} file @param {{title: string, reason: string}[]} reasons @param {number} code vitest's exit code
 * @param {string} root
 */
export function readReport(file, reasons, code, root) {
  const faults = [];
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const skippedNames = [];
  const suites = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")).testResults : [];
  const fault = (text) => {
    faults.push(text);
    failed++;
  };
  for (const suite of suites) {
    const name = suite.name.replace(`${root}/`, "");
    for (const test of suite.assertionResults) {
      if (test.status === "passed") passed++;
      else if (test.status === "failed") fault(`${name}: ${test.fullName}`);
      else skippedNames.push(test.fullName);
    }
    const toldByTest = suite.assertionResults.some((test) => test.status === "failed");
    if (suite.status === "failed" && !toldByTest) fault(`${name}: ${firstLine(suite.message) || "could not run"}`);
  }
  const skips = nameSkips(skippedNames, reasons);
  if (failed === 0 && passed + skips.length === 0) fault("no test ran");
  else if (code !== 0 && failed === 0) fault(`vitest ended with ${code}: an error outside of the tests, see above`);
  return { passed, failed, skipped: skips.length, skips, faults };
}

const firstLine = (text) => (text ?? "").split("\n").find((line) => line.trim() !== "") ?? "";

/** Gives each skipped test the reason that it recorded; one without a reason is shown with its own name. */
function nameSkips(names, reasons) {
  const nameless = Math.max(0, names.length - reasons.length);
  const unexplained = names.filter((name) => !reasons.some(({ title }) => name.endsWith(title))).slice(0, nameless);
  return [...reasons, ...unexplained.map((title) => ({ title, reason: "the test gives no reason" }))];
}

/** A table of what each part came to, with what failed and what was skipped. @param {PartResult[]} results */
export function summary(results) {
  const rows = results.map(
    ({ part, passed, failed, skipped, took }) =>
      `${failed > 0 ? "✗" : "✓"} ${part.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${String(skipped).padStart(4)} skipped  ${spoken(took)}`,
  );
  const faults = results.flatMap(({ faults }) => faults.map((text) => `FAILED ${text}`));
  const skips = results.flatMap(({ skips }) => skips.map(({ title, reason }) => `SKIPPED ${title}: ${reason}`));
  return [...rows, ...(faults.length > 0 ? ["", ...faults] : []), ...(skips.length > 0 ? ["", ...skips] : [])].join(
    "\n",
  );
}

/** The sum over all parts and the line that ends a run. @param {PartResult[]} results */
export function total(results) {
  const sum = (key) => results.reduce((all, result) => all + result[key], 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed"), sum("skipped")];
  return { passed, failed, skipped, line: `${passed} passed, ${failed} failed, ${skipped} skipped` };
}
