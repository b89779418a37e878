import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptPicture } from "#services/catalogue/accept-picture.ts";
import { makePicture } from "#services/catalogue/jobs.ts";
import { readPictureState } from "#services/catalogue/read-picture-state.ts";
import { MAX_PICTURE_BYTES } from "#services/shared/file-limits.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { colourAt, heicHeader, jpegClaiming, makeOwner, phonePhoto, twoHalves } from "#tests/support/uploads.ts";

describe("a photo that a shop sends", () => {
  let bench: Bench;
  let shopId: string;
  let owner: Viewer;
  beforeAll(async () => {
    bench = await openBench();
    ({ shopId, owner } = await makeOwner(bench));
  });
  afterAll(() => bench.end());

  const send = (bytes: Uint8Array, pictureId = newId(), who = owner, shop = shopId) =>
    acceptPicture(bench.market, who, { pictureId, shopId: shop, bytes });

  async function sendAndMake(bytes: Uint8Array) {
    const pictureId = newId();
    expect(await send(bytes, pictureId)).toMatchObject({ ok: true, value: { state: "pending" } });
    await makePicture(bench.market, { pictureId });
    const [row] = await bench.sql`select * from pictures where id = ${pictureId}`;
    if (!row) throw new Error("no picture");
    const file = async (width: number) => {
      const found = await bench.market.files.get(`public/${row.content_hash}-${width}.webp`);
      if (found === null) throw new Error(`no file of ${width}`);
      return found;
    };
    return { pictureId, row, file };
  }

  const keysOf = async (pictureId: string) =>
    (
      await bench.sql`select f.storage_key from pictures p join files f on f.id = p.original_file_id where p.id = ${pictureId}`
    )[0]?.storage_key as string;

  it("becomes three upright pictures in sRGB without a word of where it was taken", async () => {
    const photo = await phonePhoto();
    const sent = await sharp(photo).metadata();
    // 0x8825 is the tag under which a photo keeps its place.
    expect([sent.orientation, sent.exif?.includes(Buffer.from([0x25, 0x88]))]).toEqual([6, true]);
    const { row, file } = await sendAndMake(photo);
    expect(row).toMatchObject({ state: "ready", width: 800, height: 1067, refused_code: null });
    for (const width of [200, 400, 800]) {
      const made = await sharp(await file(width)).metadata();
      expect(made).toMatchObject({ format: "webp", width, space: "srgb" });
      expect([made.exif, made.xmp, made.icc, made.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    }
    // Stored with red on the left; turned a quarter to the right, red is on top.
    const small = await file(200);
    expect([await colourAt(small, 100, 20), await colourAt(small, 100, 240)]).toEqual(["r", "b"]);
  });

  it("is kept privately only until it is made: its bytes go, size and hash stay", async () => {
    const pictureId = newId();
    await send(await phonePhoto(300, 200), pictureId);
    const key = await keysOf(pictureId);
    expect(key).toMatch(/^private\//);
    expect(await bench.market.files.get(key)).not.toBeNull();
    await makePicture(bench.market, { pictureId });
    expect(await bench.market.files.get(key)).toBeNull();
    const [kept] = await bench.sql`select visibility, mime, size_bytes from files where storage_key = ${key}`;
    expect(kept).toMatchObject({ visibility: "private", mime: "image/jpeg" });
  });

  it("is never made larger than it is, and still has all three files", async () => {
    const { row, file } = await sendAndMake(await twoHalves(320, 240).png().toBuffer());
    expect(row).toMatchObject({ state: "ready", width: 320, height: 240 });
    const widths = await Promise.all([200, 400, 800].map(async (w) => (await sharp(await file(w)).metadata()).width));
    expect(widths).toEqual([200, 320, 320]);
  });

  it.each(["png", "webp"] as const)("may be %s", async (format) => {
    const { row } = await sendAndMake(await twoHalves(640, 480).toFormat(format, { effort: 1 }).toBuffer());
    expect(row.state).toBe("ready");
  });

  it.each(["avif", "gif"] as const)("of a kind that the field doesn't name, %s, is refused as that", async (format) => {
    const bytes = await twoHalves(640, 480).toFormat(format, { effort: 1 }).toBuffer();
    expect(await send(bytes)).toMatchObject({ ok: false, code: "other_format" });
  });

  it("that is too small to show goods, or a strip, is refused with its reason", async () => {
    const dot = await twoHalves(3, 3).png().toBuffer();
    expect(await send(dot)).toMatchObject({ ok: false, code: "too_small", details: { width: 3, height: 3, min: 200 } });
    expect(await send(await twoHalves(5000, 60).jpeg().toBuffer())).toMatchObject({ ok: false, code: "too_small" });
    expect(await send(await twoHalves(300, 1300).jpeg().toBuffer())).toMatchObject({ ok: false, code: "too_narrow" });
    expect(await send(await twoHalves(200, 200).jpeg().toBuffer())).toMatchObject({ ok: true });
  });

  it("may be in the colours of print, or see-through: it comes out in sRGB on white", async () => {
    const cmyk = await sendAndMake(await twoHalves(640, 480).toColourspace("cmyk").jpeg().toBuffer());
    expect(await colourAt(await cmyk.file(200), 4, 24)).toBe("r");
    const clear = { width: 640, height: 480, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
    const glass = await sendAndMake(await sharp({ create: clear }).png().toBuffer());
    expect(await colourAt(await glass.file(200), 4, 24)).toBe("rgb");
  });

  it("of an animation counts by its first frame", async () => {
    const frames = await Promise.all(
      [twoHalves(400, 400), twoHalves(400, 400).negate()].map((f) => f.png().toBuffer()),
    );
    const { row } = await sendAndMake(
      await sharp(frames, { join: { animated: true } })
        .webp({ effort: 1 })
        .toBuffer(),
    );
    expect(row).toMatchObject({ state: "ready", width: 400, height: 400 });
  });

  it("has an address that never changes its picture: made again, the same bytes get the same one", async () => {
    const photo = await phonePhoto(500, 400);
    const [one, two] = [await sendAndMake(photo), await sendAndMake(photo)];
    expect(one.row.content_hash).toBe(two.row.content_hash);
    expect(one.pictureId).not.toBe(two.pictureId);
    const before = Buffer.from(await one.file(800));
    await makePicture(bench.market, { pictureId: one.pictureId });
    const [again] = await bench.sql`select * from pictures where id = ${one.pictureId}`;
    expect(again).toEqual(one.row);
    expect(Buffer.from(await one.file(800)).equals(before)).toBe(true);
  });

  it("sent twice with one id, also at once, is one picture and one job", async () => {
    const photo = await phonePhoto(300, 200);
    const pictureId = newId();
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(photo, pictureId)));
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { pictureId, state: "pending" } });
    expect(await send(photo, pictureId)).toMatchObject({ ok: true });
    const [counts] = await bench.sql`select (select count(*)::int from files where id in
        (select original_file_id from pictures where id = ${pictureId})) as files,
      (select count(*)::int from graphile_worker.jobs where key = ${`picture:${pictureId}`}) as jobs`;
    expect(counts).toMatchObject({ files: 1, jobs: 1 });
    await makePicture(bench.market, { pictureId });
    expect(await send(photo, pictureId)).toMatchObject({ ok: true, value: { state: "ready" } });
  });

  it("is for members of the shop alone, and so is its state", async () => {
    const photo = await phonePhoto(300, 200);
    const other = await makeOwner(bench);
    expect(await send(photo, newId(), other.owner)).toMatchObject({ ok: false, code: "not_found" });
    expect(await send(photo, newId(), nobody)).toMatchObject({ ok: false, code: "not_found" });
    expect(await send(photo, "không phải mã")).toMatchObject({ ok: false, code: "not_found" });
    const pictureId = newId();
    await send(photo, pictureId);
    expect(await readPictureState(bench.market, owner, pictureId)).toMatchObject({
      ok: true,
      value: { state: "pending", contentHash: null },
    });
    expect(await readPictureState(bench.market, other.owner, pictureId)).toMatchObject({
      ok: false,
      code: "not_found",
    });
    expect(await send(photo, pictureId, other.owner, other.shopId)).toMatchObject({ ok: false, code: "not_found" });
  });

  it("that isn't a picture is refused by what is in it, whatever it is called, and leaves nothing behind", async () => {
    const jpeg = await phonePhoto(300, 200);
    const html = "<!doctype html><script>alert(1)</script>";
    const fakes: [string, Buffer][] = [
      ["nothing", Buffer.alloc(0)],
      ["svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>')],
      ["html", Buffer.from(html)],
      ["pdf", Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF")],
      ["text that begins as a jpeg", Buffer.concat([jpeg.subarray(0, 3), Buffer.from(html)])],
      ["text that begins as a webp", Buffer.from(`RIFF\0\0\0\0WEBP${html}`)],
      ["text that begins as a png", Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.from(html)])],
      ["tiff", await twoHalves(20, 20).tiff().toBuffer()],
      ["a jpeg after something else", Buffer.concat([Buffer.from("%PDF-"), jpeg])],
    ];
    const [before] = await bench.sql`select count(*)::int as n from files`;
    for (const [what, bytes] of fakes)
      expect([what, await send(bytes)]).toMatchObject([what, { ok: false, code: "not_a_picture" }]);
    const [after] = await bench.sql`select count(*)::int as n from files`;
    expect(after).toEqual(before);
  });

  it("over 20 MB or 50 megapixels is refused with its own reason, by the header alone", async () => {
    const heavy = Buffer.concat([await phonePhoto(300, 200), Buffer.alloc(MAX_PICTURE_BYTES)]);
    expect(await send(heavy)).toMatchObject({ ok: false, code: "too_large" });
    expect(await send(await jpegClaiming(10_200, 5_000))).toMatchObject({ ok: false, code: "too_many_pixels" });
    expect(await send(await jpegClaiming(60_000, 60_000))).toMatchObject({ ok: false, code: "too_many_pixels" });
  });

  it("of an iPhone's own format is refused in a way that can be explained", async () => {
    expect(await send(heicHeader())).toMatchObject({ ok: false, code: "heic" });
  });

  it("cut short is found out by the decoder and refused, with the process alive and the bytes gone", async () => {
    const noise = sharp({
      create: {
        width: 700,
        height: 700,
        channels: 3,
        background: "#888",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    });
    const whole = { jpeg: await noise.clone().jpeg().toBuffer(), png: await noise.clone().png().toBuffer() };
    const short = [whole.jpeg.subarray(0, whole.jpeg.length / 2), whole.png.subarray(0, whole.png.length / 2)];
    for (const bytes of short) {
      const { pictureId, row } = await sendAndMake(bytes);
      expect(row).toMatchObject({ state: "refused", refused_code: "not_a_picture", content_hash: null });
      expect(await bench.market.files.get(await keysOf(pictureId))).toBeNull();
      expect(await readPictureState(bench.market, owner, pictureId)).toMatchObject({
        ok: true,
        value: { state: "refused", refusedCode: "not_a_picture" },
      });
    }
  });

  it("with a header that lies, or random bytes turned over, never does more than be refused", async () => {
    const base = await twoHalves(400, 300).jpeg().toBuffer();
    let seed = 7;
    const random = (limit: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % limit;
    };
    const hostile = [await jpegClaiming(7000, 7000), await jpegClaiming(1, 50_000)];
    for (let round = 0; round < 60; round++) {
      const bytes = Buffer.from(base);
      for (let flip = 0; flip < 8; flip++) bytes[20 + random(bytes.length - 20)] = random(256);
      hostile.push(bytes);
    }
    for (const bytes of hostile) {
      const pictureId = newId();
      const answer = await send(bytes, pictureId);
      if (!answer.ok) continue;
      await makePicture(bench.market, { pictureId });
      const [row] = await bench.sql`select state from pictures where id = ${pictureId}`;
      expect(["ready", "refused"]).toContain(row?.state);
    }
  });

  it("whose bytes storage has lost is refused, not tried for ever", async () => {
    const pictureId = newId();
    await send(await phonePhoto(300, 200), pictureId);
    await bench.market.files.remove(await keysOf(pictureId));
    await makePicture(bench.market, { pictureId });
    const [row] = await bench.sql`select state, refused_code from pictures where id = ${pictureId}`;
    expect(row).toMatchObject({ state: "refused", refused_code: "lost" });
  });

  it("is tried again when storage fails, and is whole then", async () => {
    const pictureId = newId();
    await send(await phonePhoto(300, 200), pictureId);
    const put = () => Promise.reject(new Error("disk full"));
    const broken = { ...bench.market, files: { ...bench.market.files, put } };
    await expect(makePicture(broken, { pictureId })).rejects.toThrow("disk full");
    const state = async () => (await bench.sql`select state from pictures where id = ${pictureId}`)[0]?.state;
    expect(await state()).toBe("pending");
    await makePicture(bench.market, { pictureId });
    expect(await state()).toBe("ready");
  });
});
