import { randomUUID } from "node:crypto";
import { readShowBySlug } from "#db/queries/live.ts";
import type { HostPass } from "#services/live/enter-studio.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isSlug } from "#services/shared/slug.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/**
 * A pass to see and hear a running show, for minutes, unseen by others; anybody may have one, staff too. Its name is
 * random for each tab, because a name that comes twice puts the first one out.
 */
export async function viewerPass(
  market: Market,
  _viewer: Viewer,
  input: { slug: string },
): Promise<Result<HostPass, "not_found" | "not_live" | "video_down">> {
  const show = isSlug(input.slug) ? await readShowBySlug(market.db, input.slug) : null;
  if (!show || show.state === "called_off") return refuse("not_found");
  if (show.state !== "live" || show.room === null) return refuse("not_live");
  if (market.video === null) return refuse("video_down");
  const token = await market.video.viewerPass(show.room, `viewer-${randomUUID()}`);
  return ok({ url: market.video.publicUrl, token });
}
