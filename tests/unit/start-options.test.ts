import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { marketMode, publicUrl, requireRealSettings, roleEnvironment } from "#services/processes/start/environment.mjs";
import { explain, Refusal } from "#services/processes/start/messages.mjs";
import { parseOptions } from "#services/processes/start/options.mjs";
import { livekitConfig } from "#services/processes/start/video-server.mjs";

const parse = (argv: string[], env: Record<string, string> = {}) =>
  parseOptions(argv, { INIT_CWD: "/home/lan", ...env }, "/srv/market");

const mark = {
  mark: "cho-phien",
  version: 1,
  madeAt: "",
  databaseMade: true,
  migrations: 0,
  seeded: "",
  ports: { gateway: 20_100 },
  secrets: { app: "a".repeat(64), database: "d", meilisearch: "m", vnpayTmnCode: "DEMO12AB", vnpayHashSecret: "H" },
};
const environment = (
  argv: string[],
  env: Record<string, string>,
  search: { host: string; key: string } | null = null,
) =>
  roleEnvironment({
    options: parse(argv, env),
    mark,
    env,
    databaseUrl: env.DATABASE_URL ?? "postgres://inner",
    search,
    video: null,
  });

describe("the options of npm start", () => {
  it("have defaults that serve this machine alone from the program's own folder", () => {
    expect(parse([])).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      data: "/srv/market/.data",
      search: "auto",
      dev: false,
    });
  });

  it("may be written with a space or with an equals sign", () => {
    expect(parse(["--port", "4000", "--host=0.0.0.0", "--search", "postgres"])).toMatchObject({
      port: 4000,
      host: "0.0.0.0",
      search: "postgres",
    });
  });

  it("mean a data folder from where the person stands", () => {
    expect(parse(["--data", "second"]).data).toBe("/home/lan/second");
    expect(parse(["--data", "/mnt/big"]).data).toBe("/mnt/big");
  });

  it("take the port from PORT, and from --port before that", () => {
    expect(parse([], { PORT: "8080" }).port).toBe(8080);
    expect(parse(["--port", "81"], { PORT: "8080" }).port).toBe(81);
    expect(parse([], { PORT: "", HOST: "" })).toMatchObject({ port: 3000, host: "127.0.0.1" });
  });

  it.each([
    [["--prot", "1"], /Unknown option "--prot"/],
    [["4000"], /Unknown option "4000"/],
    [["--port"], /--port wants a value/],
    [["--port", "--reset"], /--port wants a value/],
    [["--port", "70000"], /--port must be a number from 1 to 65535/],
    [["--port", "3000x"], /--port must be a number/],
    [["--search", "elastic"], /--search knows "postgres" only/],
    [["--reset=yes"], /Unknown option/],
  ])("refuse %j with one sentence", (argv, sentence) => {
    expect(() => parse(argv)).toThrow(Refusal);
    expect(() => parse(argv)).toThrow(sentence);
  });

  it("notice an option that npm took for itself", () => {
    const env = { npm_lifecycle_event: "start", npm_config_port: "4000" };
    expect(() => parse([], env)).toThrow(/npm start -- --port/);
    expect(parse([], { npm_config_port: "4000" }).port).toBe(3000);
  });
});

describe("the environment of the roles", () => {
  it("is a demonstration on the embedded database, with a local gateway", () => {
    const env = environment(["--port", "3100"], {});
    expect(env).toMatchObject({
      MARKET_MODE: "demo",
      MARKET_SUPERVISED: "1",
      PORT: "3100",
      PUBLIC_URL: "http://localhost:3100",
      APP_SECRET: mark.secrets.app,
      GATEWAY_PORT: "20100",
      VNPAY_PAY_URL: "http://localhost:20100/vpcpay.html",
      VNPAY_API_URL: "http://127.0.0.1:20100/merchant_webapi/api/transaction",
      GATEWAY_IPN_URL: "http://127.0.0.1:3100/api/vnpay/ipn",
    });
    expect(env.MEILI_HOST).toBeUndefined();
  });

  it("is a real market on a database of one's own, and brings no secrets and no gateway along", () => {
    const given = { DATABASE_URL: "postgres://db/real", PUBLIC_URL: "https://cho.example", APP_SECRET: "s" };
    const env = environment([], given);
    expect(env).toMatchObject({ ...given, MARKET_MODE: "real" });
    expect(env.GATEWAY_PORT).toBeUndefined();
    expect(env.VNPAY_HASH_SECRET).toBeUndefined();
  });

  it("is a demonstration on a database of one's own when that is asked for", () => {
    const env = { DATABASE_URL: "postgres://db/x" };
    expect(marketMode(parse(["--demo"]), env)).toBe("demo");
    expect(marketMode(parse([]), env)).toBe("real");
  });

  it("keeps what the person has set, and takes empty settings for none", () => {
    const env = environment([], { VNPAY_TMN_CODE: "MINE0001", APP_SECRET: "" });
    expect(env.VNPAY_TMN_CODE).toBe("MINE0001");
    expect(env.APP_SECRET).toBe(mark.secrets.app);
  });

  it("hands a search engine on only when one was chosen", () => {
    const set = { MEILI_HOST: "http://10.0.0.9", MEILI_KEY: "k" };
    expect(environment(["--search", "postgres"], set).MEILI_HOST).toBeUndefined();
    expect(environment([], set, { host: "http://127.0.0.1:20001", key: "ours" })).toMatchObject({
      MEILI_HOST: "http://127.0.0.1:20001",
      MEILI_KEY: "ours",
    });
  });

  it("shows the pay page under the host that the browser sees", () => {
    expect(environment(["--host", "192.168.1.5"], {}).VNPAY_PAY_URL).toBe("http://192.168.1.5:20100/vpcpay.html");
  });

  it("is found on the network at an address of this machine where it listens on all of them", () => {
    const outer = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const found = outer.find((one) => !one.internal && one.family === "IPv4")?.address ?? null;
    const url = `http://${found ?? "localhost"}:3000`;
    expect(publicUrl(parse(["--host", "0.0.0.0"]), {})).toBe(url);
    expect(publicUrl(parse(["--host", "127.0.0.1"]), {})).toBe("http://localhost:3000");
    expect(publicUrl(parse(["--host", "0.0.0.0"]), { PUBLIC_URL: "https://cho.example.vn" })).toMatch(/^https/);
    const { REALTIME_URL, VNPAY_PAY_URL, VNPAY_API_URL } = environment(["--host", "0.0.0.0"], {});
    expect(new URL(REALTIME_URL ?? "").hostname).toBe(new URL(url).hostname);
    expect(new URL(VNPAY_PAY_URL ?? "").hostname).toBe(new URL(url).hostname);
    expect(new URL(VNPAY_API_URL ?? "").hostname).toBe("127.0.0.1");
    const wish = { port: 20_001, udpPort: 20_002, secret: "s", webPort: 3000 };
    const media = livekitConfig({ host: "0.0.0.0", ...wish });
    expect(media).toMatchObject({ bind_addresses: ["0.0.0.0"], rtc: { node_ip: found ?? "127.0.0.1" } });
    expect(livekitConfig({ host: "127.0.0.1", ...wish })).toMatchObject({ bind_addresses: ["127.0.0.1"] });
  });

  it("reaches its own parts where they listen, also when that is one address alone", () => {
    const { VNPAY_API_URL, GATEWAY_IPN_URL } = environment(["--host", "192.168.1.5"], {});
    expect([VNPAY_API_URL, GATEWAY_IPN_URL].map((at) => new URL(at ?? "").hostname)).toEqual(
      Array(2).fill("192.168.1.5"),
    );
    const config = livekitConfig({ host: "192.168.1.5", port: 1, udpPort: 2, secret: "s", webPort: 3000 });
    expect(config.webhook.urls).toEqual(["http://192.168.1.5:3000/api/livekit/webhook"]);
  });

  it("leaves roles as loud as they were asked to be", () => {
    expect(environment([], { MARKET_LOG_LEVEL: "silent" }).MARKET_LOG_LEVEL).toBe("silent");
    expect(environment([], {}).MARKET_LOG_LEVEL).toBeUndefined();
  });

  it("has realtime listen where the person said, else on the kept port", () => {
    const lines = { REALTIME_HOST: "10.0.0.9", REALTIME_PORT: "3001" };
    expect(environment([], lines)).toMatchObject({ ...lines, REALTIME_URL: "http://localhost:3001" });
    expect(environment(["--host", "192.168.1.5"], {})).toMatchObject({ REALTIME_HOST: "192.168.1.5" });
  });
});

describe("a stop", () => {
  it("of a real market without its settings names those that are missing", () => {
    expect(() => requireRealSettings({ PUBLIC_URL: "https://x" })).toThrow(/needs APP_SECRET: /);
    expect(() => requireRealSettings({})).toThrow(/PUBLIC_URL and APP_SECRET/);
    expect(() => requireRealSettings({ PUBLIC_URL: "https://x", APP_SECRET: "s" })).not.toThrow();
  });

  it.each([
    [Object.assign(new Error("write"), { code: "ENOSPC" }), /The disk that holds \/data is full/],
    [Object.assign(new Error("mkdir"), { code: "EACCES", path: "/root/x" }), /No permission to write \/root\/x/],
    [new Refusal("Said before."), /^Said before\.$/],
    [new Error("a surprise"), /Something unexpected stopped this: a surprise/],
  ])("is told in one sentence: %s", (error, sentence) => {
    const text = explain(error, "/data");
    expect(text).toMatch(sentence);
    expect(text).not.toContain("\n");
  });
});
