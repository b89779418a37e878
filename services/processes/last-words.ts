import { readSettings, type Settings, SettingsError } from "#services/shared/env.ts";

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

/** Says what is wrong with the settings, a line each, and ends the process with the code that no new start can help. */
export function leaveForSettings(faults: readonly string[]): never {
  for (const fault of faults) console.error(`cho-phien: ${fault}`);
  process.exit(2);
}

/** The settings of a role that stays; with bad ones it ends before anything is opened. */
export function bootSettings(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return leaveForSettings(error.message.split("\n"));
  }
}

/**
 * Runs a role that ends by itself. Its answer is the exit code; what it throws is told in one line on stderr, with exit
 * code 2 for settings and 1 for everything else.
 */
export async function runOnce(role: string, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (error instanceof SettingsError) leaveForSettings(error.message.split("\n"));
    console.error(`cho-phien: ${role}: ${lastWords(error)}`);
    process.exitCode = 1;
  }
}
