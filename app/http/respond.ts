import { data } from "@remix-run/node";
import type { Refusal } from "#services/shared/result.ts";

const STATUS: Record<string, number> = {
  not_found: 404,
  forbidden: 404,
  conflict: 409,
  changed: 409,
  too_large: 413,
  too_much: 413,
  too_many: 429,
  too_many_vnpay: 429,
  too_many_holds: 429,
  unavailable: 503,
  not_approved: 409,
  same_person: 409,
  stale: 409,
  another_waits: 409,
  not_live: 409,
  studio_taken: 409,
  show_over: 410,
  video_down: 503,
};

/** HTTP status of a refusal; what isn't named is bad input. */
export function statusOf(code: string): number {
  return STATUS[code] ?? 422;
}

/** Thrown by a loader for what isn't there or isn't the viewer's: both read the same. */
export function notFound(): never {
  throw data(null, { status: 404 });
}

/** Answers a form with the refusal, the status that goes with it, and nothing changed. */
export function refused<T extends object>(refusal: Refusal, rest: T) {
  return data({ refusal, ...rest }, { status: statusOf(refusal.code) });
}
