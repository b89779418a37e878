import type { ShowState } from "./board.ts";

/** So long before the planned start people are reminded. */
export const REMIND_MINUTES = 15;

export type ReminderFacts = {
  state: ShowState;
  startsAt: Date;
  /** The start that was told of last; null when nothing was told yet. */
  toldFor: Date | null;
};

/**
 * Whether somebody is to be told now: in the last quarter of an hour before the start as it is planned now, once for each
 * start, so that a show that was moved is told of again; or when it opened and nothing was told. A show that was called
 * off is told of no more, and one whose host is late only when it opens.
 */
export function isReminderDue({ state, startsAt, toldFor }: ReminderFacts, now: Date): boolean {
  if (state === "live") return toldFor === null;
  if (state !== "planned" || toldFor?.getTime() === startsAt.getTime()) return false;
  const left = startsAt.getTime() - now.getTime();
  return left > 0 && left <= REMIND_MINUTES * 60_000;
}
