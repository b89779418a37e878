import { newPassword } from "#db/seeds/demo/accounts.ts";
import { makeAdmin } from "#services/accounts/make-admin.ts";
import { runOnce } from "#services/processes/last-words.ts";
import { openMarket } from "#services/processes/market.ts";
import { readSettings } from "#services/shared/env.ts";

/** The address behind `--email`; empty for other words. */
function emailAsked(words: readonly string[]): string {
  const [name, value] = words.length === 1 ? (words[0]?.split("=") ?? []) : words;
  return words.length <= 2 && name === "--email" ? (value ?? "") : "";
}

await runOnce("admin", async () => {
  const settings = readSettings(process.env);
  const { market, close } = openMarket(settings, "admin");
  try {
    const password = newPassword();
    const made = await makeAdmin(market, { email: emailAsked(process.argv.slice(2)), password });
    if (!made.ok) {
      console.error("cho-phien: say whose account it is, such as: npm run admin -- --email someone@example.vn");
      return 2;
    }
    const { email, hasNewPassword } = made.value;
    console.log(
      hasNewPassword
        ? `${email} is an administrator now. Password, shown this once: ${password}`
        : `${email} is an administrator now, with the password the account had.`,
    );
    return 0;
  } finally {
    await close();
  }
});
