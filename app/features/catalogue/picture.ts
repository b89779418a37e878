import type { PictureSource, Tint } from "#app/ui/picture.tsx";

const DRAWINGS = ["thuc-pham", "do-uong", "duoc-lieu", "thu-cong", "sinh-vat-canh", "du-lich"];

export const tintOf = (group: number): Tint => (group >= 1 && group <= 6 ? group : 1) as Tint;

/** Drawing of a group, for goods whose photograph does not exist yet. */
export function drawingOf(group: number): string {
  return `/drawings/group-${DRAWINGS[group - 1] ?? DRAWINGS[0]}.svg`;
}

export const pictureAddress = (hash: string, width: 200 | 400 | 800) => `/anh/${hash}-${width}.webp`;

/** A picture in three widths, or the drawing of its group; `sizes` says how wide it is shown. */
export function pictureOf(hash: string | undefined | null, group: number, alt: string, sizes: string): PictureSource {
  if (!hash) return { src: drawingOf(group), alt: "" };
  const set = ([200, 400, 800] as const).map((w) => `${pictureAddress(hash, w)} ${w}w`).join(", ");
  return { src: pictureAddress(hash, 400), srcSet: set, sizes, alt };
}

/** Widths of a card in the grid: two a row on a phone, three or four on a desk. */
export const CARD_SIZES = "(min-width: 78rem) 19rem, (min-width: 60rem) 25vw, (min-width: 40rem) 33vw, 50vw";
