import { settingFaults } from "../../shared/settings.mjs";
import { HOPELESS_SETTINGS, Refusal } from "./messages.mjs";
import { inAddress, innerAddress, networkAddress } from "./network.mjs";

/** A database of one's own makes it a real market, unless a demonstration is asked for. @returns {"demo" | "real"} */
export function marketMode(options, env) {
  return env.DATABASE_URL && !options.demo ? "real" : "demo";
}

/** Stops a start with a sentence for each unknown `MARKET_*` name and bad value, before anything is begun. */
export function requireGoodSettings(env) {
  const faults = settingFaults(env);
  if (faults.length > 0) throw new Refusal(faults.join("\n"), HOPELESS_SETTINGS);
}

/** Refuses a real market that does not say its address and its secret. */
export function requireRealSettings(env) {
  const missing = ["PUBLIC_URL", "APP_SECRET"].filter((name) => !env[name]);
  if (missing.length === 0) return;
  throw new Refusal(
    `With DATABASE_URL this is a real market, which needs ${missing.join(" and ")}: set PUBLIC_URL to the address people see (https://…) and APP_SECRET to 32 random characters or more (openssl rand -hex 32), or add --demo to try it out.`,
  );
}

/** The address that people see when none is given: this machine's on the network where it listens there. */
export function publicUrl(options, env) {
  if (env.PUBLIC_URL) return env.PUBLIC_URL;
  return `http://${inAddress(networkAddress(options.host) ?? "localhost")}:${options.port}`;
}

/**
 * The environment of every role. What the person has set goes before what we would choose.
 * @param {{options: ReturnType<typeof import("./options.mjs").parseOptions>, mark: import("./data-folder.mjs").Mark,
 *   env: Record<string, string | undefined>, databaseUrl: string, search: {host: string, key: string} | null,
 *   video: {url: string, apiUrl?: string, key: string, secret: string} | null}} given
 * @returns {Record<string, string | undefined>}
 */
export function roleEnvironment({ options, mark, env, databaseUrl, search, video }) {
  const mode = marketMode(options, env);
  const ours = {
    NODE_ENV: options.dev ? "development" : "production",
    HOST: options.host,
    PORT: String(options.port),
    PUBLIC_URL: publicUrl(options, env),
    DATABASE_URL: databaseUrl,
    MARKET_MODE: mode,
    MARKET_DATA: options.data,
    MARKET_SUPERVISED: "1",
    ...(options.dev ? { MARKET_DEV: "1" } : {}),
  };
  const lines = { REALTIME_HOST: options.host, REALTIME_PORT: String(mark.ports.realtime ?? 0) };
  const chosen = { ...lines, ...(mode === "demo" ? demoDefaults(ours, mark) : {}), ...definedOf(env), ...ours };
  if (!env.REALTIME_URL && !env.PUBLIC_URL) {
    chosen.REALTIME_URL = `http://${new URL(ours.PUBLIC_URL).hostname}:${chosen.REALTIME_PORT}`;
  }
  for (const name of ["MEILI_HOST", "MEILI_KEY", "LIVEKIT_URL", "LIVEKIT_KEY", "LIVEKIT_SECRET"]) delete chosen[name];
  return {
    ...chosen,
    ...(search === null ? {} : { MEILI_HOST: search.host, MEILI_KEY: search.key }),
    ...(video === null ? {} : videoEnvironment(video)),
  };
}

function videoEnvironment({ url, apiUrl, key, secret }) {
  const own = apiUrl ? { LIVEKIT_API_URL: apiUrl } : {};
  return { LIVEKIT_URL: url, LIVEKIT_KEY: key, LIVEKIT_SECRET: secret, ...own };
}

/** What a demonstration brings along: a secret of its own and the local gateway in place of VNPay. */
function demoDefaults(ours, mark) {
  const gateway = mark.ports.gateway;
  const browserHost = new URL(ours.PUBLIC_URL).hostname;
  const inner = innerAddress(ours.HOST);
  return {
    APP_SECRET: mark.secrets.app,
    GATEWAY_PORT: String(gateway),
    VNPAY_TMN_CODE: mark.secrets.vnpayTmnCode,
    VNPAY_HASH_SECRET: mark.secrets.vnpayHashSecret,
    VNPAY_PAY_URL: `http://${browserHost}:${gateway}/vpcpay.html`,
    VNPAY_API_URL: `http://${inner}:${gateway}/merchant_webapi/api/transaction`,
    GATEWAY_IPN_URL: `http://${inner}:${ours.PORT}/api/vnpay/ipn`,
  };
}

/** Empty settings count as not set. */
function definedOf(env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
}

/** Says who takes payments, for the end of a start. @param {Record<string, string | undefined>} env that of the roles */
export function paymentWords(env) {
  if (!env.VNPAY_PAY_URL || !env.VNPAY_HASH_SECRET) return "cash on delivery alone (VNPAY_* are not set)";
  const { port, host } = new URL(env.VNPAY_PAY_URL);
  if (env.GATEWAY_PORT && port === env.GATEWAY_PORT) return `local gateway, no real money moves: ${env.VNPAY_PAY_URL}`;
  return `VNPay at ${host}`;
}
