import type { VideoStanding } from "#services/live/port.ts";

/** What is being done about a video server that isn't there yet. */
export const PREPARING = ["download", "build", "wait"] as const;
/**
 * Why there is none: it may not be fetched; no release and no Go; every way failed; its program doesn't start; none is
 * configured; the one that is doesn't answer.
 */
export const MISSING = ["not_fetched", "no_way", "failed", "not_starting", "not_set", "silent"] as const;

/** A standing as it was written down, or null for what is none. */
export function readStanding(state: unknown, code: unknown): VideoStanding | null {
  if (state === "ready") return { state, code: null };
  const [step, why] = [PREPARING.find((one) => one === code), MISSING.find((one) => one === code)];
  if (state === "preparing" && step) return { state, code: step };
  return state === "missing" && why ? { state, code: why } : null;
}
