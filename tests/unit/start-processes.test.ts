import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFamily } from "#services/processes/start/family.mjs";
import { pickPort, requirePort, tryPort } from "#services/processes/start/ports.mjs";
import {
  createProcessList,
  readProcessList,
  stampOf,
  stopLeftovers,
  waitUntil,
} from "#services/processes/start/processes.mjs";
import { createLastWords, readLogLine } from "#services/processes/start/roles.mjs";
import { chooseSearch } from "#services/processes/start/search-engine.mjs";
import { afterDeath, createSupervisor } from "#services/processes/start/supervisor.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cho-phien-processes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sleeper = (options = {}) =>
  spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore", ...options });

describe("inner ports", () => {
  it("are kept while they are free, and chosen anew when a stranger took them", async () => {
    const port = await pickPort(undefined);
    expect(await pickPort(port)).toBe(port);
    const stranger = createServer().listen(port, "127.0.0.1");
    await once(stranger, "listening");
    const other = await pickPort(port);
    expect(other).not.toBe(port);
    expect(await tryPort(other, "127.0.0.1")).toBeNull();
    stranger.close();
  });

  it("are never one that was promised to another part", async () => {
    const port = await pickPort(undefined);
    expect(await pickPort(port, [port])).not.toBe(port);
  });

  it("are told apart from the market's own, whose being taken is one sentence with the way out", async () => {
    const port = await pickPort(undefined);
    await requirePort(port, "127.0.0.1");
    const stranger = createServer().listen(port, "127.0.0.1");
    await once(stranger, "listening");
    await expect(requirePort(port, "127.0.0.1")).rejects.toThrow(`Port ${port} is taken by another program`);
    await expect(requirePort(port, "127.0.0.1")).rejects.toThrow(`--port ${port + 1}`);
    stranger.close();
  });

  it("refuse an address that this machine does not have", async () => {
    await expect(requirePort(await pickPort(undefined), "203.0.113.7")).rejects.toThrow(
      /cannot listen on 203\.0\.113\.7/,
    );
  });
});

describe("what a killed start left behind", () => {
  it("is stopped when it is still the same process", async () => {
    const file = join(folder, "processes.json");
    const child = sleeper({ detached: true });
    createProcessList(file).add("worker", child.pid ?? 0);
    expect(readProcessList(file)).toHaveLength(1);
    expect(await stopLeftovers(file)).toEqual(["worker"]);
    expect(stampOf(child.pid ?? 0)).toBeNull();
  });

  it("is left alone when its number belongs to another process by now", async () => {
    const file = join(folder, "processes.json");
    const stranger = sleeper({ detached: true });
    writeFileSync(
      file,
      JSON.stringify([{ name: "web", pid: stranger.pid, stamp: "boot:1", group: true, signal: "SIGKILL" }]),
    );
    expect(await stopLeftovers(file)).toEqual([]);
    expect(stampOf(stranger.pid ?? 0)).not.toBeNull();
    stranger.kill("SIGKILL");
  });

  it("is nothing when the list is broken or missing", async () => {
    expect(await stopLeftovers(join(folder, "none.json"))).toEqual([]);
    writeFileSync(join(folder, "bad.json"), '[{"pid":');
    expect(await stopLeftovers(join(folder, "bad.json"))).toEqual([]);
  });
});

describe("a family of processes", () => {
  it("ends one that ignores being asked, with all that it started", async () => {
    const family = createFamily();
    const script = `process.on("SIGTERM", () => {});
      const child = require("node:child_process").spawn("sleep", ["60"]);
      setInterval(() => {}, 1000);
      console.log(child.pid);`;
    const child = family.spawn("stubborn", process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = once(child, "exit");
    const [said] = child.stdout ? await once(child.stdout, "data") : [];
    await family.stop(() => true, 200);
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(await waitUntil(() => stampOf(Number(said)) === null, 2000)).toBe(true);
  });

  it("gathers what a tool says, and gives a code for one that does not exist", async () => {
    const family = createFamily();
    const said = await family.run("echo", "/bin/sh", ["-c", "cat; exit 3"], { input: "chợ" });
    expect(said).toEqual({ code: 3, output: "chợ" });
    expect((await family.run("none", join(folder, "none"), [], {})).code).toBe(127);
  });

  it("lets nobody be born once it is closed", () => {
    const family = createFamily();
    family.close();
    expect(() => family.spawn("late", process.execPath, ["-e", "0"], {})).toThrow();
  });
});

describe("the supervisor", () => {
  const crash = { everReady: true, readyFor: 0, exitCode: 1 };

  it("waits longer after each death, from half a second up to thirty", () => {
    const delays: number[] = [];
    for (let failures = 0; failures < 8; failures++) delays.push(afterDeath({ ...crash, failures }).delay);
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("begins anew with the shortest delay after one that had settled", () => {
    expect(afterDeath({ ...crash, failures: 7, readyFor: 10_000 })).toEqual({ failures: 1, delay: 500, giveUp: false });
  });

  it("gives up only what died ten times and was never ready", () => {
    expect(afterDeath({ ...crash, failures: 9, everReady: false }).giveUp).toBe(true);
    expect(afterDeath({ ...crash, failures: 8, everReady: false }).giveUp).toBe(false);
    expect(afterDeath({ ...crash, failures: 500 }).giveUp).toBe(false);
  });

  it("gives up at once what says that its settings are wrong", () => {
    expect(afterDeath({ failures: 0, everReady: false, readyFor: 0, exitCode: 2 }).giveUp).toBe(true);
  });

  const FAULT = { code: 1, signal: null };

  /** A part that dies at once, `deaths` times, before it stays. */
  function mortal(deaths: number, words = "no database", end: { code: number | null; signal: string | null } = FAULT) {
    const state = { launches: 0 };
    const part = {
      name: "worker",
      log: "/logs/worker.log",
      lastWords: () => words,
      launch: () => {
        state.launches++;
        const stays = state.launches > deaths;
        return {
          ready: stays ? Promise.resolve() : new Promise<void>(() => {}),
          exited: stays ? new Promise<typeof end>(() => {}) : Promise.resolve(end),
        };
      },
    };
    return { state, part };
  }

  it("brings a part back until it is ready, and says why it stopped", async () => {
    const told: string[] = [];
    const delays: number[] = [];
    const supervisor = createSupervisor(
      (text: string) => told.push(text),
      (delay: number, work: () => void) => {
        delays.push(delay);
        queueMicrotask(work);
      },
    );
    const { state, part } = mortal(3);
    await supervisor.keep(part);
    expect(state.launches).toBe(4);
    expect(delays).toEqual([500, 1000, 2000]);
    expect(told[0]).toBe("worker stopped (no database; its log is /logs/worker.log); starting it again in 0.5 s");
  });

  it("blames nothing but the code or the signal when there are no words, and no words for a kill", async () => {
    const told: string[] = [];
    const supervisor = createSupervisor(
      (text: string) => told.push(text),
      (_delay: number, work: () => void) => queueMicrotask(work),
    );
    await supervisor.keep(mortal(1, "", { code: 7, signal: null }).part);
    await supervisor.keep(mortal(1, "an error of before", { code: null, signal: "SIGKILL" }).part);
    expect(told.filter((text) => text.includes("stopped"))).toEqual([
      "worker stopped (exit code 7; its log is /logs/worker.log); starting it again in 0.5 s",
      "worker stopped (killed by SIGKILL; its log is /logs/worker.log); starting it again in 0.5 s",
    ]);
  });

  it("gives one up with a sentence and leaves the others running", async () => {
    const told: string[] = [];
    const supervisor = createSupervisor(
      (text: string) => told.push(text),
      (_delay: number, work: () => void) => queueMicrotask(work),
    );
    const hopeless = mortal(1000);
    const good = mortal(0);
    await expect(supervisor.keep(hopeless.part)).rejects.toThrow("worker does not start: no database; its log");
    await supervisor.keep(good.part);
    expect(hopeless.state.launches).toBe(10);
    expect(told.at(-1)).toBe("worker does not start: no database; its log is /logs/worker.log");
  });

  it("starts nothing again once it stops", async () => {
    const later: (() => void)[] = [];
    const supervisor = createSupervisor(
      () => {},
      (_delay: number, work: () => void) => void later.push(work),
    );
    const { state, part } = mortal(1000);
    void supervisor.keep(part);
    await waitUntil(() => later.length === 1, 1000);
    supervisor.stop();
    later[0]?.();
    expect(state.launches).toBe(1);
  });
});

describe("what a role says", () => {
  it("names its end by its last logged error", () => {
    const words = createLastWords();
    words.take('{"level":30,"msg":"ready"}');
    words.take('{"level":50,"msg":"cannot start","err":{"message":"no room"}}');
    expect(words.read()).toBe("cannot start: no room");
  });

  it("names its end by the error that it threw, without the stack", () => {
    const words = createLastWords();
    for (const line of [
      "file.js:3",
      "  throw x",
      "Error: connect ECONNREFUSED",
      "    at main (file.js:3:9)",
      "",
      "Node.js v24",
    ]) {
      words.take(line);
    }
    expect(words.read()).toBe("Error: connect ECONNREFUSED");
  });

  it("does not name its end by a warning, by a line of another program or by an error of long before", () => {
    let time = 0;
    const words = createLastWords(() => time);
    words.take('{"level":50,"msg":"request failed","err":{"message":"an old story"}}');
    expect(words.read()).toBe("request failed: an old story");
    time += 60_000;
    words.take("REMIX FUTURE CHANGE: the `?_data` parameter is going away");
    words.take("Error: said by console.warn, about something else");
    words.take('{"level":40,"msg":"slow"}');
    expect(words.read()).toBe("");
  });

  it("names every fault that it tells in words of its own", () => {
    const words = createLastWords();
    words.take("cho-phien: PORT must be a number.");
    words.take("cho-phien: HOST must be an address.");
    expect(words.read()).toBe("PORT must be a number. HOST must be an address.");
  });

  it("is a log line only when it is an object", () => {
    expect(readLogLine('{"msg":"ready"}')).toEqual({ msg: "ready" });
    expect(readLogLine("{broken")).toBeNull();
    expect(readLogLine("ready")).toBeNull();
  });
});

describe("the search engine", () => {
  const nowhere = { PATH: "/nowhere", XDG_CACHE_HOME: "/nowhere" };

  it("is PostgreSQL when that is asked for, whatever is there", () => {
    expect(chooseSearch({ search: "postgres" }, { MEILI_HOST: "http://x", MEILI_KEY: "k" })).toEqual({
      kind: "postgres",
    });
  });

  it("is the Meilisearch that is named", () => {
    const env = { ...nowhere, MEILI_HOST: "http://x", MEILI_KEY: "k" };
    expect(chooseSearch({ search: "auto" }, env)).toEqual({ kind: "given", host: "http://x", key: "k" });
  });

  it("is one found on the path, else in the cache folder, else one that has to be fetched", () => {
    const program = join(folder, "meilisearch");
    writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
    expect(chooseSearch({ search: "auto" }, { ...nowhere, PATH: folder })).toEqual({ kind: "ours", program });
    expect(chooseSearch({ search: "auto" }, nowhere)).toEqual({ kind: "ours", program: null });
  });
});
