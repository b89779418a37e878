import { markPictureReady, markPictureRefused, readPicture } from "#db/queries/catalogue-pictures.ts";
import { type MadePicture, makeWidths, storeWidths } from "#services/catalogue/picture-widths.ts";
import { decodeUpright, probeImage } from "#services/shared/images.ts";
import type { JobHandler } from "#services/shared/jobs.ts";

/** Only what the decoder says may refuse a picture; a full disk or a lost database is thrown and tried again. */
async function decode(bytes: Uint8Array): Promise<MadePicture | string> {
  const probed = await probeImage(bytes);
  if (typeof probed === "string") return probed;
  try {
    return await makeWidths(decodeUpright(bytes));
  } catch {
    return "not_a_picture";
  }
}

/**
 * Makes the public files of an accepted picture: upright, sRGB, three widths, nothing of what the camera wrote beside
 * it. The bytes that were sent are removed then, refused or not, because they say where the photo was taken; of them
 * only size and hash stay in `files`. Repeated, it changes nothing: a picture that has ended its waiting stays as it is.
 */
export const makePicture: JobHandler<"catalogue.make-picture"> = async (market, { pictureId }) => {
  const row = await readPicture(market.db, pictureId);
  if (!row) return;
  if (row.state === "pending") {
    const bytes = row.original_key === null ? null : await market.files.get(row.original_key);
    const made = bytes === null ? "lost" : await decode(bytes);
    if (typeof made === "string") {
      await markPictureRefused(market.db, pictureId, made);
      market.log.info({ pictureId, code: made }, "picture refused");
    } else {
      await storeWidths(market.files, made);
      await markPictureReady(market.db, pictureId, made);
    }
  }
  if (row.original_key !== null) await market.files.remove(row.original_key);
};
