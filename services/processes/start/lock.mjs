import * as fs from "node:fs";
import { dirname } from "node:path";
import { sleep, stampOf } from "./processes.mjs";

const readText = (file) => {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** So long an empty lock may be one that is being written at this moment. */
const WRITTEN_WITHIN = 2000;

/**
 * Runs `work` while nobody else holds the lock file; waits for one that does. The lock of a process that died is free.
 * @template T
 * @param {string} file @param {() => Promise<T>} work @param {() => void} waiting called once when it has to wait
 * @returns {Promise<T>}
 */
export async function withLock(file, work, waiting) {
  fs.mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, stamp: stampOf(process.pid) });
  let told = false;
  for (let found = takeLock(file, mine); found !== "taken"; found = takeLock(file, mine)) {
    if (found === "held" && !told) {
      waiting();
      told = true;
    }
    await sleep(found === "held" ? 300 : 30);
  }
  try {
    return await work();
  } finally {
    if (readText(file) === mine) fs.rmSync(file, { force: true });
  }
}

/** One try. "unclear": it was left by a process that died and is gone now, or is being written. @returns {"taken" | "held" | "unclear"} */
function takeLock(file, mine) {
  try {
    fs.writeFileSync(file, mine, { flag: "wx" });
    return readText(file) === mine ? "taken" : "unclear";
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const found = readText(file);
  const holder = holderOf(found);
  if (holder !== null && holder.pid !== process.pid && stampOf(holder.pid) === holder.stamp) return "held";
  if (holder === null && isFresh(file)) return "unclear";
  putAside(file, found);
  return "unclear";
}

/** @returns {{pid: number, stamp: string} | null} null for a lock that is not whole */
function holderOf(text) {
  try {
    const read = JSON.parse(text);
    return typeof read?.pid === "number" ? read : null;
  } catch {
    return null;
  }
}

function isFresh(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < WRITTEN_WITHIN;
}

/** Removes a dead lock, and gives back what turns out to be the lock of somebody who was faster. */
function putAside(file, dead) {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (readText(aside) !== dead) fs.linkSync(aside, file);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  }
  fs.rmSync(aside, { force: true });
}
