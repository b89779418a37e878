import sharp from "sharp";
import { newCode, newId } from "#services/shared/ids.ts";
import { nobody, type StaffRole, type Viewer } from "#services/shared/viewer.ts";
import type { Bench } from "#tests/support/bench.ts";
import { makeShop } from "#tests/support/market-rows.ts";

/** A shop and somebody who owns it, as a viewer. */
export async function makeOwner(bench: Bench): Promise<{ shopId: string; owner: Viewer }> {
  const { shopId } = await makeShop(bench.sql);
  const owner = await makePerson(bench);
  return { shopId, owner: { ...owner, memberships: [{ shopId, role: "owner" }] } };
}

/** Somebody with an account, and with roles of staff where asked. */
export async function makePerson(bench: Bench, ...staffRoles: StaffRole[]): Promise<Viewer> {
  const accountId = newId();
  await bench.sql`insert into accounts (id, name, email) values (${accountId}, 'Người thử', ${`${newCode()}@thu.invalid`})`;
  return { ...nobody, accountId, staffRoles };
}

const RED = { r: 220, g: 20, b: 20 };
const BLUE = { r: 20, g: 20, b: 220 };

/** A picture with a red half on the left (as stored) and a blue one on the right. */
export function twoHalves(width: number, height: number) {
  const half = { width: Math.floor(width / 2), height, channels: 3 as const, background: RED };
  return sharp({ create: { width, height, channels: 3, background: BLUE } }).composite([
    { input: { create: half }, left: 0, top: 0 },
  ]);
}

/** A phone's photo: stored lying on its side, told to be turned (6: a quarter to the right), with a place in it. */
export function phonePhoto(width = 1200, height = 900): Promise<Buffer> {
  return twoHalves(width, height)
    .withExif({
      IFD0: { Make: "Test phone", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "22/1 8/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "105/1 50/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The colour in a point of a picture, each channel as high or low: "r", "b", "" or a mix. */
export async function colourAt(bytes: Uint8Array, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
  return [r > 128 ? "r" : "", g > 128 ? "g" : "", b > 128 ? "b" : ""].join("");
}

/** A JPEG whose header claims another size than it has. */
export async function jpegClaiming(width: number, height: number): Promise<Buffer> {
  const bytes = await twoHalves(64, 48).jpeg().toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** The beginning of a photo of an iPhone with "high efficiency" switched on. */
export function heicHeader(): Buffer {
  const box = Buffer.alloc(600);
  box.writeUInt32BE(24, 0);
  box.write("ftypheic\0\0\0\0mif1heic", 4, "latin1");
  return box;
}
