import * as z from "zod/mini";
import type { Board } from "#services/live/board.ts";

/** Largest frame either end accepts. */
export const FRAME_BYTES = 16 * 1024;
export const BODY_LENGTH = 300;
/** Messages to a viewer go in batches: this often at most, so many at once. */
export const BATCH_EVERY_MS = 500;
export const BATCH_SIZE = 30;

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
const number = z.int().check(z.gte(0), z.lte(2_000_000_000));

/** What a browser may send; everything else is answered by `malformed` and changes nothing. */
export const fromBrowser = {
  /** Begins to watch; `after` is the last message number it has, 0 for none. */
  join: z.object({ show: z.string().check(z.minLength(1), z.maxLength(160)), after: number }),
  /** Says something; `id` is the browser's own, so that saying it again stores it once. */
  say: z.object({ id: uuid, body: z.string().check(z.minLength(1), z.maxLength(2000)) }),
  /** Taps since the last time, added up by the browser. */
  react: z.object({ count: z.int().check(z.gte(1), z.lte(1000)) }),
  /** Messages after a number, when a gap shows. */
  since: z.object({ after: number }),
} as const;

export type FromBrowser = { [K in keyof typeof fromBrowser]: z.infer<(typeof fromBrowser)[K]> };

export const chatMessage = z.object({
  number,
  id: uuid,
  name: z.string(),
  role: z.enum(["viewer", "host", "staff", "demo"]),
  body: z.string(),
  /** Milliseconds since 1970 by the market's clock. */
  at: z.number(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

/** What a browser may be sent. `board` carries the whole state of the show: the later `at` is right. */
export const toBrowser = {
  messages: z.object({ items: z.array(chatMessage) }),
  hidden: z.object({ numbers: z.array(number) }),
  board: z.custom<Board>((value) => typeof value === "object" && value !== null && "at" in value && "items" in value),
  /** Once a second, and may be lost: reactions since the last one, viewers now. */
  pulse: z.object({ viewers: number, reactions: number }),
  /** To the host alone: a warning by staff. */
  warned: z.object({ reason: z.string() }),
  /** Why the line is about to be cut. */
  cut: z.object({ code: z.enum(["signed_out", "slow", "flooding", "closing"]) }),
} as const;

export type ToBrowser = { [K in keyof typeof toBrowser]: z.infer<(typeof toBrowser)[K]> };

export type SayRefusal =
  | "malformed"
  | "sign_in"
  | "not_joined"
  | "empty"
  | "too_long"
  | "too_fast"
  | "muted"
  | "not_live"
  | "unavailable";
export type SayAnswer = { ok: true; number: number } | { ok: false; code: SayRefusal; retryAfterSeconds?: number };
export type JoinAnswer =
  | { ok: true; board: Board; messages: ChatMessage[]; canWrite: boolean; mutedUntil: number | null }
  | { ok: false; code: "malformed" | "not_found" | "full" | "unavailable" };
export type SinceAnswer = { ok: true; items: ChatMessage[]; hidden: number[] } | { ok: false; code: string };
