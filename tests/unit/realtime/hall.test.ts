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
    hall.watching = 2;
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
    expect([...ownOrigins("https://cho.example")]).toEqual(["https://cho.example"]);
    expect(ownOrigins("http://localhost:3000")).toContain("http://127.0.0.1:3000");
    expect(ownOrigins("http://localhost:3000")).not.toContain("http://localhost:3001");
    expect([...ownOrigins("http://192.168.1.5:3000")]).toEqual(["http://192.168.1.5:3000"]);
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
