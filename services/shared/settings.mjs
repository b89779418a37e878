// All settings of the market, in plain JavaScript: `npm start` reads this table before anything is installed.

/**
 * How a value is read from its text: null when it is not `expected`, which ends the sentence "NAME must be …".
 * @template T
 * @typedef {{expected: string, read: (text: string) => T | null}} Kind
 */

/**
 * `standard` is the value of what isn't set; `isInner` marks what a start hands to its roles and no person sets.
 * @template T
 * @typedef {Kind<T> & {standard: T, isInner: boolean}} Setting
 */

/** @param {string} expected @param {RegExp} pattern @returns {Kind<string>} */
const text = (expected, pattern = /^/) => ({ expected, read: (given) => (pattern.test(given) ? given : null) });

/** @template {string} T @param {readonly T[]} words @returns {Kind<T>} */
const choice = (words) => ({
  expected: `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
  read: (given) => words.find((word) => word === given) ?? null,
});

/** @param {number} least @param {number} most @returns {Kind<number>} */
const whole = (least, most) => ({
  expected: `a whole number from ${least} to ${most}`,
  read: (given) => (/^\d{1,9}$/.test(given) && Number(given) >= least && Number(given) <= most ? Number(given) : null),
});

/** @param {string} given @returns {string | null} its host; null for what is no address */
function hostOf(given) {
  try {
    return new URL(given).hostname;
  } catch {
    return null;
  }
}

/** An address with a host, handed on without slashes at its end. @param {string} expected @param {RegExp} begin @returns {Kind<string>} */
const address = (expected, begin) => ({
  expected,
  read: (given) => (begin.test(given) && !/\s/.test(given) && hostOf(given) ? given.replace(/\/+$/, "") : null),
});

/** PostgreSQL's own form, which may leave the host out (a socket on this machine). @type {Kind<string>} */
const database = {
  expected: "the address of a PostgreSQL, such as postgres://user:password@host:5432/database",
  read: (given) => (/^postgres(ql)?:\/\//.test(given) && hostOf(given) !== null ? given : null),
};

const PUBLIC_ORIGIN = /^https?:\/\/[^\s/?#@]+\/*$/i;
/** @type {Kind<string>} */
const origin = {
  expected: "the address people see, without a path, such as https://cho.example.vn",
  read: (given) => (PUBLIC_ORIGIN.test(given) && hostOf(given) ? given.replace(/\/+$/, "") : null),
};

const web = (/** @type {string} */ example) =>
  address(`an address that begins with http:// or https://, such as ${example}`, /^https?:\/\//i);
const sockets = address(
  "an address that begins with ws:// or wss://, such as wss://live.cho.example.vn",
  /^wss?:\/\//i,
);
const mailbox = String.raw`[^\s<>@,]+@[^\s<>@,]+`;
const flag = choice(["0", "1"]);
const secret = text("32 characters or more, random ones (openssl rand -hex 32)", /^.{32,}$/s);
const token = text("16 characters or more", /^.{16,}$/s);
const someText = text("a text");

/** @template T @param {Kind<T>} kind @param {T} standard @returns {Setting<T>} */
const usually = (kind, standard) => ({ ...kind, standard, isInner: false });
/** @template T @param {Kind<T>} kind @returns {Setting<T | undefined>} */
const maybe = (kind) => ({ ...kind, standard: undefined, isInner: false });
/** @template T @param {Setting<T>} setting @returns {Setting<T>} */
const inner = (setting) => ({ ...setting, isInner: true });

/** Every name that the market listens to. README.md tells of those that are not inner, held to this table by a test. */
export const SETTINGS = {
  DATABASE_URL: maybe(database),
  PUBLIC_URL: maybe(origin),
  APP_SECRET: maybe(secret),
  HOST: usually(text("an address of this machine, such as 127.0.0.1", /^\S+$/), "127.0.0.1"),
  PORT: usually(whole(0, 65_535), 3000),
  TRUST_PROXY: usually(choice(["none", "loopback", "all"]), "none"),
  METRICS_TOKEN: maybe(token),
  MEILI_HOST: maybe(web("http://127.0.0.1:7700")),
  MEILI_KEY: maybe(token),
  LIVEKIT_URL: maybe(sockets),
  LIVEKIT_KEY: maybe(text("3 characters or more", /^.{3,}$/s)),
  LIVEKIT_SECRET: maybe(secret),
  LIVEKIT_API_URL: maybe(web("http://127.0.0.1:7880")),
  REALTIME_HOST: usually(text("an address of this machine, such as 127.0.0.1", /^\S+$/), "127.0.0.1"),
  REALTIME_PORT: usually(whole(0, 65_535), 3001),
  REALTIME_URL: maybe(web("https://cho.example.vn")),
  SMTP_URL: maybe(
    address("the address of a mail server, such as smtps://user:password@mail.example.vn", /^smtps?:\/\//i),
  ),
  MAIL_FROM: usually(
    text(
      "a mail address, alone or behind a name, such as Chợ Phiên <no-reply@cho.example.vn>",
      new RegExp(`^(${mailbox}|[^<>@\\r\\n]*<${mailbox}>)$`),
    ),
    "Chợ Phiên <no-reply@localhost>",
  ),
  VNPAY_TMN_CODE: maybe(text("8 letters or digits", /^[A-Za-z0-9]{8}$/)),
  VNPAY_HASH_SECRET: maybe(token),
  VNPAY_PAY_URL: maybe(web("https://pay.vnpay.vn/vpcpay.html")),
  VNPAY_API_URL: maybe(web("https://merchant.vnpay.vn/merchant_webapi/api/transaction")),
  HOLD_MINUTES: usually(whole(5, 60), 15),
  MARKET_ACCEPT_HOURS: usually(whole(1, 240), 48),
  MARKET_COMPLETE_DAYS: usually(whole(1, 30), 7),
  MARKET_DEAL_HOLD_MINUTES: usually(whole(1, 60), 5),
  MARKET_DEAL_HOLDS_PER_ADDRESS_HOUR: usually(whole(1, 100_000), 120),
  MARKET_COD_OPEN_GROUPS: usually(whole(1, 100), 3),
  MARKET_COD_PER_ADDRESS_HOUR: usually(whole(1, 10_000), 20),
  MARKET_VNPAY_OPEN_GROUPS: usually(whole(1, 100), 3),
  MARKET_VNPAY_PER_ADDRESS_HOUR: usually(whole(1, 10_000), 40),
  MARKET_LINES_PER_ADDRESS: usually(whole(1, 100_000), 500),
  MARKET_DB_POOL: usually(whole(1, 100), 10),
  MARKET_LOG_LEVEL: usually(choice(["fatal", "error", "warn", "info", "debug", "trace", "silent"]), "info"),
  MARKET_MODE: usually(choice(["demo", "real"]), "real"),
  MARKET_DATA: usually(text("a folder"), ".data"),
  MARKET_DEV: inner(usually(flag, "0")),
  MARKET_SUPERVISED: inner(usually(flag, "0")),
  GATEWAY_PORT: inner(usually(whole(0, 65_535), 0)),
  GATEWAY_DATA: inner(maybe(text("a folder"))),
  GATEWAY_IPN_URL: inner(maybe(web("http://127.0.0.1:3000/api/vnpay/ipn"))),
  GATEWAY_RETRY_SECONDS: inner(usually(whole(0, 86_400), 300)),
  GATEWAY_IPN_DELAY_MS: inner(usually(whole(0, 3_600_000), 300)),
  GATEWAY_IPN_TIMEOUT_MS: inner(usually(whole(0, 600_000), 15_000)),
  GATEWAY_CONTROL_TOKEN: inner(maybe(someText)),
};

/** @typedef {keyof typeof SETTINGS} SettingName */
/** @typedef {{[Name in SettingName]: (typeof SETTINGS)[Name]["standard"]}} SettingValues */

/** Settings that make sense together alone: all of `names`, or none of them and of what belongs to them. */
const SETS = [
  { names: ["MEILI_HOST", "MEILI_KEY"], besides: [], words: "set both, or neither" },
  {
    names: ["LIVEKIT_URL", "LIVEKIT_KEY", "LIVEKIT_SECRET"],
    besides: ["LIVEKIT_API_URL"],
    words: "set all three, or none",
  },
  {
    names: ["VNPAY_TMN_CODE", "VNPAY_HASH_SECRET", "VNPAY_PAY_URL", "VNPAY_API_URL"],
    besides: [],
    words: "set all four, or none",
  },
];

/** Empty settings count as not set. */
const isSet = (/** @type {string | undefined} */ value) => value !== undefined && value !== "";

const list = (/** @type {readonly string[]} */ names) => `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** @param {Record<string, string | undefined>} env @returns {string[]} */
function unknownNames(env) {
  const own = Object.entries(SETTINGS).filter(([name, { isInner }]) => name.startsWith("MARKET_") && !isInner);
  const known = list(own.map(([name]) => name));
  return Object.keys(env)
    .filter((name) => name.startsWith("MARKET_") && !Object.hasOwn(SETTINGS, name))
    .map((name) => `${name} is not a setting of the market; those that begin like it are ${known}.`);
}

/**
 * What is wrong with the settings of an environment, in one sentence each: the name and what was expected, never the
 * value. Empty when nothing is.
 * @param {Record<string, string | undefined>} env
 * @param {{needed?: readonly SettingName[], inSets?: boolean}} [wish] `needed`: what must be set; `inSets`: false for
 *   a process that needs only some of what belongs together
 * @returns {string[]}
 */
export function settingFaults(env, { needed = [], inSets = true } = {}) {
  const faults = unknownNames(env);
  for (const [name, { expected, read }] of Object.entries(SETTINGS)) {
    const given = env[name];
    if (isSet(given) && read(/** @type {string} */ (given)) === null) faults.push(`${name} must be ${expected}.`);
    else if (!isSet(given) && needed.includes(/** @type {SettingName} */ (name)))
      faults.push(`${name} is missing: it must be ${expected}.`);
  }
  for (const { names, besides, words } of inSets ? SETS : []) {
    const isWhole = names.every((name) => isSet(env[name]));
    if (!isWhole && [...names, ...besides].some((name) => isSet(env[name])))
      faults.push(`${list([...names])} belong together: ${words}.`);
  }
  return faults;
}

/**
 * The values of an environment in which `settingFaults` finds nothing.
 * @param {Record<string, string | undefined>} env @returns {SettingValues}
 */
export function settingValues(env) {
  const values = Object.entries(SETTINGS).map(([name, { read, standard }]) => {
    const given = env[name];
    return [name, isSet(given) ? read(/** @type {string} */ (given)) : standard];
  });
  return Object.fromEntries(values);
}
