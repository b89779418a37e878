import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "#services/processes/start/lock.mjs";
import { stampOf } from "#services/processes/start/processes.mjs";

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cho-phien-lock-"));
  lock = join(folder, "setup.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Works under the lock; says how often it was told that somebody else does. */
async function waits(): Promise<number> {
  let told = 0;
  await withLock(
    lock,
    async () => {},
    () => {
      told += 1;
    },
  );
  return told;
}

describe("the lock of the set-up", () => {
  it("that a dead process left is taken without a word about another start", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    writeFileSync(lock, JSON.stringify({ pid, stamp: "boot:1" }));
    expect(await waits()).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it("whose number belongs to another process by now, or that was cut off long ago, is taken likewise", async () => {
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, stamp: "boot:1" }));
    expect(await waits()).toBe(0);
    writeFileSync(lock, "");
    expect(await waits()).toBe(0);
  });

  it("of a process at work is waited for, said once", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    writeFileSync(lock, JSON.stringify({ pid: other.pid, stamp: stampOf(other.pid ?? 0) }));
    setTimeout(() => other.kill("SIGKILL"), 1000);
    expect(await waits()).toBe(1);
  });

  it("left by a dead one lets many in one after another, never two at once", async () => {
    const book = join(folder, "book");
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 30, stamp: "boot:1" }));
    const script = `import { appendFileSync } from "node:fs";
      import { withLock } from "./services/processes/start/lock.mjs";
      await withLock(${JSON.stringify(lock)}, async () => {
        appendFileSync(${JSON.stringify(book)}, "in ");
        await new Promise((done) => setTimeout(done, 50));
        appendFileSync(${JSON.stringify(book)}, "out ");
      }, () => {});`;
    const children = Array.from({ length: 5 }, () =>
      spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" }),
    );
    const codes = await Promise.all(children.map((child) => new Promise((done) => child.once("exit", done))));
    expect(codes).toEqual([0, 0, 0, 0, 0]);
    expect(readFileSync(book, "utf8")).toBe("in out ".repeat(5));
  }, 20_000);
});
