import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { demoShowWords } from "#services/processes/start/demo-show.mjs";
import { createFamily } from "#services/processes/start/family.mjs";
import { createRoles } from "#services/processes/start/roles.mjs";

describe("the demonstration show at the end of a start", () => {
  const ready = { words: "livekit-server on localhost:20000", later: null as unknown, address: {} };
  const say = (filming: Partial<typeof ready>, demoShow = true, mode: "demo" | "real" = "demo") =>
    demoShowWords({ mode, options: { demoShow }, filming: { ...ready, ...filming } });

  it("is announced, at once or when the video server is ready", () => {
    expect(say({})).toEqual({ isComing: true, words: "on air within a minute, at /live" });
    expect(say({ later: async () => {} })?.words).toContain("once the video server is ready");
  });

  it("is said to be absent with the reason", () => {
    const filming = { address: null, words: "no video (there is no livekit-server; install it)" } as never;
    expect(say(filming)).toEqual({
      isComing: false,
      words: "none, for there is no video (there is no livekit-server; install it)",
    });
    expect(say({}, false)).toEqual({ isComing: false, words: "left out (--no-demo-show)" });
    expect(say({}, true, "real")).toBeNull();
  });

  it("has what only its role knows told at the terminal", async () => {
    const root = mkdtempSync(join(tmpdir(), "cho-phien-roles-"));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    mkdirSync(join(root, "build/processes"), { recursive: true });
    const why = "no demonstration show: its native part is not there";
    const lines = [
      { level: 40, msg: "quiet" },
      { level: 40, isForTerminal: true, msg: why },
    ].map((line) => JSON.stringify(line));
    writeFileSync(join(root, "build/processes/fake.js"), `console.log(${JSON.stringify(lines.join("\n"))})`);
    const told: string[] = [];
    const roles = createRoles({
      root,
      node: process.execPath,
      family: createFamily(),
      logs: root,
      dev: false,
      env: () => ({}),
      tell: (text) => told.push(text),
    });
    await roles.run("fake");
    expect(told).toEqual([`fake: ${why}`]);
  });
});
