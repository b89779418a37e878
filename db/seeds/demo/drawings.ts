import { readFileSync } from "node:fs";
import sharp from "sharp";
import { readSeed, seedFile } from "#db/seeds/reference.ts";
import type { FilePort } from "#services/catalogue/file-port.ts";
import { type MadePicture, makeWidths, storeWidths } from "#services/catalogue/picture-widths.ts";

export type Drawing = Pick<MadePicture, "contentHash" | "width" | "height"> & { alt: string };

/** Which drawing shows which product of the demo market: file name by product name. */
export const drawingNames = (): Record<string, string> => readSeed("demo/drawings-map.json");

async function draw(files: FilePort, name: string): Promise<Drawing> {
  const svg = readFileSync(seedFile(`demo/drawings/${name}`));
  const title = /<title>([^<]+)<\/title>/.exec(svg.toString("utf8"))?.[1] ?? "";
  const made = await makeWidths(sharp(svg));
  await storeWidths(files, made);
  return { contentHash: made.contentHash, width: made.width, height: made.height, alt: `Tranh minh họa. ${title}` };
}

/** Paints each drawing once, puts its three files in storage and answers them by file name. */
export async function paintDrawings(files: FilePort): Promise<Map<string, Drawing>> {
  const names = [...new Set(Object.values(drawingNames()))];
  const drawings = await Promise.all(names.map(async (name) => [name, await draw(files, name)] as const));
  return new Map(drawings);
}
