import { checkMoney } from "#services/ledger/check-money.ts";
import { runOnce } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { readSettings } from "#services/shared/env.ts";

await runOnce("check-money", async () => {
  if (process.argv.length > 2) {
    console.error("cho-phien: check:money takes no words besides --data DIR");
    return 2;
  }
  const { market, close } = openMarket(readSettings(process.env), "check-money");
  const begun = performance.now();
  try {
    const { difference, batches, entries, orders } = await checkMoney(market);
    if (difference !== null) {
      console.error(`cho-phien: the money does not add up. ${difference}`);
      return 1;
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`The money adds up: ${orders} orders, ${batches} batches of ${entries} entries (${seconds} s).`);
    return 0;
  } finally {
    await close();
  }
});
