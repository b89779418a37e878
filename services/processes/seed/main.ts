import { seedGenerated } from "#db/seeds/demo/generated.ts";
import { seedDemo } from "#db/seeds/demo/market.ts";
import { seedReference } from "#db/seeds/reference.ts";
import { openMarket } from "#services/processes/market.ts";
import { readSettings, SettingsError } from "#services/shared/env.ts";

const MOST = 1_000_000;

/** How many generated products `--products` asks for; 0 without it, null for something else than a number. */
function productsAsked(words: readonly string[]): number | null {
  const at = words.indexOf("--products");
  if (at < 0) return words.length === 0 ? 0 : null;
  const count = Number(words[at + 1]);
  return words.length === 2 && Number.isSafeInteger(count) && count > 0 && count <= MOST ? count : null;
}

async function main(): Promise<number> {
  const products = productsAsked(process.argv.slice(2));
  if (products === null) {
    console.error(`cho-phien: seed takes --products N, a whole number up to ${MOST}`);
    return 2;
  }
  const settings = readSettings(process.env);
  await seedReference(settings.DATABASE_URL);
  console.log("reference data is there");
  if (!settings.isDemo) {
    if (products === 0) return 0;
    console.error("cho-phien: generated products belong to a demo market; a real one gets none");
    return 2;
  }
  const { market, close } = openMarket(settings, "seed");
  try {
    const { isNew } = await seedDemo(market);
    console.log(isNew ? "demo market laid out" : "demo market is there already");
    if (products > 0) await seedGenerated(market.db, products, (line) => console.log(line));
    return 0;
  } finally {
    await close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(`cho-phien: ${error.message}`);
  process.exitCode = 2;
}
