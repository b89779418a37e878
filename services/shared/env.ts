import { z } from "zod";

const secret = z.string().min(32, "at least 32 characters");
const address = z.url({ protocol: /^https?$/ }).transform((u) => u.replace(/\/+$/, ""));
const whole = (from: number, to: number, fallback: number) =>
  z.coerce.number().int().min(from).max(to).default(fallback);

const schema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "an address that begins with postgres://"),
  HOST: z.string().default("127.0.0.1"),
  PORT: whole(0, 65535, 3000),
  PUBLIC_URL: address,
  APP_SECRET: secret,
  TRUST_PROXY: z.enum(["none", "loopback", "all"]).default("none"),
  METRICS_TOKEN: z.string().min(16).optional(),
  MEILI_HOST: address.optional(),
  MEILI_KEY: z.string().min(16).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  MAIL_FROM: z.string().default("Chợ Phiên <no-reply@localhost>"),
  VNPAY_TMN_CODE: z
    .string()
    .regex(/^[A-Za-z0-9]{8}$/, "8 letters or digits")
    .optional(),
  VNPAY_HASH_SECRET: z.string().min(16).optional(),
  VNPAY_PAY_URL: address.optional(),
  VNPAY_API_URL: address.optional(),
  HOLD_MINUTES: whole(5, 60, 15),
  GATEWAY_PORT: whole(0, 65535, 0),
  MARKET_MODE: z.enum(["demo", "real"]).default("real"),
  MARKET_DATA: z.string().default(".data"),
  MARKET_DEV: z.enum(["0", "1"]).default("0"),
  MARKET_SUPERVISED: z.enum(["0", "1"]).default("0"),
  MARKET_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  MARKET_ACCEPT_HOURS: whole(1, 240, 48),
  MARKET_COMPLETE_DAYS: whole(1, 30, 7),
  MARKET_COD_OPEN_GROUPS: whole(1, 100, 3),
  MARKET_COD_PER_ADDRESS_HOUR: whole(1, 10_000, 20),
  MARKET_VNPAY_OPEN_GROUPS: whole(1, 100, 3),
  MARKET_VNPAY_PER_ADDRESS_HOUR: whole(1, 10_000, 40),
  MARKET_DB_POOL: whole(1, 100, 10),
});

type Raw = z.infer<typeof schema>;

export type VnpaySettings = { tmnCode: string; hashSecret: string; payUrl: string; apiUrl: string };

/** Everything a process may be told from outside, read and checked once at boot. */
export type Settings = Readonly<
  Omit<
    Raw,
    "VNPAY_TMN_CODE" | "VNPAY_HASH_SECRET" | "VNPAY_PAY_URL" | "VNPAY_API_URL" | "MARKET_DEV" | "MARKET_SUPERVISED"
  > & {
    isDemo: boolean;
    isDev: boolean;
    isSupervised: boolean;
    isHttps: boolean;
    vnpay: VnpaySettings | null;
  }
>;

export class SettingsError extends Error {}

function vnpayOf(raw: Raw): VnpaySettings | null {
  const parts = [raw.VNPAY_TMN_CODE, raw.VNPAY_HASH_SECRET, raw.VNPAY_PAY_URL, raw.VNPAY_API_URL];
  const [tmnCode, hashSecret, payUrl, apiUrl] = parts;
  if (parts.every((p) => p === undefined)) return null;
  if (!tmnCode || !hashSecret || !payUrl || !apiUrl) {
    throw new SettingsError(
      "VNPAY_TMN_CODE, VNPAY_HASH_SECRET, VNPAY_PAY_URL and VNPAY_API_URL: set all four, or none",
    );
  }
  return { tmnCode, hashSecret, payUrl, apiUrl };
}

/**
 * Reads settings. Throws `SettingsError` with one sentence for an unknown `MARKET_*` name or a bad value: its name and
 * what was expected, never the value itself.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const known = Object.keys(schema.shape);
  for (const name of Object.keys(env)) {
    if (name.startsWith("MARKET_") && !known.includes(name)) {
      throw new SettingsError(
        `${name} is not a setting of the market; known are ${known.filter((k) => k.startsWith("MARKET_")).join(", ")}`,
      );
    }
  }
  const given = Object.fromEntries(known.map((name) => [name, env[name] === "" ? undefined : env[name]]));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(`${String(issue?.path[0])} is missing or wrong: ${issue?.message}`);
  }
  const { VNPAY_TMN_CODE, VNPAY_HASH_SECRET, VNPAY_PAY_URL, VNPAY_API_URL, MARKET_DEV, MARKET_SUPERVISED, ...rest } =
    parsed.data;
  return {
    ...rest,
    isDemo: rest.MARKET_MODE === "demo",
    isDev: MARKET_DEV === "1",
    isSupervised: MARKET_SUPERVISED === "1",
    isHttps: rest.PUBLIC_URL.startsWith("https:"),
    vnpay: vnpayOf(parsed.data),
  };
}
