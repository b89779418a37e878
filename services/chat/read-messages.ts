import { readPage } from "#db/queries/chat.ts";
import { type ChatPage, fitting, KEPT, PAGE_LINES } from "#services/chat/rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

const MOST_NUMBER = 2_000_000_000;

/**
 * Messages of a show after a number, in order; null for the newest. Hidden ones are left out. At most `PAGE_LINES`, and
 * no more than fit into a frame: ask again from `upTo` until it is `last`.
 */
export async function readMessages(
  market: Market,
  input: { slug: string; after: number | null },
): Promise<Result<ChatPage, "not_found">> {
  const { slug, after } = input;
  if (after !== null && !(Number.isInteger(after) && after >= 0 && after <= MOST_NUMBER)) return refuse("not_found");
  const page = await readPage(market.db, slug, after, PAGE_LINES, KEPT);
  if (!page) return refuse("not_found");
  const kept = fitting(page.lines.map(({ hidden, ...line }) => line));
  const isCut = kept.length < page.lines.length;
  const isFull = isCut || page.lines.length === PAGE_LINES;
  const hidden = new Set(page.lines.filter((line) => line.hidden).map((line) => line.number));
  return ok({
    items: kept.filter((line) => !hidden.has(line.number)),
    hidden: page.hidden,
    upTo: isFull ? (kept.at(-1)?.number ?? page.last) : page.last,
    last: page.last,
  });
}
