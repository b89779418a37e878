import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";

const MOST_REDIRECTS = 5;

/** Why a download failed, in words for the terminal. */
export class DownloadError extends Error {}

/**
 * How long to wait, in milliseconds: for a connection, and for the next bytes of one.
 * @typedef {{connect: number, idle: number}} Patience
 * @type {Patience}
 */
const PATIENCE = { connect: 5000, idle: 15_000 };

/** Opens an address and follows where it sends us. @returns {Promise<http.IncomingMessage>} */
function open(address, patience, redirectsLeft = MOST_REDIRECTS) {
  const url = new URL(address);
  const { get } = url.protocol === "https:" ? https : http;
  return new Promise((done, failed) => {
    const fail = (words) => failed(new DownloadError(`${url.host}: ${words}`));
    const request = get(url, { headers: { "user-agent": "cho-phien", accept: "*/*" } });
    const slow = setTimeout(
      () => request.destroy(new Error(`no connection in ${patience.connect / 1000} s`)),
      patience.connect,
    );
    request.once("socket", (socket) => {
      const ready = url.protocol === "https:" ? "secureConnect" : "connect";
      if (socket.connecting) socket.once(ready, () => clearTimeout(slow));
      else clearTimeout(slow);
      socket.setTimeout(patience.idle, () => request.destroy(new Error(`nothing came for ${patience.idle / 1000} s`)));
    });
    request.once("error", (error) => {
      clearTimeout(slow);
      fail(error.message);
    });
    request.once("response", (response) => {
      const status = response.statusCode ?? 0;
      const next = response.headers.location;
      if (status >= 300 && status < 400 && next) {
        response.resume();
        if (redirectsLeft === 0) return fail("sends from address to address");
        return void open(new URL(next, url).href, patience, redirectsLeft - 1).then(done, failed);
      }
      if (status !== 200) {
        response.resume();
        return fail(`answers ${status} for ${url.pathname}`);
      }
      done(response);
    });
  });
}

/** Reads a short text. @param {string} address @param {Patience} [patience] @returns {Promise<string>} */
export async function readText(address, patience = PATIENCE) {
  const response = await open(address, patience);
  let text = "";
  response.setEncoding("utf8");
  try {
    for await (const chunk of response) {
      text += chunk;
      if (text.length > 5_000_000) throw new Error("far too long");
    }
  } catch (error) {
    throw new DownloadError(`${new URL(address).host}: ${error.message}`);
  }
  return text;
}

/**
 * Writes what stands at an address into a file and checks its SHA-256 and, where it was told, its length. A file that
 * isn't whole and right is removed again.
 * @param {{address: string, file: string, sha256: string, patience?: Patience}} given
 */
export async function download({ address, file, sha256, patience = PATIENCE }) {
  const response = await open(address, patience);
  const told = Number(response.headers["content-length"] ?? Number.NaN);
  const hash = createHash("sha256");
  let length = 0;
  const handle = fs.openSync(file, "w", 0o600);
  try {
    for await (const chunk of response) {
      hash.update(chunk);
      length += chunk.length;
      fs.writeSync(handle, chunk);
    }
    if (Number.isFinite(told) && length !== told) throw new Error(`only ${length} of ${told} bytes came`);
    if (hash.digest("hex") !== sha256.toLowerCase()) throw new Error("the file is not the one its publisher lists");
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw new DownloadError(`${new URL(address).host}: ${error.message}`);
  } finally {
    fs.closeSync(handle);
  }
}

/** The digest that a list in the manner of sha256sum gives for a file. @param {string} list @param {string} name */
export function digestInList(list, name) {
  for (const line of list.split("\n")) {
    const match = /^([0-9a-f]{64})\s+\*?(\S+)$/i.exec(line.trim());
    if (match?.[2] === name) return match[1];
  }
  throw new DownloadError(`its publisher lists no digest for ${name}`);
}

/** The digest that a release's description (GitHub's) gives for a file. @param {string} json @param {string} name */
export function digestInRelease(json, name) {
  try {
    const asset = JSON.parse(json).assets.find((one) => one.name === name);
    const match = /^sha256:([0-9a-f]{64})$/i.exec(asset?.digest ?? "");
    if (match) return match[1];
  } catch {
    // Told below.
  }
  throw new DownloadError(`its publisher lists no digest for ${name}`);
}
