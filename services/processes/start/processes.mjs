import { spawnSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";

/**
 * What tells a process from a later one with the same number: its start time as the kernel keeps it.
 * Null when there is no such process, or only its remains (a zombie).
 * @param {number} pid
 */
export function stampOf(pid) {
  if (!Number.isSafeInteger(pid) || pid < 1) return null;
  if (process.platform === "linux") return linuxStamp(pid);
  const ps = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  const text = ps.stdout?.trim() ?? "";
  return text === "" || text.startsWith("Z") ? null : text.replace(/^\S+\s+/, "");
}

function linuxStamp(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}:${fields[19]}`;
  } catch {
    return null;
  }
}

/** True for a running process and for the remains of one (a zombie). */
export function existsAtAll(pid) {
  return send(pid, 0);
}

/** The words a process was started with, or "" when it is gone. */
export function commandOf(pid) {
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    } catch {
      return "";
    }
  }
  return spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** @typedef {{name: string, pid: number, stamp: string, group: boolean, signal: NodeJS.Signals}} ProcessRecord */

/**
 * The list of processes that a market started, kept in its data folder for the next start to clean up after a kill.
 * @param {string | null} file
 */
export function createProcessList(file) {
  /** @type {Map<number, ProcessRecord>} */
  const running = new Map();
  const save = () => {
    if (file === null) return;
    try {
      writeFileSync(`${file}.tmp`, JSON.stringify([...running.values()], null, 1), { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    } catch {
      // The list serves cleaning up alone: a full disk must not stop the market for it.
    }
  };
  return {
    /** @param {string} name @param {number} pid @param {{group?: boolean, signal?: NodeJS.Signals}} [how] */
    add(name, pid, { group = true, signal = "SIGTERM" } = {}) {
      const stamp = stampOf(pid);
      if (stamp === null) return;
      running.set(pid, { name, pid, stamp, group, signal });
      save();
    },
    remove(pid) {
      if (running.delete(pid)) save();
    },
  };
}

/** @returns {ProcessRecord[]} */
export function readProcessList(file) {
  try {
    const list = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(list)
      ? list.filter((entry) => typeof entry?.pid === "number" && typeof entry.stamp === "string")
      : [];
  } catch {
    return [];
  }
}

/** Sends a signal to a process, or to the group it leads; a process that is gone is no error. */
export function send(pid, signal, group = false) {
  // 0 and 1 mean "my own group" and "everybody" to the system.
  if (!Number.isSafeInteger(pid) || pid < 2) return false;
  try {
    process.kill(group ? -pid : pid, signal);
    return true;
  } catch {
    return false;
  }
}

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Waits until `isDone` says so; false when the time is over first. */
export async function waitUntil(isDone, milliseconds, every = 50) {
  const end = Date.now() + milliseconds;
  for (;;) {
    if (await isDone()) return true;
    if (Date.now() >= end) return false;
    await sleep(every);
  }
}

/**
 * Stops what an earlier run of this data folder left behind, and only that: a number that now belongs to
 * another process is left alone.
 * @returns {Promise<string[]>} names of what was stopped
 */
export async function stopLeftovers(file) {
  const ours = readProcessList(file).filter((entry) => stampOf(entry.pid) === entry.stamp);
  for (const entry of ours) send(entry.pid, entry.signal, entry.group);
  const gone = (entry) => stampOf(entry.pid) !== entry.stamp;
  await waitUntil(() => ours.every(gone), 4000);
  for (const entry of ours) if (!gone(entry)) send(entry.pid, "SIGKILL", entry.group);
  await waitUntil(() => ours.every(gone), 2000);
  return ours.map((entry) => entry.name);
}
