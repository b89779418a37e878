import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { join } from "node:path";
import { saveMark } from "./data-folder.mjs";
import { DownloadError } from "./download.mjs";
import { cacheFolder, findEngine, livekitEngine, meilisearchEngine, obtainEngine, waysTo } from "./engine-cache.mjs";
import { enginePart, innerPort } from "./parts.mjs";
import { chooseSearch, isHealthy, startMeilisearch } from "./search-engine.mjs";
import { givenVideo, LIVEKIT_KEY, livekitConfig, startLivekit } from "./video-server.mjs";

/**
 * An engine as the start leaves it. `later` gets what isn't there yet and brings it up while the market is open.
 * @typedef {{words: string, part: import("./supervisor.mjs").Part | null, later: (() => Promise<void>) | null}} Opened
 * @typedef {"ready" | "preparing" | "missing"} EngineState
 */

/** Keeps for the market's pages what an engine is doing: a step while it is prepared, a reason when it is missing. @param {string} file */
export function createEngineBoard(file) {
  /** @type {Record<string, {state: EngineState, code: string | null}>} */
  const board = {};
  return {
    /** @param {string} name @param {EngineState} state @param {string | null} code */
    set(name, state, code) {
      board[name] = { state, code };
      fs.writeFileSync(`${file}.tmp`, JSON.stringify(board), { mode: 0o600 });
      fs.renameSync(`${file}.tmp`, file);
    },
  };
}

const HOW_TO = {
  "livekit-server":
    "install livekit-server 1.13.5 (docs.livekit.io), or Go 1.26 (go.dev), or set LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET; then start again",
  meilisearch: "install meilisearch 1.50, or set MEILI_HOST and MEILI_KEY; then start again",
};

/**
 * Opens an engine of ours: at once where its program is there, else after the market has opened.
 * @param {{engine: import("./engine-cache.mjs").Engine, name: string, program: string | null, begin: (program: string) =>
 *   Promise<import("node:child_process").ChildProcess | null>, at: string, meanwhile: string, log: string, context: Context}} given
 * @returns {Promise<Opened>}
 */
async function openOurs({ engine, name, program, begin, at, meanwhile, log, context }) {
  const { env, family, options, board, supervisor, tell } = context;
  const failed = new Error(`it does not come up, see ${log}`);
  const again = (path) => async () => {
    const child = await begin(path);
    if (child === null) throw failed;
    return child;
  };
  const missing = (code, why) => {
    board.set(name, "missing", code);
    return { words: `${meanwhile} (${why}; ${HOW_TO[engine.program]})`, part: null, later: null };
  };
  if (program !== null) {
    const child = await begin(program);
    if (child === null) return missing("not_starting", `${program} did not come up, see ${log}`);
    board.set(name, "ready", null);
    return {
      words: `${engine.program} (${program}) on ${at}`,
      part: enginePart(name, child, again(program), log),
      later: null,
    };
  }
  if (!options.mayDownload)
    return missing("not_fetched", `there is no ${engine.program}, and --no-download fetches none`);
  const ways = waysTo(engine, env);
  if (ways.length === 0)
    return missing("no_way", `there is no ${engine.program}, no release for this machine and no Go to build it`);
  const step = (code) => board.set(name, "preparing", code);
  step(ways[0]);
  const later = async () => {
    try {
      const path = await obtainEngine({ engine, env, family, tell, step });
      const child = await begin(path);
      if (child === null) return void tell(missing("not_starting", failed.message).words);
      board.set(name, "ready", null);
      tell(`${engine.program} is ready (${path})`);
      void supervisor.keep(enginePart(name, child, again(path), log)).catch(() => {});
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      tell(missing("failed", error.message).words);
    }
  };
  return {
    words: `${meanwhile} while ${engine.program} ${engine.version} is fetched into ${cacheFolder(env)}`,
    part: null,
    later,
  };
}

/**
 * What opening an engine needs.
 * @typedef {{options: ReturnType<typeof import("./options.mjs").parseOptions>, env: Record<string, string | undefined>,
 *   family: import("./family.mjs").Family, holding: import("./parts.mjs").Holding, board: ReturnType<typeof createEngineBoard>,
 *   supervisor: ReturnType<typeof import("./supervisor.mjs").createSupervisor>, tell: (text: string) => void}} Context
 */

/**
 * Finds, starts or sends for the search engine; PostgreSQL serves wherever it isn't.
 * @param {Context} context @returns {Promise<Opened & {address: {host: string, key: string} | null}>}
 */
export async function openSearch(context) {
  const { options, env, family, holding } = context;
  const choice = chooseSearch(options, env);
  if (choice.kind === "postgres") return { words: "PostgreSQL", part: null, later: null, address: null };
  if (choice.kind === "given") {
    const silent = (await isHealthy(choice.host)) ? "" : " (it does not answer yet; PostgreSQL serves until it does)";
    const address = { host: choice.host, key: choice.key };
    return { words: `Meilisearch at ${choice.host}${silent}`, part: null, later: null, address };
  }
  const { paths, mark } = holding;
  const port = await innerPort(holding, "meilisearch", options.port);
  const log = join(paths.logs, "meilisearch.log");
  const key = mark.secrets.meilisearch;
  const opened = await openOurs({
    engine: meilisearchEngine(),
    name: "meilisearch",
    program: choice.program,
    begin: (program) => startMeilisearch({ family, program, dir: paths.meilisearch, port, key, log }),
    at: `127.0.0.1:${port}`,
    meanwhile: "PostgreSQL",
    log,
    context,
  });
  const isComing = opened.part !== null || opened.later !== null;
  return { ...opened, address: isComing ? { host: `http://127.0.0.1:${port}`, key } : null };
}

/**
 * Finds, starts or sends for the video server. Without one the market sells, and shows wait.
 * @param {Context & {mode: "demo" | "real", publicHost: string}} context
 * @returns {Promise<Opened & {address: {url: string, apiUrl?: string, key: string, secret: string} | null}>}
 */
export async function openVideo({ mode, publicHost, ...context }) {
  const { options, env, family, holding, board } = context;
  const given = givenVideo(env);
  if (given) {
    board.set("livekit", "ready", null);
    return { words: `LiveKit at ${given.url}`, part: null, later: null, address: given };
  }
  if (mode === "real") {
    const words = "set LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET to sell live";
    board.set("livekit", "missing", "not_set");
    return { words: `none (${words})`, part: null, later: null, address: null };
  }
  const { dir, paths, mark } = holding;
  if (!mark.secrets.livekit) {
    mark.secrets.livekit = randomBytes(24).toString("hex");
    saveMark(dir, mark);
  }
  const port = await innerPort(holding, "livekit", options.port);
  const udpPort = await innerPort(holding, "livekit-udp", options.port, "udp");
  const secret = mark.secrets.livekit;
  const log = join(paths.logs, "livekit.log");
  const config = livekitConfig({ host: options.host, port, udpPort, secret, webPort: options.port });
  const opened = await openOurs({
    engine: livekitEngine(),
    name: "livekit",
    program: findEngine("livekit-server", env),
    begin: (program) => startLivekit({ family, program, file: paths.livekit, config, log }),
    at: `${publicHost}:${port}`,
    meanwhile: "no video",
    log,
    context,
  });
  const isComing = opened.part !== null || opened.later !== null;
  const address = { url: `ws://${publicHost}:${port}`, apiUrl: `http://127.0.0.1:${port}`, key: LIVEKIT_KEY, secret };
  return { ...opened, address: isComing ? address : null };
}
