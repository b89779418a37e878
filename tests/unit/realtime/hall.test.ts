import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { fitting, mayWrite, PAGE_BYTES, sayable } from "#services/chat/rules.ts";
import type { Board } from "#services/live/board.ts";
import { Hall } from "#services/realtime/hall.ts";
import { ownOrigins } from "#services/realtime/origins.ts";

const board = (change: Partial<Board> = {}): Board => ({
  at: 1000,
  showId: "s",
  slug: "phien",
  state: "live",
  seq: 0,
  chatNumber: 0,
  pin: null,
  items: [],
  endReasonCode: null,
  endReason: null,
  ...change,
});

describe("a hall", () => {
  it("calls a board news only when it says something else, and never goes back in time", () => {
    const hall = new Hall(board());
    expect(hall.take(board({ at: 2000, chatNumber: 7 }))).toBe(false);
    expect(hall.take(board({ at: 3000, pin: { pinId: "p", itemId: "i", pinnedAt: 2500 } }))).toBe(true);
    expect(hall.take(board({ at: 2500 }))).toBe(false);
    expect(hall.board.pin?.pinId).toBe("p");
  });

  it("adds viewers and reactions of other processes, and forgets a process that is silent", () => {
    const hall = new Hall(board());
    for (const watcher of ["anna", "minh", "anna"]) hall.arrive(watcher);
    hall.react(3);
    hall.hear("other", 5, 4, 10_000);
    expect(hall.pulse(10_500)).toEqual({ viewers: 7, reactions: 7 });
    expect(hall.pulse(10_900)).toBeNull();
    expect(hall.tellOthers()).toEqual(["s", 2, 3]);
    expect(hall.tellOthers()).toEqual(["s", 2, 0]);
    expect(hall.pulse(15_000)).toEqual({ viewers: 2, reactions: 0 });
  });
});

describe("own origins", () => {
  it("are the public one alone, or the names of this machine on that port", () => {
    const at = (PUBLIC_URL: string, HOST = "127.0.0.1") => ownOrigins({ PUBLIC_URL, HOST });
    expect([...at("https://cho.example", "0.0.0.0")]).toEqual(["https://cho.example"]);
    expect(at("http://localhost:3000")).toContain("http://127.0.0.1:3000");
    expect(at("http://localhost:3000")).not.toContain("http://localhost:3001");
    expect(at("http://203.0.113.5:3000")).toContain("http://203.0.113.5:3000");
    expect(at("http://203.0.113.5:3000")).not.toContain("http://203.0.113.6:3000");
  });

  it("are those of every address of this machine where the market listens on all of them, and nobody else's", () => {
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const outer = own.flatMap((one) => (one.family === "IPv4" ? [`http://${one.address}:3000`] : []));
    const open = ownOrigins({ PUBLIC_URL: "http://localhost:3000", HOST: "0.0.0.0" });
    for (const origin of outer) expect(open).toContain(origin);
    expect(open).not.toContain("http://203.0.113.6:3000");
    const away = ownOrigins({ PUBLIC_URL: "http://203.0.113.5:3000", HOST: "0.0.0.0" });
    for (const origin of outer.filter((one) => !one.includes("127.0.0.1"))) expect(away).not.toContain(origin);
  });
});

describe("what may be said", () => {
  it("is clean, not empty and not too long", () => {
    expect(sayable(" a \n b\u200b ")).toEqual({ ok: true, value: "a b" });
    expect(sayable("\u200b")).toMatchObject({ code: "empty" });
    expect(sayable("a".repeat(301))).toMatchObject({ code: "too_long", details: { most: 300 } });
  });

  it("comes at most five times in ten seconds from viewers", () => {
    const writer = { name: "A", isBanned: false, isMember: false, isStaff: false, mutedSeconds: 0, ages: [0, 1, 2, 3] };
    expect(mayWrite(writer)).toBeNull();
    expect(mayWrite({ ...writer, ages: [0, 1, 2, 3, 4] })).toMatchObject({ code: "too_fast", details: { seconds: 6 } });
    expect(mayWrite({ ...writer, ages: [0, 1, 2, 3, 4], isMember: true })).toBeNull();
    expect(mayWrite({ ...writer, mutedSeconds: 1.2 })).toMatchObject({ code: "muted", details: { seconds: 2 } });
    expect(mayWrite({ ...writer, isBanned: true })).toMatchObject({ code: "sign_in" });
  });

  it("fits a frame, whatever letters it is made of", () => {
    const line = (number: number) => ({
      number,
      id: "i",
      name: "A",
      role: "viewer" as const,
      body: "𠀀".repeat(300),
      at: 0,
    });
    const fits = fitting(Array.from({ length: 30 }, (_, n) => line(n + 1)));
    expect(fits.length).toBeGreaterThan(1);
    expect(Buffer.byteLength(JSON.stringify(fits))).toBeLessThan(PAGE_BYTES + 100);
  });
});
