import { createHash } from "node:crypto";
import { insertPicture, type PictureRow, readPicture } from "#db/queries/catalogue-pictures.ts";
import { MAX_PICTURE_BYTES, tooLarge } from "#services/shared/file-limits.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { type ImageFault, probeImage } from "#services/shared/images.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

export type PictureState = { pictureId: string; state: PictureRow["state"]; refusedCode: string | null };

export type AcceptPictureRefusal = "not_found" | "too_large" | "too_small" | "too_narrow" | ImageFault;

/** A card shows 200 pixels of a photo on the smallest phone; a longer strip than 1 to 4 shows no goods in a square. */
const MIN_SIDE = 200;
const MAX_RATIO = 4;

function shapeFault({ width, height }: { width: number; height: number }) {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short < MIN_SIDE) return refuse("too_small", { details: { width, height, min: MIN_SIDE } });
  return long > short * MAX_RATIO ? refuse("too_narrow", { details: { ratio: MAX_RATIO } }) : null;
}

type Input = {
  /** UUID made by the caller: sending the same picture again is harmless. */
  pictureId: string;
  shopId: string;
  bytes: Uint8Array;
};

const asState = (row: PictureRow): PictureState => ({
  pictureId: row.id,
  state: row.state,
  refusedCode: row.refused_code,
});

/**
 * Takes a photo that a member of a shop sends: checked by what is in it (JPEG, PNG, WebP), kept privately and handed to
 * the worker, which makes the public files. At most 20 MB and 50 megapixels, at least 200 pixels a side and no strip.
 *
 * Refuses `not_found` (another's shop, or another's id), `too_large`, `too_many_pixels`, `too_small`, `too_narrow`,
 * `heic` (the words beside it tell how to make the phone take JPEG), `other_format` (GIF, AVIF) and `not_a_picture`
 * (anything else, whatever its name). What only decoding shows, such as a file cut short, becomes the state `refused`
 * of the picture.
 */
export async function acceptPicture(
  market: Market,
  viewer: Viewer,
  input: Input,
): Promise<Result<PictureState, AcceptPictureRefusal>> {
  const { pictureId, shopId, bytes } = input;
  if (!isId(pictureId) || !isMemberOf(viewer, shopId)) return refuse("not_found");
  const known = await readPicture(market.db, pictureId);
  if (known) return known.shop_id === shopId ? ok(asState(known)) : refuse("not_found");
  if (bytes.length > MAX_PICTURE_BYTES)
    return { ...refuse("too_large", tooLarge(MAX_PICTURE_BYTES)), field: "picture" };
  const probed = await probeImage(bytes);
  if (typeof probed === "string") return refuse(probed, { field: "picture" });
  const shape = shapeFault(probed);
  if (shape) return { ...shape, field: "picture" };

  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const storageKey = `private/${pictureId}-${sha256.slice(0, 16)}`;
  await market.files.put(storageKey, bytes);
  return market.transact(async (tx) => {
    const isNew = await insertPicture(tx, {
      pictureId,
      fileId: newId(),
      shopId,
      storageKey,
      sha256,
      mime: `image/${probed.kind}`,
      sizeBytes: bytes.length,
    });
    if (isNew)
      await addJob(tx, "catalogue.make-picture", { pictureId }, { key: `picture:${pictureId}`, maxAttempts: 5 });
    const row = await readPicture(tx, pictureId);
    if (!row || row.shop_id !== shopId) {
      await market.files.remove(storageKey);
      return refuse("not_found");
    }
    // The same id sent twice at once: the other one's file counts, and ours goes unless it is that very file in use.
    if (!isNew && (row.state !== "pending" || row.original_key !== storageKey)) await market.files.remove(storageKey);
    return ok(asState(row));
  });
}
