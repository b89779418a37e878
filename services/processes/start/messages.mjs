/** A stop with one sentence for the person at the terminal: what is wrong and the way out. No stack is shown. */
export class Refusal extends Error {
  /** @param {string} sentence @param {number} [exitCode] */
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.name = "Refusal";
    this.exitCode = exitCode;
  }
}

/** The exit code of what bad settings have stopped. */
export const HOPELESS_SETTINGS = 2;

/** Exit codes of a role that starting again cannot help: its settings are wrong, its database is newer (3). */
export const HOPELESS_EXITS = new Set([HOPELESS_SETTINGS, 3]);

const DISK_FULL = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;
const OFFLINE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT|network/;

/** Says in one sentence that the disk is full, when `text` (an error, an output) is about that; otherwise null. */
export function diskFullSentence(text, where) {
  if (!DISK_FULL.test(text)) return null;
  return `The disk that holds ${where} is full: free some space there, or choose a folder on another disk with --data, and start again.`;
}

/** Says in one sentence that the package registry was not reached, when `text` is about that; otherwise null. */
export function offlineSentence(text) {
  if (!OFFLINE.test(text)) return null;
  return "npm could not reach the package registry: check the network (or proxy) and start again.";
}

/**
 * One sentence for any error that ends a command.
 * @param {unknown} error @param {string} where the folder the command works in
 */
export function explain(error, where) {
  if (error instanceof Refusal) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const path = error instanceof Error && "path" in error ? String(error.path) : where;
  const full = diskFullSentence(`${code} ${text}`, where);
  if (full) return full;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `No permission to write ${path}: give your user the right to, or choose another folder with --data.`;
  }
  if (code === "ENOTDIR")
    return `${path} cannot be a folder, because a part of that path is a file: choose another with --data.`;
  return `Something unexpected stopped this: ${text}`;
}

/**
 * How a process ended, in words: what it said of it, else its exit code; a killed one said nothing. Then where its log is.
 * @param {{code: number | null, signal: string | null}} end @param {string} words @param {string} [log]
 */
export function endWords({ code, signal }, words, log) {
  const how = signal === null ? words || `exit code ${code}` : `killed by ${signal}`;
  return log === undefined ? how : `${how}; its log is ${log}`;
}

const COLOURS = { bold: "1", dim: "2", red: "31", green: "32", yellow: "33" };

/** Wraps `text` in a terminal colour where `stream` is a terminal that wants colours. */
export function paint(stream, colour, text) {
  if (!stream.isTTY || process.env.NO_COLOR) return text;
  return `\x1b[${COLOURS[colour]}m${text}\x1b[0m`;
}

/** The last `count` lines of a tool's output that say something, without stack frames. */
export function lastLines(text, count) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
  return lines.slice(-count).join("\n");
}
