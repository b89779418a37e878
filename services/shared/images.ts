import sharp, { type Metadata, type Sharp } from "sharp";

/** What a picture or a scanned paper may hold at most: a decoder needs four bytes of memory for each pixel. */
export const MAX_PIXELS = 50_000_000;

export type ImageKind = "jpeg" | "png" | "webp";

const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString("latin1");

const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"];

/** Brands of an ISO media file's `ftyp` box, the main one first. */
function brandsOf(bytes: Uint8Array): string[] {
  if (bytes.length < 16 || ascii(bytes, 4, 8) !== "ftyp") return [];
  const size = Math.min(Buffer.from(bytes.subarray(0, 4)).readUInt32BE(), bytes.length, 256);
  const brands = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) brands.push(ascii(bytes, at, at + 4));
  return brands;
}

/** What the first bytes say a file is; its name and what the browser claims are never asked. */
export function imageKindOf(bytes: Uint8Array): ImageKind | "heic" | "other_format" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return "other_format";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "webp";
  const brands = brandsOf(bytes);
  if (brands.includes("avif") || brands.includes("avis")) return "other_format";
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? "heic" : null;
}

let isNarrow = false;

/** Leaves libvips the three decoders it needs here: a file that means to be SVG, PDF or TIFF reaches none. */
function narrowDecoders(): void {
  if (isNarrow) return;
  isNarrow = true;
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"],
  });
}

/** `other_format`: a picture that people see, but not of a kind that is taken here. */
export type ImageFault = "heic" | "other_format" | "too_many_pixels" | "not_a_picture";

async function headerOf(bytes: Uint8Array): Promise<Metadata | null> {
  narrowDecoders();
  try {
    return await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata();
  } catch {
    return null;
  }
}

/**
 * Reads a picture's header and nothing more. Answers its kind and its size in pixels as stored, or why it cannot be
 * taken; a header that agrees says nothing yet of the rest, which only decoding shows.
 */
export async function probeImage(
  bytes: Uint8Array,
): Promise<{ kind: ImageKind; width: number; height: number } | ImageFault> {
  const kind = imageKindOf(bytes);
  if (kind === "heic" || kind === "other_format") return kind;
  if (kind === null) return "not_a_picture";
  const header = await headerOf(bytes);
  if (!header || header.format !== kind) return "not_a_picture";
  const { width, height } = header;
  if (!width || !height) return "not_a_picture";
  return width * height > MAX_PIXELS ? "too_many_pixels" : { kind, width, height };
}

/** A decoder over the first frame, turned upright as the camera held it; throws when read from broken bytes. */
export function decodeUpright(bytes: Uint8Array): Sharp {
  narrowDecoders();
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: "error", sequentialRead: true }).autoOrient();
}
