import type { Sql } from "#db/client.ts";

export const STARS_LIMIT_MS = 5_000;

/** Cuts every connection that listens for news, as a restarted pooler or a dropped line would; says how many. */
export async function cutListeners(sql: Sql): Promise<number> {
  const cut = await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen %'`;
  return cut.length;
}

/** Asks until nothing of what is asked shows stars any more; fails past the limit, with what still does. */
export async function untilNoStars(places: Record<string, () => Promise<boolean>>): Promise<void> {
  const deadline = Date.now() + STARS_LIMIT_MS;
  for (;;) {
    const answers = await Promise.all(Object.entries(places).map(async ([name, ask]) => ((await ask()) ? [name] : [])));
    const left = answers.flat();
    if (left.length === 0) return;
    if (Date.now() > deadline)
      throw new Error(`after ${STARS_LIMIT_MS / 1000} s stars still stand: ${left.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
