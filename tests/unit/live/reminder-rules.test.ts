import { describe, expect, it } from "vitest";
import { href } from "#app/i18n/href.ts";
import { isReminderDue, REMIND_MINUTES } from "#services/live/reminder-rules.ts";
import { showAddress } from "#services/notifications/addresses.ts";

const startsAt = new Date("2026-11-28T13:00:00Z");
const at = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000);
const due = (minutes: number, over: object = {}) =>
  isReminderDue({ state: "planned", startsAt, toldFor: null, ...over }, at(minutes));

describe("whether somebody is reminded of a show now", () => {
  it("begins a quarter of an hour before the start and ends with it", () => {
    expect(REMIND_MINUTES).toBe(15);
    expect([-16, -15.001, -15, -1, -0.001, 0, 1].map((minutes) => due(minutes))).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("is once for a start, and again for another one after the show was moved", () => {
    expect(due(-10, { toldFor: startsAt })).toBe(false);
    expect(due(-10, { toldFor: at(-60) })).toBe(true);
  });

  it("is never for a show that was called off, ended or stopped", () => {
    for (const state of ["called_off", "ended", "stopped"] as const) expect(due(-10, { state })).toBe(false);
  });

  it("is when it opens for whoever was told of nothing, be it early or late", () => {
    for (const minutes of [-90, 40]) {
      expect(due(minutes, { state: "live" })).toBe(true);
      expect(due(minutes, { state: "live", toldFor: at(-60) })).toBe(false);
    }
  });

  it("leads to the show's address in the language it was asked in", () => {
    for (const language of ["vi", "en"] as const)
      expect(showAddress("https://cho.example.vn", language, "mien-dong")).toBe(
        `https://cho.example.vn${href("live-show", language, { slug: "mien-dong" })}`,
      );
  });
});
