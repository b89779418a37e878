import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  deleteDataFolder,
  lockDataFolder,
  MARK_FILE,
  MARK_VERSION,
  openDataFolder,
  readLock,
  readMark,
  resetDataFolder,
  saveMark,
} from "#services/processes/start/data-folder.mjs";

const URL_HERE = "http://localhost:3999";
let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "cho-phien-folder-")), "data");
});
afterEach(() => rmSync(join(dir, ".."), { recursive: true, force: true }));

const open = (migrations = 3) => openDataFolder(dir, { migrations, url: URL_HERE });
const make = () => {
  const { mark, unlock } = open();
  unlock();
  return mark;
};

describe("a data folder", () => {
  it("is made with a mark that only its owner reads and that keeps its secrets", () => {
    const first = make();
    expect(statSync(join(dir, MARK_FILE)).mode & 0o777).toBe(0o600);
    expect(first.secrets.app).toMatch(/^[0-9a-f]{64}$/);
    expect(first.secrets.vnpayTmnCode).toMatch(/^[A-Z0-9]{8}$/);
    const again = open();
    expect(again.isNew).toBe(false);
    expect(again.mark).toEqual(first);
    again.unlock();
  });

  it("of somebody else is refused and left as it is", () => {
    mkdirSync(dir);
    writeFileSync(join(dir, "thesis.txt"), "mine");
    expect(() => open()).toThrow(/is not empty and bears no mark of ours/);
    expect(readdirSync(dir)).toEqual(["thesis.txt"]);
  });

  it("that is a file is refused", () => {
    writeFileSync(dir, "");
    expect(() => open()).toThrow(/is a file, not a folder/);
  });

  it("that has a file or a broken link in the way, or too long a name, is refused", () => {
    mkdirSync(dir);
    writeFileSync(join(dir, "file"), "");
    symlinkSync(join(dir, "none"), join(dir, "link"));
    const tries: [string, RegExp][] = [
      [join(dir, "file/data"), /a part of that path is a file|is a file, not a folder/],
      [join(dir, "link"), /a broken link is in its place/],
      [join(dir, "x".repeat(300)), /its name is too long/],
    ];
    for (const [path, why] of tries) {
      const open = () => openDataFolder(path, { migrations: 3, url: URL_HERE });
      expect(open).toThrow(why);
      expect(open).toThrow(/: choose another with --data\.$/);
    }
  });

  it("whose logs are a file is refused, and left unlocked", () => {
    make();
    rmSync(join(dir, "logs"), { recursive: true });
    writeFileSync(join(dir, "logs"), "");
    expect(() => open()).toThrow(/logs is a file, not a folder/);
    expect(readLock(dir)).toBeNull();
  });

  it("that cannot be written is refused, be it there or yet to be made", () => {
    mkdirSync(dir);
    chmodSync(join(dir, ".."), 0o755);
    chmodSync(dir, 0o555);
    const root = process.geteuid?.() === 0;
    // Root may write anywhere: for this the test is somebody else.
    if (root) process.seteuid?.(65_534);
    try {
      expect(() => open()).toThrow(/cannot be used \(your user has no right to write there\): choose another/);
      const below = () => openDataFolder(join(dir, "a/b"), { migrations: 3, url: URL_HERE });
      expect(below).toThrow(/cannot be used \(your user has no right to write there\): choose another/);
    } finally {
      if (root) process.seteuid?.(0);
      chmodSync(dir, 0o755);
    }
  });

  it("below /proc is refused at once by npm start, in one sentence", () => {
    const start = "services/processes/start/start.mjs";
    const { status, signal, stderr } = spawnSync(process.execPath, [start, "--data", "/proc/x", "--port", "1"], {
      encoding: "utf8",
      timeout: 20_000,
      killSignal: "SIGKILL",
    });
    expect({ status, signal, said: stderr.trim() }).toEqual({
      status: 1,
      signal: null,
      said: expect.stringMatching(/^The folder \/proc\/x cannot be used \(.+\): choose another with --data\.$/),
    });
  });

  it("of a newer version is refused, by its mark or by its migrations", () => {
    const mark = make();
    saveMark(dir, { ...mark, version: MARK_VERSION + 1 });
    expect(() => open()).toThrow(/newer version of Chợ Phiên/);
    saveMark(dir, { ...mark, migrations: 4 });
    expect(() => open(3)).toThrow(/newer version of Chợ Phiên/);
    open(4).unlock();
  });

  it("with a broken mark is refused, not taken for a new one", () => {
    make();
    writeFileSync(join(dir, MARK_FILE), '{"mark": "cho-ph');
    expect(() => open()).toThrow(/is broken/);
  });

  it("whose making was cut off before the mark was whole can be opened", () => {
    mkdirSync(dir);
    writeFileSync(join(dir, `${MARK_FILE}.tmp`), "{");
    const { isNew, unlock } = open();
    expect(isNew).toBe(true);
    unlock();
  });
});

describe("the folder of the bench", () => {
  it("stands in a data folder that is yet to be made, and outlives its reset", () => {
    openDataFolder(join(dir, "bench"), { migrations: 3, url: URL_HERE }).unlock();
    make();
    deleteDataFolder(dir);
    expect(readdirSync(dir)).toEqual(["bench"]);
    make();
  });
});

describe("the lock of a data folder", () => {
  it("refuses a second market and names the first", () => {
    const { unlock } = open();
    expect(() => open()).toThrow(new RegExp(`already runs on .* \\(process ${process.pid}, ${URL_HERE}\\)`));
    unlock();
    open().unlock();
  });

  it("of a killed process is taken over", () => {
    make();
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    writeFileSync(join(dir, "running.json"), JSON.stringify({ pid, stamp: "boot:1", url: URL_HERE }));
    expect(readLock(dir)).toBeNull();
    lockDataFolder(dir, URL_HERE)();
  });

  it("of a number that belongs to another process by now is taken over", () => {
    make();
    writeFileSync(join(dir, "running.json"), JSON.stringify({ pid: process.ppid, stamp: "boot:1", url: URL_HERE }));
    lockDataFolder(dir, URL_HERE)();
    expect(existsSync(join(dir, "running.json"))).toBe(false);
  });

  it("that was cut off while being written is taken over", () => {
    make();
    writeFileSync(join(dir, "running.json"), "");
    lockDataFolder(dir, URL_HERE)();
  });
});

describe("--reset", () => {
  const asked = (answer: string) => ({ yes: false, terminal: true, ask: async () => answer });

  it("refuses a folder without our mark", async () => {
    mkdirSync(dir);
    writeFileSync(join(dir, "thesis.txt"), "mine");
    await expect(resetDataFolder(dir, { yes: true, terminal: true })).rejects.toThrow(/bears no mark of ours/);
    expect(readFileSync(join(dir, "thesis.txt"), "utf8")).toBe("mine");
  });

  it("refuses without a terminal unless --yes is given", async () => {
    make();
    await expect(resetDataFolder(dir, { yes: false, terminal: false })).rejects.toThrow(/add --yes/);
    await expect(resetDataFolder(dir, { yes: true, terminal: false })).resolves.toBe(true);
  });

  it("asks on a terminal and takes only a clear yes", async () => {
    make();
    await expect(resetDataFolder(dir, asked("no"))).rejects.toThrow("Nothing was deleted.");
    await expect(resetDataFolder(dir, asked(""))).rejects.toThrow("Nothing was deleted.");
    await expect(resetDataFolder(dir, asked("yes"))).resolves.toBe(true);
    expect(readMark(dir)).not.toBeNull();
  });

  it("refuses while a market runs on it", async () => {
    const { unlock } = open();
    await expect(resetDataFolder(dir, { yes: true, terminal: true })).rejects.toThrow(/stop it before --reset/);
    unlock();
  });

  it("has nothing to do where there is no folder, and empties the one that is there", async () => {
    await expect(resetDataFolder(dir, { yes: false, terminal: false })).resolves.toBe(false);
    make();
    writeFileSync(join(dir, "demo-accounts.json"), "[]");
    deleteDataFolder(dir);
    expect(readdirSync(dir)).toEqual([]);
  });
});
