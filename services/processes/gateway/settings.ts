import { join } from "node:path";

export type GatewaySettings = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  tmnCode: string;
  hashSecret: string;
  /** Where IPNs are sent, such as http://127.0.0.1:3000/api/vnpay/ipn; "" sends none. */
  ipnUrl: string;
  /** Folder of the journal. */
  dataFolder: string;
  retrySeconds: number;
  /** Between a decision and its IPN; 0 sends the IPN first and the browser back when it is answered. */
  ipnDelayMs: number;
  ipnTimeoutMs: number;
  /** "" leaves the control API out. */
  controlToken: string;
};

/** Reads the gateway's settings; throws an Error naming the setting and what was expected. */
export function readGatewaySettings(env: Record<string, string | undefined>): GatewaySettings {
  const market = env.MARKET_DATA ?? "";
  const dataFolder = env.GATEWAY_DATA || (market && join(market, "gateway"));
  if (!dataFolder) throw new Error("GATEWAY_DATA or MARKET_DATA: a folder expected");
  const tmnCode = env.VNPAY_TMN_CODE ?? "";
  if (!/^[A-Za-z0-9]{8}$/.test(tmnCode)) throw new Error("VNPAY_TMN_CODE: 8 letters and digits expected");
  const hashSecret = env.VNPAY_HASH_SECRET ?? "";
  if (!hashSecret) throw new Error("VNPAY_HASH_SECRET: must not be empty");
  const ipnUrl = env.GATEWAY_IPN_URL ?? "";
  if (ipnUrl && !/^https?:$/.test(URL.canParse(ipnUrl) ? new URL(ipnUrl).protocol : "")) {
    throw new Error("GATEWAY_IPN_URL: an http(s) address expected");
  }
  return {
    host: env.HOST || "127.0.0.1",
    port: wholeNumber(env, "GATEWAY_PORT", 0, 65_535),
    tmnCode,
    hashSecret,
    ipnUrl,
    dataFolder,
    retrySeconds: wholeNumber(env, "GATEWAY_RETRY_SECONDS", 300, 86_400),
    ipnDelayMs: wholeNumber(env, "GATEWAY_IPN_DELAY_MS", 300, 3_600_000),
    ipnTimeoutMs: wholeNumber(env, "GATEWAY_IPN_TIMEOUT_MS", 15_000, 600_000),
    controlToken: env.GATEWAY_CONTROL_TOKEN ?? "",
  };
}

function wholeNumber(env: Record<string, string | undefined>, name: string, otherwise: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === "") return otherwise;
  if (!/^\d{1,9}$/.test(text) || Number(text) > most) throw new Error(`${name}: a whole number up to ${most} expected`);
  return Number(text);
}
