import { join } from "node:path";
import { settingFaults, settingValues } from "#services/shared/settings.mjs";

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

/** What is wrong with the gateway's settings, in one sentence each: the name and what was expected. */
export function gatewayFaults(env: Record<string, string | undefined>): string[] {
  const faults = settingFaults(env, { needed: ["VNPAY_TMN_CODE", "VNPAY_HASH_SECRET"], inSets: false });
  return env.GATEWAY_DATA || env.MARKET_DATA ? faults : [...faults, "GATEWAY_DATA or MARKET_DATA must be a folder."];
}

/** Reads settings in which `gatewayFaults` finds nothing. */
export function readGatewaySettings(env: Record<string, string | undefined>): GatewaySettings {
  const read = settingValues(env);
  return {
    host: read.HOST,
    port: read.GATEWAY_PORT,
    tmnCode: read.VNPAY_TMN_CODE ?? "",
    hashSecret: read.VNPAY_HASH_SECRET ?? "",
    ipnUrl: read.GATEWAY_IPN_URL ?? "",
    dataFolder: read.GATEWAY_DATA ?? join(read.MARKET_DATA, "gateway"),
    retrySeconds: read.GATEWAY_RETRY_SECONDS,
    ipnDelayMs: read.GATEWAY_IPN_DELAY_MS,
    ipnTimeoutMs: read.GATEWAY_IPN_TIMEOUT_MS,
    controlToken: read.GATEWAY_CONTROL_TOKEN ?? "",
  };
}
