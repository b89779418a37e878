import { type SettingName, type SettingValues, settingFaults, settingValues } from "./settings.mjs";

export type VnpaySettings = { tmnCode: string; hashSecret: string; payUrl: string; apiUrl: string };
/** `publicUrl` is where browsers connect, `apiUrl` where we do. */
export type LivekitSettings = { publicUrl: string; apiUrl: string; key: string; secret: string };

type Needed = "DATABASE_URL" | "PUBLIC_URL" | "APP_SECRET";
type Read = SettingValues & Record<Needed, string>;
type Digested = Extract<
  SettingName,
  `VNPAY_${string}` | `LIVEKIT_${string}` | `GATEWAY_${string}` | "REALTIME_URL" | "MARKET_DEV" | "MARKET_SUPERVISED"
>;

/** Everything a process may be told from outside, read and checked once at boot. */
export type Settings = Readonly<
  Omit<Read, Digested> & {
    isDemo: boolean;
    isDev: boolean;
    isHttps: boolean;
    vnpay: VnpaySettings | null;
    livekit: LivekitSettings | null;
    /** Where browsers find the sockets: of its own, or the public address when a proxy joins them. */
    realtimeUrl: string;
  }
>;

/** Its message is one sentence a fault, a line each. */
export class SettingsError extends Error {}

/** What is handed on in another shape: the names of `Digested`. */
const DIGESTED = /^(VNPAY_|LIVEKIT_|GATEWAY_|REALTIME_URL$|MARKET_DEV$|MARKET_SUPERVISED$)/;

const NEEDED: readonly Needed[] = ["DATABASE_URL", "PUBLIC_URL", "APP_SECRET"];

function vnpayOf(raw: SettingValues): VnpaySettings | null {
  const { VNPAY_TMN_CODE: tmnCode, VNPAY_HASH_SECRET: hashSecret } = raw;
  const { VNPAY_PAY_URL: payUrl, VNPAY_API_URL: apiUrl } = raw;
  return tmnCode && hashSecret && payUrl && apiUrl ? { tmnCode, hashSecret, payUrl, apiUrl } : null;
}

function livekitOf(raw: SettingValues): LivekitSettings | null {
  const { LIVEKIT_URL: publicUrl, LIVEKIT_KEY: key, LIVEKIT_SECRET: secret } = raw;
  if (!publicUrl || !key || !secret) return null;
  return { publicUrl, apiUrl: raw.LIVEKIT_API_URL ?? publicUrl.replace(/^ws/i, "http"), key, secret };
}

/**
 * Reads settings. Throws `SettingsError` with one sentence for each unknown `MARKET_*` name, bad value and missing
 * setting: its name and what was expected, never the value itself.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const faults = settingFaults(env, { needed: NEEDED });
  if (faults.length > 0) throw new SettingsError(faults.join("\n"));
  const read = settingValues(env) as Read;
  const kept = Object.entries(read).filter(([name]) => !DIGESTED.test(name));
  return {
    ...(Object.fromEntries(kept) as Omit<Read, Digested>),
    isDemo: read.MARKET_MODE === "demo",
    isDev: read.MARKET_DEV === "1",
    isHttps: /^https:/i.test(read.PUBLIC_URL),
    vnpay: vnpayOf(read),
    livekit: livekitOf(read),
    realtimeUrl: read.REALTIME_URL ?? read.PUBLIC_URL,
  };
}
