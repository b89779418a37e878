import { cleanLine, letterCount } from "#services/shared/clean-text.ts";
import { type Refusal, refuse } from "#services/shared/result.ts";

export type ChatRole = "viewer" | "host" | "staff" | "demo";

/** A message as viewers get it; `at` is the market's clock in milliseconds since 1970. */
export type ChatLine = { number: number; id: string; name: string; role: ChatRole; body: string; at: number };

/**
 * A stretch of a show's messages. Every number after the one asked for, up to and with `upTo`, is accounted for: it is
 * among `items`, or it is gone. `hidden` are numbers among the last `KEPT` that must not be shown any more.
 */
export type ChatPage = { items: ChatLine[]; hidden: number[]; upTo: number; last: number };

/** Letters of a message at most. */
export const BODY_LETTERS = 300;
/** Messages in one answer or frame at most, and their size, so that a frame stays below what either end takes. */
export const PAGE_LINES = 30;
export const PAGE_BYTES = 12 * 1024;
/** So many of the newest messages a viewer keeps; hidden numbers are told for these. */
export const KEPT = 500;
/** One person says so much in so many seconds in one show; hosts and staff aren't held up. */
export const SAY_LIMIT = { messages: 5, seconds: 10 } as const;
export const MUTE_MINUTES = { least: 1, most: 24 * 60 } as const;

/** What is kept of something typed: one line, clean; refused when nothing is left or too much. */
export function sayable(typed: string): { ok: true; value: string } | Refusal<"empty" | "too_long"> {
  const body = cleanLine(typed);
  if (body === "") return refuse("empty", { field: "body" });
  if (letterCount(body) > BODY_LETTERS) return refuse("too_long", { field: "body", details: { most: BODY_LETTERS } });
  return { ok: true, value: body };
}

export type Writer = {
  name: string | null;
  isBanned: boolean;
  isMember: boolean;
  isStaff: boolean;
  /** Seconds until a mute is over, 0 for none. */
  mutedSeconds: number;
  /** Seconds since each of the person's newest messages in the show, the newest first. */
  ages: readonly number[];
};

/** As whom somebody writes: the host is whoever belongs to the show's shop. */
export function roleOf(writer: Pick<Writer, "isMember" | "isStaff">): "viewer" | "host" | "staff" {
  return writer.isMember ? "host" : writer.isStaff ? "staff" : "viewer";
}

/** Whether a person may write now: the refusal says after how many seconds to try again. */
export function mayWrite(writer: Writer): Refusal<"sign_in" | "muted" | "too_fast"> | null {
  if (writer.name === null || writer.isBanned) return refuse("sign_in");
  if (roleOf(writer) !== "viewer") return null;
  if (writer.mutedSeconds > 0) return refuse("muted", { details: { seconds: Math.ceil(writer.mutedSeconds) } });
  const oldest = writer.ages[SAY_LIMIT.messages - 1];
  if (oldest === undefined || oldest >= SAY_LIMIT.seconds) return null;
  return refuse("too_fast", { details: { seconds: Math.max(1, Math.ceil(SAY_LIMIT.seconds - oldest)) } });
}

/** As many of the lines, from the first on, as fit into one frame; at least one. */
export function fitting(lines: readonly ChatLine[]): ChatLine[] {
  const taken: ChatLine[] = [];
  let bytes = 0;
  for (const line of lines) {
    bytes += new TextEncoder().encode(JSON.stringify(line)).length;
    if (taken.length > 0 && bytes > PAGE_BYTES) break;
    taken.push(line);
  }
  return taken;
}
