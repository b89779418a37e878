import * as z from "zod/mini";
import type { ChatLine } from "#services/chat/rules.ts";
import type { Board } from "#services/live/board.ts";

/** Largest frame a browser may send; batches of messages to it stay below that too. */
export const FRAME_BYTES = 16 * 1024;
/** Messages to a viewer go in batches: this often at most. */
export const BATCH_EVERY_MS = 500;
/** Taps of one browser that count in a second. */
export const TAPS_A_SECOND = 30;

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
const number = z.int().check(z.gte(0), z.lte(2_000_000_000));

/** What a browser may send; everything else is answered by `malformed` and changes nothing. */
export const fromBrowser = {
  /** Begins to watch. `after`: every message up to this number is there; null for none, which brings the newest. */
  join: z.object({ show: z.string().check(z.minLength(1), z.maxLength(160)), after: z.nullable(number) }),
  /** Says something; `id` is the browser's own, so that saying it again stores it once. */
  say: z.object({ id: uuid, body: z.string().check(z.minLength(1), z.maxLength(2000)) }),
  /** Taps since the last time, added up by the browser; more often than once a second they don't count. */
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
export type ChatMessage = ChatLine;

const isBoard = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "at" in value &&
  typeof value.at === "number" &&
  "items" in value &&
  Array.isArray(value.items);

/** What a browser may be sent. `board` carries the whole state of the show: the later `at` is right. */
export const toBrowser = {
  /** Messages after `after`: every number up to `upTo` is among them or gone. Whoever lacks some before asks `since`. */
  messages: z.object({ after: number, items: z.array(chatMessage), upTo: number }),
  hidden: z.object({ numbers: z.array(number) }),
  board: z.custom<Board>(isBoard),
  /** Once a second, and may be lost: reactions since the last one, viewers now. */
  pulse: z.object({ viewers: number, reactions: number }),
  /** To the one it is about: may not write until then (milliseconds by the market's clock). */
  muted: z.object({ until: z.number() }),
  /** To the host alone: a warning by staff. */
  warned: z.object({ reason: z.string() }),
  /** Why the line is about to be cut. */
  cut: z.object({ code: z.enum(["signed_out", "slow", "flooding", "closing"]) }),
} as const;

export type ToBrowser = { [K in keyof typeof toBrowser]: z.infer<(typeof toBrowser)[K]> };
export type CutCode = ToBrowser["cut"]["code"];

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

export type Page = { items: ChatMessage[]; hidden: number[]; upTo: number; last: number };
export type JoinAnswer =
  | ({ ok: true; board: Board; viewers: number; canWrite: boolean; mutedUntil: number | null } & Page)
  | { ok: false; code: "malformed" | "not_found" | "full" | "too_fast" | "unavailable" };
export type SinceAnswer =
  | ({ ok: true } & Page)
  | { ok: false; code: "malformed" | "not_joined" | "not_found" | "unavailable" }
  | { ok: false; code: "too_fast"; retryAfterSeconds: number };
