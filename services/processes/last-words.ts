import { SettingsError } from "#services/shared/env.ts";

/** The innermost cause of an error: drivers wrap it with the whole statement and its data. */
function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  return error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;
}

/** Why a role that runs once could not do its work, in one sentence without data of the market. */
export function lastWords(error: unknown): string {
  const root = rootOf(error);
  const code = (root as { code?: unknown } | null)?.code;
  if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "ETIMEDOUT" || code === "CONNECT_TIMEOUT")
    return `the database of DATABASE_URL does not answer (${code})`;
  if (code === "42P01" || code === "42703") return "the database lacks tables: run the role migrate first";
  return root instanceof Error ? (root.message.split("\n")[0] ?? root.name) : String(root);
}

/**
 * Runs a role that ends by itself. Its answer is the exit code; what it throws is told in one line on stderr, with exit
 * code 2 for settings and 1 for everything else.
 */
export async function runOnce(role: string, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(`cho-phien: ${error instanceof SettingsError ? "" : `${role}: `}${lastWords(error)}`);
    process.exitCode = error instanceof SettingsError ? 2 : 1;
  }
}
