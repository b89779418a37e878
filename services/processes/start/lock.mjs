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
  while (!takeLock(file, mine)) {
    if (!told) waiting();
    told = true;
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    if (readText(file) === mine) fs.rmSync(file, { force: true });
  }
}

function takeLock(file, mine) {
  try {
    fs.writeFileSync(file, mine, { flag: "wx" });
    return readText(file) === mine;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  try {
    const holder = JSON.parse(readText(file));
    if (holder.pid !== process.pid && stampOf(holder.pid) === holder.stamp) return false;
  } catch {
    // An unreadable lock was being written when its process died.
  }
  fs.rmSync(file, { force: true });
  return false;
}
