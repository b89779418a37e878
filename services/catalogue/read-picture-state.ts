import { readPicture } from "#db/queries/catalogue-pictures.ts";
import type { PictureState } from "#services/catalogue/accept-picture.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

/** How far a sent picture is, for members of its shop; `contentHash` names its public files once it is ready. */
export async function readPictureState(
  market: Market,
  viewer: Viewer,
  pictureId: string,
): Promise<Result<PictureState & { contentHash: string | null }, "not_found">> {
  const row = isId(pictureId) ? await readPicture(market.db, pictureId) : null;
  if (!row || row.shop_id === null || !isMemberOf(viewer, row.shop_id)) return refuse("not_found");
  return ok({ pictureId: row.id, state: row.state, refusedCode: row.refused_code, contentHash: row.content_hash });
}
