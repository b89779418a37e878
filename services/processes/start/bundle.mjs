// Run by build.mjs as a process of its own, after installation: node bundle.mjs ROOT
import * as fs from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ROLES } from "./build.mjs";
import { packageMain } from "./toolchain.mjs";

const OUT = "build/processes";

// drizzle-orm's package.json alone costs a second at start; better-auth's adapter would bring a second copy of it.
const BUNDLED = /^(drizzle-orm|@better-auth\/drizzle-adapter|better-auth\/adapters)(\/|$)/;

/** Resolves "#…" by package.json, bundles what BUNDLED names, leaves packages out. */
function ownParts(root) {
  const { imports } = JSON.parse(fs.readFileSync(join(root, "package.json"), "utf8"));
  const find = (path) => {
    const exact = imports[path];
    if (exact) return resolve(root, typeof exact === "string" ? exact : exact.default);
    const [pattern, target] =
      Object.entries(imports).find(([key]) => key.endsWith("/*") && path.startsWith(key.slice(0, -1))) ?? [];
    return pattern ? resolve(root, target.slice(0, -1), path.slice(pattern.length - 1)) : null;
  };
  return {
    name: "own-parts",
    setup(build) {
      build.onResolve({ filter: /^#/ }, ({ path }) => {
        const found = find(path);
        return found ? { path: found } : { errors: [{ text: `package.json "imports" has no ${path}` }] };
      });
      build.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) =>
        kind === "entry-point" || BUNDLED.test(path) ? undefined : { path, external: true },
      );
    },
  };
}

const root = resolve(process.argv[2] ?? ".");
const esbuild = await import(pathToFileURL(packageMain(root, "esbuild")).href);
const entryOf = (role) => join(root, "services/processes", role, "main.ts");
const { metafile } = await esbuild.build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(
    ROLES.filter((role) => fs.existsSync(entryOf(role))).map((role) => [role, entryOf(role)]),
  ),
  outdir: OUT,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  format: "esm",
  splitting: true,
  platform: "node",
  target: "node22",
  sourcemap: true,
  metafile: true,
  logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [ownParts(root)],
});

// Chunks carry their hash in their name: those of earlier builds would pile up.
const made = new Set(Object.keys(metafile.outputs).map((path) => resolve(root, path)));
for (const folder of [OUT, `${OUT}/chunks`]) {
  const full = join(root, folder);
  if (!fs.existsSync(full)) continue;
  for (const entry of fs.readdirSync(full, { withFileTypes: true })) {
    const path = join(full, entry.name);
    if (entry.isFile() && !made.has(path)) fs.rmSync(path);
  }
}
