import { readShownShow } from "#db/queries/live-show.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, isMemberOf, type Viewer } from "#services/shared/viewer.ts";
import { type Board, boardsOf, type ShowState } from "./board.ts";
import type { VideoStanding } from "./port.ts";

export type ShowPage = {
  slug: string;
  title: string;
  state: ShowState;
  startsAt: string;
  startedAt: string | null;
  endedAt: string | null;
  endReasonCode: string | null;
  endReason: string | null;
  isDemo: boolean;
  shop: { name: string; slug: string; commune: string | null; producer: string };
  board: Board;
  /** While the show is on or comes: whether pictures can come at all. */
  video: VideoStanding | null;
  /** Of a show that is over: most viewers at once, and what was ordered in it and not called off. */
  facts: { mostViewers: number; orders: number; units: number } | null;
  isMine: boolean;
  /** Staff who may hide what is said and mute who says it. */
  mayModerate: boolean;
  canSay: boolean;
  sockets: string;
};

/** The page of a show: running, coming or past. What was called off, or never was, isn't found. */
export async function viewShow(market: Market, viewer: Viewer, slug: string): Promise<Result<ShowPage, "not_found">> {
  const show = await readShownShow(market.db, slug);
  if (!show || show.state === "called_off") return refuse("not_found");
  const [board] = await boardsOf(market.db, [show.id]);
  if (!board) return refuse("not_found");
  return ok({
    slug: show.slug,
    title: show.title,
    state: show.state,
    startsAt: new Date(show.starts_at).toISOString(),
    startedAt: show.started_at && new Date(show.started_at).toISOString(),
    endedAt: show.ended_at && new Date(show.ended_at).toISOString(),
    endReasonCode: show.end_reason_code,
    endReason: show.end_reason,
    isDemo: show.is_demo,
    shop: { name: show.shop_name, slug: show.shop_slug, commune: show.commune, producer: show.producer },
    board,
    video: show.state === "live" || show.state === "planned" ? await market.videoStanding() : null,
    facts: show.facts,
    isMine: isMemberOf(viewer, show.shop_id),
    mayModerate: hasStaffRole(viewer, "moderator"),
    canSay: viewer.accountId !== null,
    sockets: market.settings.realtimeUrl,
  });
}
