import { randomBytes } from "node:crypto";
import { makeAdmin } from "#services/accounts/make-admin.ts";
import { openMarket } from "#services/processes/market.ts";
import { readSettings, SettingsError } from "#services/shared/env.ts";

function emailAsked(words: readonly string[]): string {
  const at = words.indexOf("--email");
  return at < 0 ? "" : (words[at + 1] ?? "");
}

async function main(): Promise<number> {
  const settings = readSettings(process.env);
  const { market, close } = openMarket(settings, "admin");
  try {
    const email = emailAsked(process.argv.slice(2));
    const password = randomBytes(12).toString("base64url");
    const made = await makeAdmin(market, { email, password });
    if (!made.ok) {
      console.error("cho-phien: say whose account it is, such as: npm run admin -- --email someone@example.vn");
      return 2;
    }
    if (made.value.isNew) console.log(`${email} is an administrator now. Password, shown this once: ${password}`);
    else console.log(`${email} is an administrator now, with the password the account had.`);
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
