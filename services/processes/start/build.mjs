import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createFamily } from "./family.mjs";
import { diskFullSentence, explain, lastLines, Refusal } from "./messages.mjs";
import { programRoot } from "./root.mjs";
import { createSteps } from "./steps.mjs";
import { ensureInstalled, marketNode, withSetupLock } from "./toolchain.mjs";

const SOURCES = ["app", "services", "db", "public"];
const CONFIGURATION = ["package.json", "package-lock.json", "vite.config.ts", "remix.config.js", "tsconfig.json"];
const STAMP = "build/.stamp";

/** Roles that are bundled when they exist: services/processes/<role>/main.ts → build/processes/<role>.js. */
export const ROLES = [
  "web",
  "realtime",
  "worker",
  "gateway",
  "demo-show",
  "migrate",
  "seed",
  "admin",
  "check-money",
  "bench",
];

/** One hash over all that the build is made of. */
export function sourceHash(root) {
  const hash = createHash("sha256");
  const take = (path) => {
    const full = join(root, path);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) take(`${path}/${name}`);
    } else if (stat?.isFile()) {
      hash.update(`${path}\0${stat.size}\0`).update(fs.readFileSync(full));
    }
  };
  for (const path of [...SOURCES, ...CONFIGURATION]) take(path);
  return hash.digest("hex");
}

/** True when build/ was made from the sources as they are now. */
export function isBuilt(root) {
  try {
    return fs.readFileSync(join(root, STAMP), "utf8") === sourceHash(root);
  } catch {
    return false;
  }
}

/**
 * Builds when the sources are not those that build/ was made from.
 * @param {{root: string, family: import("./family.mjs").Family, note: (text: string) => void, force?: boolean}} given
 */
export async function ensureBuilt({ root, family, note, force = false }) {
  if (!force && isBuilt(root)) return note("up to date");
  const hash = sourceHash(root);
  fs.rmSync(join(root, STAMP), { force: true });
  const node = marketNode(root);
  const env = { ...process.env, NODE_ENV: "production" };
  await tool(family, root, "remix vite:build", node, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], env);
  await tool(family, root, "esbuild", node, [fileURLToPath(new URL("./bundle.mjs", import.meta.url)), root], env);
  await tool(family, root, "compress", node, [fileURLToPath(new URL("./compress.mjs", import.meta.url)), root], env);
  fs.writeFileSync(join(root, STAMP), hash);
  note("built");
}

async function tool(family, root, name, node, args, env) {
  const { code, output } = await family.run(name, node, args, { cwd: root, env });
  if (code === 0) return;
  const full = diskFullSentence(output, root);
  if (full) throw new Refusal(full);
  fs.mkdirSync(join(root, "build"), { recursive: true });
  const log = join(root, "build/build.log");
  fs.writeFileSync(log, output);
  throw new Refusal(`The build failed (${name}), its whole output is in ${log}:\n${lastLines(output, 8)}`);
}

async function main() {
  const root = programRoot();
  const family = createFamily();
  const steps = createSteps();
  const stop = async () => {
    family.close();
    await family.stop(() => true, 3000);
    process.exit(130);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const prepare = async () => {
      await steps.run("Packages", (note) => ensureInstalled({ root, env: process.env, family, note }));
      await steps.run("Build", (note) => ensureBuilt({ root, family, note, force: true }));
    };
    await withSetupLock(root, prepare, steps.line);
  } catch (error) {
    process.stderr.write(`\n${explain(error, root)}\n`);
    process.exitCode = error instanceof Refusal ? error.exitCode : 1;
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
