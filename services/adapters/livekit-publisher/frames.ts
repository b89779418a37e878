import sharp from "sharp";

export const WIDTH = 360;
export const HEIGHT = 640;
export const FRAMES_PER_SECOND = 10;
/** Room around the drawing in which it moves. */
const SIDE = 440;

/** A drawing as raw RGBA on its ground, larger than the frame, so that it can move within. */
export type Scene = { data: Uint8Array; side: number };

/** Decodes pictures once; what can't be read is left out. */
export async function scenesOf(pictures: readonly Buffer[], ground = "#f4ead7"): Promise<Scene[]> {
  const scenes: Scene[] = [];
  for (const picture of pictures) {
    try {
      const { data } = await sharp(picture)
        .resize(SIDE, SIDE, { fit: "cover" })
        .flatten({ background: ground })
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      scenes.push({ data: new Uint8Array(data), side: SIDE });
    } catch {
      // A picture that can't be read is one scene less.
    }
  }
  return scenes;
}

/**
 * Writes one frame (RGBA, 360 × 640): the drawing in the middle, swaying by a few pixels, on a ground of its own edge
 * colour. `seconds` is the time in the show; the same time gives the same frame.
 */
export function drawFrame(frame: Uint8Array, scene: Scene, seconds: number): void {
  const left = Math.round((scene.side - WIDTH) / 2 + Math.sin(seconds * 0.7) * ((scene.side - WIDTH) / 2));
  const top = Math.round((HEIGHT - scene.side) / 2 + Math.sin(seconds * 0.9) * 24);
  const ground = scene.data.subarray(0, 4);
  for (let x = 0; x < WIDTH; x++) frame.set(ground, x * 4);
  const row = frame.slice(0, WIDTH * 4);
  for (let y = 0; y < HEIGHT; y++) {
    const from = y - top;
    const source =
      from >= 0 && from < scene.side
        ? scene.data.subarray((from * scene.side + left) * 4, (from * scene.side + left + WIDTH) * 4)
        : row;
    frame.set(source, y * WIDTH * 4);
  }
}
