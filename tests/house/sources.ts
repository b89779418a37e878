import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const SKIPPED = new Set(["node_modules", "build", ".data", "migrations", "fixtures"]);

/** Source files below a folder of the project, relative to it. */
export function sourcesIn(folder: string, ending = /\.(ts|tsx|mjs|js)$/): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((found) => {
    if (found.isDirectory()) return SKIPPED.has(found.name) ? [] : sourcesIn(join(folder, found.name), ending);
    return ending.test(found.name) ? [relative(process.cwd(), join(folder, found.name))] : [];
  });
}

export const read = (path: string) => readFileSync(path, "utf8");
