import { cruise, type ICruiseResult } from "dependency-cruiser";
import { importRules } from "./import-rules.ts";

export type Broken = { rule: string; from: string; to: string };

/** Rules broken by the imports below `baseDir`, type-only imports included. */
export async function brokenImports(baseDir: string): Promise<Broken[]> {
  const { output } = await cruise(["app", "services", "db"], {
    baseDir,
    ruleSet: { forbidden: importRules },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|db/migrations)" },
    enhancedResolveOptions: { conditionNames: ["types", "import", "default"], exportsFields: ["exports"] },
  } as never);
  return (output as ICruiseResult).summary.violations.map((v) => ({ rule: v.rule.name, from: v.from, to: v.to }));
}
