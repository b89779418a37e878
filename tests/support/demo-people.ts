import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Site } from "./site.ts";

export type DemoRole = "shopper" | "producer" | "moderator" | "certifier" | "finance" | "admin";
type Kept = { role: DemoRole; login: string; password: string };

/** The session cookie (`name=value`) of a demo account, from its own sign-in form. */
export async function signInAs(site: Site, role: DemoRole): Promise<string> {
  const kept = JSON.parse(
    await readFile(join(site.bench.settings.MARKET_DATA, "demo-accounts.json"), "utf8"),
  ) as Kept[];
  const account = kept.find((k) => k.role === role);
  if (!account) throw new Error(`no demo account of a ${role}`);
  const answer = await fetch(`${site.url}/dang-nhap`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: site.url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ login: account.login, password: account.password, ve: "" }).toString(),
  });
  const cookie = answer.headers.getSetCookie().find((c) => c.includes("cp_session="));
  if (!cookie) throw new Error(`${role} could not sign in: ${answer.status}`);
  return cookie.split(";")[0] ?? "";
}
