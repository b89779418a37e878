import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "cho-phien-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing listens there: what tried to reach it would say so, or wait. */
const NOWHERE = "postgres://nobody:hidden-word@127.0.0.1:1/none";

/** Runs a program as a person's shell would, with these settings and none of the test's own. */
function run(words: string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, words, {
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
    });
  return new Promise((done) => child.once("close", (code) => done({ code, said: said.trim() })));
}

describe("npm start with bad settings", () => {
  it("stops before it begins anything, with a sentence each", async () => {
    const data = join(folder, "data");
    const { code, said } = await run(["services/processes/start/start.mjs", "--data", data], {
      MARKET_HOLD: "5",
      MARKET_LOG_LEVEL: "loud",
      MAIL_FROM: "hidden-word",
      SMTP_URL: "http://user:hidden-word@mail.example",
      PORT: "hidden-word",
      VNPAY_HASH_SECRET: "hidden-word-hidden-word",
      APP_SECRET: "hidden-word",
    });
    expect(code).toBe(2);
    const names = said.split("\n").map((line) => /^[A-Z_]+(?=[ ,])/.exec(line)?.[0]);
    expect(names).toEqual([
      "MARKET_HOLD",
      "APP_SECRET",
      "PORT",
      "SMTP_URL",
      "MAIL_FROM",
      "MARKET_LOG_LEVEL",
      "VNPAY_TMN_CODE",
    ]);
    expect(said).not.toContain("hidden-word");
    expect(existsSync(data)).toBe(false);
  });

  it("still shows its help", async () => {
    const { code, said } = await run(["services/processes/start/start.mjs", "--help"], { PORT: "3000", MARKET_X: "1" });
    expect({ code, help: said.includes("--no-download") }).toEqual({ code: 0, help: true });
  });

  it.each(["role", "seed", "admin", "check-money", "bench", "db-url"])("npm run %s stops likewise", async (name) => {
    const words = ["services/processes/start/command.mjs", name, "--data", join(folder, "none")];
    const { code, said } = await run(words, { TRUST_PROXY: "hidden-word" });
    expect({ code, said }).toEqual({ code: 2, said: "TRUST_PROXY must be none, loopback or all." });
  });
});

describe("a role with bad settings", () => {
  const good = {
    DATABASE_URL: NOWHERE,
    PUBLIC_URL: "https://cho.example",
    APP_SECRET: "0123456789abcdef0123456789abcdef",
    VNPAY_TMN_CODE: "DEMO0001",
    VNPAY_HASH_SECRET: "0123456789abcdef",
    VNPAY_PAY_URL: "https://pay.example",
    VNPAY_API_URL: "https://pay.example/api",
    MARKET_DATA: folder,
  };

  it.each(["web", "realtime", "worker", "gateway", "migrate", "seed", "admin", "check-money", "demo-show"])(
    "%s stops by itself, before it reaches for the database",
    async (role) => {
      const bad = { MARKET_HOLD: "5", HOLD_MINUTES: "90", MAIL_FROM: "hidden-word" };
      const { code, said } = await run([`services/processes/${role}/main.ts`], { ...good, ...bad });
      expect(code).toBe(2);
      expect(said.split("\n").map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
        "cho-phien: MARKET_HOLD",
        "cho-phien: MAIL_FROM",
        "cho-phien: HOLD_MINUTES",
      ]);
      expect(said).not.toContain("hidden-word");
    },
  );
});
