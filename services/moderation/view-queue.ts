import { countQueue, type QueueCounts, type QueueRow, readQueue } from "#db/queries/moderation.ts";
import { type ItemKind, isItemKind } from "#services/moderation/desk-rules.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export const ITEMS_A_PAGE = 30;

export type QueueItem = {
  kind: ItemKind;
  id: string;
  title: string;
  sub: string;
  /** Legal form of a shop, kind of a report, "first" for a shop's first listing. */
  detail: string | null;
  since: string;
  waitedMinutes: number;
  claim: { name: string; isMine: boolean; until: string } | null;
};

export type Queue = {
  kind: ItemKind | null;
  items: QueueItem[];
  counts: QueueCounts;
  total: number;
  page: number;
  pages: number;
};

function toItem(row: QueueRow, viewer: Viewer): QueueItem {
  const { claimed_by, claimed_name, claimed_until } = row;
  return {
    kind: row.kind,
    id: row.id,
    title: row.title,
    sub: row.sub,
    detail: row.detail,
    since: row.since,
    waitedMinutes: row.waited_minutes,
    claim:
      claimed_by === null || claimed_until === null
        ? null
        : { name: claimed_name ?? "", isMine: claimed_by === viewer.accountId, until: claimed_until },
  };
}

/** What waits for moderators, the longest first; an unknown kind is none, a page beyond the end the last one. */
export async function viewQueue(
  market: Market,
  viewer: Viewer,
  input: { kind: string | null; page: number },
): Promise<Result<Queue, "not_found">> {
  if (!hasStaffRole(viewer, "moderator")) return refuse("not_found");
  const kind = input.kind !== null && isItemKind(input.kind) ? input.kind : null;
  const counts = await countQueue(market.db);
  const all = counts.shop + counts.listing + counts.revision + counts.report;
  const total = kind === null ? all : counts[kind];
  const pages = Math.max(1, Math.ceil(total / ITEMS_A_PAGE));
  const page = Math.min(Math.max(1, input.page), pages);
  const rows = await readQueue(market.db, { kind, limit: ITEMS_A_PAGE, offset: (page - 1) * ITEMS_A_PAGE });
  return ok({ kind, items: rows.map((row) => toItem(row, viewer)), counts, total, page, pages });
}
