import * as fs from "node:fs";
import { join } from "node:path";
import { endWords, Refusal } from "./messages.mjs";

const LOG_LIMIT = 10 * 1024 * 1024;
const LOUD = new Set([50, 60, "error", "fatal"]);

/** Where a role begins: the bundle, in development its source with a watch on what it is made of. */
export function roleArguments(role, { dev, watch = false }) {
  if (!dev) return [`build/processes/${role}.js`];
  const source = `services/processes/${role}/main.ts`;
  if (!watch) return [source];
  // web embeds Vite, which reloads routes and use cases itself; watching more would restart it for ever.
  const folders = role === "web" ? ["services/processes", "services/shared", "db"] : ["services", "db"];
  return ["--watch-preserve-output", ...folders.map((folder) => `--watch-path=${folder}`), source];
}

/** Writes a role's lines to its log file, which is put aside when it gets large. A full disk costs lines, nothing else. */
export function createLog(file) {
  let size = fs.existsSync(file) ? fs.statSync(file).size : 0;
  return (line) => {
    try {
      if (size > LOG_LIMIT) {
        fs.renameSync(file, `${file}.1`);
        size = 0;
      }
      fs.appendFileSync(file, `${line}\n`, { mode: 0o600 });
      size += line.length + 1;
    } catch {
      // See above.
    }
  };
}

/** Cuts a stream into lines. */
export function eachLine(stream, take) {
  let rest = "";
  stream?.setEncoding("utf8").on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
  stream?.on("end", () => {
    if (rest) take(rest);
    rest = "";
  });
}

/** A line of a role's log as an object, or null when it is something else. */
export function readLogLine(line) {
  if (!line.startsWith("{")) return null;
  try {
    const read = JSON.parse(line);
    return typeof read === "object" && read !== null ? read : null;
  } catch {
    return null;
  }
}

/** An error that was logged longer ago is another story than the end of the role. */
const RECENT = 10_000;

/**
 * What one run of a role said that tells why it ended: a line "cho-phien: …" on stderr, else an error that it logged
 * just before, else the uncaught one that Node itself ended it for. "" when nothing does: warnings are no reason.
 */
export function createLastWords(now = Date.now) {
  let spoken = "";
  let logged = { words: "", at: 0 };
  /** @type {string[]} */
  let plain = [];
  return {
    take(line) {
      const read = readLogLine(line);
      if (line.startsWith("cho-phien: ")) spoken = `${spoken} ${line.slice("cho-phien: ".length)}`.trim();
      else if (read === null) plain = [...plain, line].slice(-40);
      else if (LOUD.has(read.level))
        logged = { words: [read.msg, read.err?.message ?? read.error].filter(Boolean).join(": "), at: now() };
    },
    read() {
      if (spoken) return spoken;
      if (logged.words && now() - logged.at < RECENT) return logged.words;
      const endedByNode = plain.some((line) => /^Node\.js v\d/.test(line));
      return (endedByNode && plain.findLast?.((line) => /^\w*Error\b.*: /.test(line))) || "";
    },
  };
}

/**
 * Starts roles of the market as processes that end when we do: each holds the other end of a pipe of ours as its stdin.
 * @param {{root: string, node: string, family: import("./family.mjs").Family, logs: string, dev: boolean,
 *   env: () => Record<string, string | undefined>, tell: (text: string) => void}} given
 */
export function createRoles({ root, node, family, logs, dev, env, tell }) {
  function begin(role, args, watch) {
    const log = createLog(join(logs, `${role}.log`));
    const words = createLastWords();
    const command = [...roleArguments(role, { dev, watch }), ...args];
    const child = family.spawn(role, node, command, { cwd: root, env: env(), stdio: ["pipe", "pipe", "pipe"] });
    let isReady = () => {};
    const ready = new Promise((done) => {
      isReady = () => done(undefined);
    });
    const take = (line) => {
      log(line);
      words.take(line);
      const read = readLogLine(line);
      if (read?.msg === "ready") isReady();
      if (dev && line.trim() !== "")
        tell(`${role}: ${read === null ? line : `${read.msg ?? ""} ${read.err?.stack ?? ""}`}`);
      else if (LOUD.has(read?.level) || read?.isForTerminal) tell(`${role}: ${read.msg ?? "error"}`);
    };
    eachLine(child.stdout, take);
    eachLine(child.stderr, take);
    const exited = new Promise((done) => {
      child.once("error", (error) => {
        words.take(`cho-phien: ${error.message}`);
        done({ code: 1, signal: null });
      });
      child.once("close", (code, signal) => done({ code, signal }));
    });
    return { ready, exited, words };
  }

  return {
    /** Runs a role to its end; refused with its own last words when it fails. */
    async run(role, args = []) {
      const { exited, words } = begin(role, args, false);
      const end = await exited;
      if (end.code === 0) return;
      throw new Refusal(`${role} failed: ${endWords(end, words.read(), join(logs, `${role}.log`))}`);
    },
    /** A role as a part for the supervisor. @returns {import("./supervisor.mjs").Part} */
    part(role) {
      let last = createLastWords();
      return {
        name: role,
        launch: () => {
          const life = begin(role, [], dev);
          last = life.words;
          return life;
        },
        lastWords: () => last.read(),
        log: join(logs, `${role}.log`),
      };
    },
  };
}
