import { seedGenerated } from "#db/seeds/demo/generated.ts";
import { seedDemo } from "#db/seeds/demo/market.ts";
import { seedReference } from "#db/seeds/reference.ts";
import { runOnce } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { readSettings } from "#services/shared/env.ts";

const MOST = 1_000_000;

/** How many generated products `--products` asks for; 0 without it, null for something else than a number. */
function productsAsked(words: readonly string[]): number | null {
  if (words.length === 0) return 0;
  const [name, value] = words.length === 1 ? (words[0]?.split("=") ?? []) : words;
  const isNumber = /^[0-9]{1,7}$/.test(value ?? "");
  const count = Number(value);
  return words.length <= 2 && name === "--products" && isNumber && count > 0 && count <= MOST ? count : null;
}

/** Does a step and says what it did and how long it took. */
async function step(work: () => Promise<string>): Promise<void> {
  const begun = performance.now();
  const said = await work();
  console.log(`${said} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
}

await runOnce("seed", async () => {
  const products = productsAsked(process.argv.slice(2));
  if (products === null) {
    console.error(`cho-phien: seed takes --products N, a whole number from 1 to ${MOST}`);
    return 2;
  }
  const settings = readSettings(process.env);
  if (products > 0 && !settings.isDemo) {
    console.error("cho-phien: generated products belong to a demo market; a real one gets none");
    return 2;
  }
  await step(async () => {
    await seedReference(settings.DATABASE_URL);
    return "Reference data is there";
  });
  if (!settings.isDemo) return 0;
  const { market, close } = openMarket(settings, "seed");
  try {
    await step(async () => {
      const { isNew } = await seedDemo(market);
      return isNew ? "The demo market is laid out" : "The demo market was there already";
    });
    if (products > 0)
      await step(async () => {
        await seedGenerated(market.db, products, console.log);
        return `${products} generated products are there`;
      });
    return 0;
  } finally {
    await close();
  }
});
