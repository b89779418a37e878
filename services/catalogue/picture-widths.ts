import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import type { FilePort } from "#services/catalogue/file-port.ts";

export const PICTURE_WIDTHS = [200, 400, 800] as const;

/** Very tall pictures end here: four times as high as wide, and far below WebP's own limit. */
const TALLEST = 4;

export type MadePicture = {
  contentHash: string;
  /** Size in pixels of the largest of the three. */
  width: number;
  height: number;
  files: { width: (typeof PICTURE_WIDTHS)[number]; bytes: Uint8Array }[];
};

/** Storage key behind the address /anh/<hash>-<width>.webp. */
export function pictureKey(contentHash: string, width: number): string {
  return `public/${contentHash}-${width}.webp`;
}

/**
 * Makes the three WebP files of a picture: sRGB, on white where it was see-through, without metadata, each at most as
 * wide as its name says and never larger than the original. The hash is the SHA-256 of the largest. Decodes once.
 */
export async function makeWidths(source: Sharp): Promise<MadePicture> {
  const largest = PICTURE_WIDTHS[2];
  const { data, info } = await source
    .resize({ width: largest, height: largest * TALLEST, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const files: MadePicture["files"] = [];
  for (const width of PICTURE_WIDTHS) {
    const bytes = await sharp(data, { raw })
      .resize({ width, height: width * TALLEST, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80, effort: 4 })
      .toBuffer();
    files.push({ width, bytes });
  }
  const contentHash = createHash("sha256")
    .update(files[2]?.bytes ?? "")
    .digest("hex");
  return { contentHash, width: info.width, height: info.height, files };
}

/** Puts the three files where the web finds them; the same picture again writes the same bytes. */
export async function storeWidths(files: FilePort, made: MadePicture): Promise<void> {
  for (const file of made.files) await files.put(pictureKey(made.contentHash, file.width), file.bytes);
}
