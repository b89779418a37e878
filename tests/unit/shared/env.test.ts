import { describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "#services/shared/env.ts";

const good = {
  DATABASE_URL: "postgres://user:secret-of-database@127.0.0.1/market",
  PUBLIC_URL: "https://cho.example/",
  APP_SECRET: "0123456789abcdef0123456789abcdef",
};

function complaint(env: Record<string, string | undefined>): string {
  try {
    readSettings({ ...good, ...env });
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return "";
}

describe("settings", () => {
  it("are read with what isn't said at its default", () => {
    const settings = readSettings(good);
    expect(settings).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      TRUST_PROXY: "none",
      HOLD_MINUTES: 15,
      MARKET_ACCEPT_HOURS: 48,
      MARKET_COMPLETE_DAYS: 7,
      PUBLIC_URL: "https://cho.example",
      isDemo: false,
      isHttps: true,
      vnpay: null,
    });
    expect(readSettings({ ...good, MARKET_MODE: "demo", PUBLIC_URL: "http://localhost:3000" })).toMatchObject({
      isDemo: true,
      isHttps: false,
    });
  });

  it("take an empty value for one that isn't set", () => {
    expect(readSettings({ ...good, PORT: "", SMTP_URL: "", MARKET_MODE: "" })).toMatchObject({
      PORT: 3000,
      isDemo: false,
    });
  });

  it("stop at an unknown MARKET_ name, and leave other programs' names alone", () => {
    expect(complaint({ MARKET_MODUS: "demo" })).toMatch(
      /^MARKET_MODUS is not a setting of the market; those that begin like it are .*MARKET_MODE/,
    );
    expect(complaint({ MARKETING: "x", PATH: "/bin", EDITOR: "vi" })).toBe("");
  });

  const bad: [string, string][] = [
    ["DATABASE_URL", "mysql://user:hush-hush@127.0.0.1/x"],
    ["PUBLIC_URL", "hush-hush"],
    ["PUBLIC_URL", "ftp://hush-hush.example"],
    ["APP_SECRET", "hush-hush"],
    ["PORT", "70000"],
    ["PORT", "hush-hush"],
    ["PORT", "3.5"],
    ["TRUST_PROXY", "hush-hush"],
    ["METRICS_TOKEN", "hush-hush"],
    ["MEILI_HOST", "hush-hush"],
    ["SMTP_URL", "http://user:hush-hush@mail.example"],
    ["HOLD_MINUTES", "4"],
    ["MARKET_MODE", "hush-hush"],
    ["MARKET_ACCEPT_HOURS", "0"],
    ["MARKET_COMPLETE_DAYS", "-1"],
    ["MARKET_LOG_LEVEL", "hush-hush"],
    ["MARKET_DB_POOL", "1e9"],
    ["MARKET_DB_POOL", "5 "],
    ["MARKET_LOG_LEVEL", "INFO"],
    ["PUBLIC_URL", "https://cho.example/hush-hush"],
    ["PUBLIC_URL", "https://user:hush-hush@cho.example"],
    ["DATABASE_URL", "postgres://user:hush-hush@127.0.0.1:port/x"],
    ["SMTP_URL", "smtp://"],
    ["MAIL_FROM", "hush-hush"],
    ["MAIL_FROM", "Chợ Phiên <hush-hush>"],
    ["MAIL_FROM", "Chợ Phiên <a@hush-hush>, b@hush-hush"],
    ["MAIL_FROM", "Chợ Phiên\r\nBcc: <a@hush-hush>"],
    ["REALTIME_URL", "wss://hush-hush"],
    ["GATEWAY_IPN_URL", "ftp://hush-hush"],
  ];
  it.each(bad)("name %s when it is wrong, say what was expected and never the value (%#)", (name, value) => {
    const [text = ""] = complaint({ [name]: value }).split("\n");
    expect(text).toMatch(new RegExp(`^${name} must be .{4,}\\.$`));
    expect(text).not.toMatch(/invalid|expected|received|pattern|string/i);
    expect(text).not.toContain("hush-hush");
    expect(text).not.toContain("secret-of-database");
  });

  it.each(["DATABASE_URL", "PUBLIC_URL", "APP_SECRET"])("name %s when it is missing", (name) => {
    expect(complaint({ [name]: undefined })).toMatch(new RegExp(`^${name} is missing: it must be .{4,}\\.$`));
  });

  it("are all judged at once, a sentence each", () => {
    const lines = complaint({ MARKET_MODUS: "x", PORT: "y", APP_SECRET: undefined, MEILI_HOST: "http://10.0.0.9" });
    const named = lines.split("\n").map((line) => line.split(" ")[0]);
    expect(named).toEqual(["MARKET_MODUS", "APP_SECRET", "PORT", "MEILI_HOST"]);
  });

  it("take a sender with a name, with a quoted name and without one", () => {
    for (const sender of ["Chợ Phiên <no-reply@cho.example>", '"Chợ, phiên" <a@cho.example>', "a@cho.example"])
      expect(readSettings({ ...good, MAIL_FROM: sender }).MAIL_FROM).toBe(sender);
  });

  const halves: [string, Record<string, string>][] = [
    ["MEILI_HOST and MEILI_KEY", { MEILI_KEY: "hush-hush-hush-hush" }],
    ["LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET", { LIVEKIT_URL: "wss://live.example", LIVEKIT_KEY: "hush-hush" }],
    ["LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET", { LIVEKIT_API_URL: "http://live.example" }],
  ];
  it.each(halves)("want all of %s or none (%#)", (names, env) => {
    expect(complaint(env)).toMatch(new RegExp(`^${names} belong together: set .+\\.$`));
    expect(complaint(env)).not.toContain("hush");
  });

  it("want all of VNPay's or none", () => {
    const all = {
      VNPAY_TMN_CODE: "DEMO0001",
      VNPAY_HASH_SECRET: "hush-hush-hush-hush",
      VNPAY_PAY_URL: "https://pay.example/x",
      VNPAY_API_URL: "https://pay.example/api",
    };
    expect(readSettings({ ...good, ...all }).vnpay).toMatchObject({ tmnCode: "DEMO0001" });
    for (const name of Object.keys(all)) {
      const text = complaint({ ...all, [name]: undefined });
      expect(text).toContain("set all four, or none");
      expect(text).not.toContain("hush");
    }
  });
});
