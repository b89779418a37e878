import { spawn } from "node:child_process";
import { createProcessList, send, stampOf, waitUntil } from "./processes.mjs";

/**
 * All processes that one command starts. Each leads a group of its own, so that a Ctrl-C in the terminal reaches the
 * command alone, which then stops the others in order.
 */
export function createFamily() {
  /** @type {Map<number, {name: string, child: import("node:child_process").ChildProcess, group: boolean, signal: NodeJS.Signals}>} */
  const members = new Map();
  let list = createProcessList(null);
  let closed = false;

  return {
    /** From now on, keeps the list of running processes in `file` for a later start to clean up after a kill. */
    recordIn(file) {
      list = createProcessList(file);
      for (const [pid, { name, group, signal }] of members) list.add(name, pid, { group, signal });
    },

    /**
     * Starts a process that is stopped with the family.
     * @param {string} name @param {string} command @param {string[]} args
     * @param {import("node:child_process").SpawnOptions & {endSignal?: NodeJS.Signals, group?: boolean}} options
     */
    spawn(name, command, args, { endSignal = "SIGTERM", group = true, ...options }) {
      if (closed) throw new Error("stopping");
      const child = spawn(command, args, { ...options, detached: true });
      // An end of a pipe that breaks because its process died is told by the process's exit.
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe?.on("error", () => {});
      const { pid } = child;
      if (pid !== undefined) {
        members.set(pid, { name, child, group, signal: endSignal });
        list.add(name, pid, { group, signal: endSignal });
        child.once("exit", () => {
          members.delete(pid);
          list.remove(pid);
        });
      }
      return child;
    },

    /**
     * Runs a tool to its end, with `input` as what it reads, and gathers what it says.
     * @param {string} name @param {string} command @param {string[]} args
     * @param {import("node:child_process").SpawnOptions & {input?: string}} options
     * @returns {Promise<{code: number, output: string}>} code 127 when it could not be started
     */
    run(name, command, args, { input = "", ...options }) {
      return gather(this.spawn(name, command, args, { ...options, stdio: ["pipe", "pipe", "pipe"] }), input);
    },

    /** Lets nobody be born any more: called first when everything stops. */
    close() {
      closed = true;
    },

    /**
     * Asks those whom `choose` names to end, waits `patience` milliseconds, then ends them hard with `lastSignal`.
     * @param {(name: string) => boolean} choose @param {number} patience @param {NodeJS.Signals} [lastSignal]
     */
    stop(choose, patience, lastSignal = "SIGKILL") {
      return stopMembers(
        members,
        [...members].filter(([, member]) => choose(member.name)),
        patience,
        lastSignal,
      );
    },
  };
}

function gather(child, input) {
  return new Promise((done) => {
    let output = "";
    const take = (chunk) => {
      output = (output + chunk).slice(-200_000);
    };
    child.stdin?.end(input);
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    child.once("error", (error) => done({ code: 127, output: `${output}\n${error.message}` }));
    child.once("close", (code) => done({ code: code ?? 1, output }));
  });
}

async function stopMembers(members, chosen, patience, lastSignal) {
  const stamps = new Map(chosen.map(([pid]) => [pid, stampOf(pid)]));
  const alive = ([pid]) => members.has(pid) && stamps.get(pid) !== null && stampOf(pid) === stamps.get(pid);
  for (const [pid, { signal, group }] of chosen) send(pid, signal, group);
  if (await waitUntil(() => !chosen.some(alive), patience, 20)) return;
  for (const entry of chosen) if (alive(entry)) send(entry[0], lastSignal, entry[1].group);
  await waitUntil(() => !chosen.some(alive), 1000, 20);
}

/** @typedef {ReturnType<typeof createFamily>} Family */

/**
 * Ends an engine that knows nothing of us when this process is killed: a shell waits on a pipe that we hold, and its
 * end means that we are gone.
 * @param {Family} family @param {string} name @param {number} pid @param {"INT" | "TERM"} signal
 * @param {string} [rubbish] a temporary folder to delete after it
 */
export function leash(family, name, pid, signal, rubbish) {
  const script = rubbish
    ? 'read _; kill -$2 $1; n=0; while kill -0 $1 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done; rm -rf "$3"'
    : "read _; kill -$2 $1";
  const args = ["-c", script, "leash", String(pid), signal, ...(rubbish ? [rubbish] : [])];
  const guard = family.spawn(`${name} leash`, "/bin/sh", args, {
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    endSignal: "SIGKILL",
  });
  guard.on("error", () => {});
  guard.unref();
  guard.stdin?.unref?.();
  return () => guard.kill("SIGKILL");
}
