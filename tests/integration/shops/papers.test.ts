import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_PAPER_BYTES } from "#services/shared/file-limits.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { readPaper } from "#services/shops/read-paper.ts";
import { plainFileName, storePaper } from "#services/shops/store-paper.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { heicHeader, jpegClaiming, makeOwner, makePerson, twoHalves } from "#tests/support/uploads.ts";

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");

describe("a business paper", () => {
  let bench: Bench;
  let shopId: string;
  let owner: Viewer;
  beforeAll(async () => {
    bench = await openBench();
    ({ shopId, owner } = await makeOwner(bench));
  });
  afterAll(() => bench.end());

  const store = (bytes: Uint8Array, paperId = newId(), who = owner) =>
    storePaper(bench.market, who, { paperId, shopId, kind: "business_licence", fileName: "Giấy phép.pdf", bytes });

  async function stored(bytes: Uint8Array = PDF): Promise<string> {
    const paperId = newId();
    expect(await store(bytes, paperId)).toEqual({ ok: true, value: { paperId } });
    return paperId;
  }

  it("may be PDF, JPEG or PNG, and comes back byte for byte with the type it really has", async () => {
    const papers = [
      [PDF, "application/pdf"],
      [await twoHalves(40, 30).jpeg().toBuffer(), "image/jpeg"],
      [await twoHalves(40, 30).png().toBuffer(), "image/png"],
    ] as const;
    for (const [bytes, mime] of papers) {
      const read = await readPaper(bench.market, owner, await stored(bytes));
      if (!read.ok) throw new Error(read.code);
      expect(read.value).toMatchObject({ mime, fileName: "Giấy phép.pdf" });
      expect(Buffer.from(read.value.bytes).equals(bytes)).toBe(true);
    }
  });

  it("is refused with a reason when it is something else, too large, or not whole", async () => {
    const papers = [
      [Buffer.alloc(0), "not_a_paper"],
      [Buffer.from("<html><script>alert(1)</script></html>"), "not_a_paper"],
      [PDF.subarray(0, PDF.length - 12), "not_a_paper"],
      [await twoHalves(40, 30).webp().toBuffer(), "not_a_paper"],
      [heicHeader(), "heic"],
      [await jpegClaiming(10_200, 5_000), "too_many_pixels"],
      [Buffer.concat([PDF, Buffer.alloc(MAX_PAPER_BYTES)]), "too_large"],
    ] as const;
    for (const [bytes, code] of papers) expect(await store(bytes)).toMatchObject({ ok: false, code });
    expect(
      await storePaper(bench.market, owner, { paperId: newId(), shopId, kind: "passport", fileName: "", bytes: PDF }),
    ).toMatchObject({ ok: false, code: "unknown_kind" });
  });

  it("sent twice with one id, also at once, is one paper", async () => {
    const paperId = newId();
    const answers = await Promise.all([1, 2, 3, 4].map(() => store(PDF, paperId)));
    for (const answer of answers) expect(answer).toEqual({ ok: true, value: { paperId } });
    const [counts] = await bench.sql`select (select count(*)::int from shop_papers where id = ${paperId}) as papers,
      (select count(*)::int from files f where f.storage_key like ${`private/${paperId}-%`}) as files`;
    expect(counts).toMatchObject({ papers: 1, files: 1 });
    expect(await readPaper(bench.market, owner, paperId)).toMatchObject({ ok: true });
  });

  it("is taken from members of the shop alone", async () => {
    const other = await makeOwner(bench);
    for (const who of [other.owner, nobody, await makePerson(bench, "moderator")])
      expect(await store(PDF, newId(), who)).toMatchObject({ ok: false, code: "not_found" });
    const paperId = await stored();
    expect(
      await storePaper(bench.market, other.owner, {
        paperId,
        shopId: other.shopId,
        kind: "other",
        fileName: "x",
        bytes: PDF,
      }),
    ).toMatchObject({ ok: false, code: "not_found" });
  });

  it("is read by members and by staff who decide on shops, each reading written down; to others it isn't there", async () => {
    const paperId = await stored();
    const readers = [
      owner,
      ...(await Promise.all((["moderator", "admin"] as const).map((role) => makePerson(bench, role)))),
    ];
    for (const reader of readers) expect(await readPaper(bench.market, reader, paperId)).toMatchObject({ ok: true });
    const read = await bench.sql`select actor_id, after from audit_entries where act = 'paper.read' order by at, id`;
    expect(read.map((r) => r.actor_id)).toEqual(readers.slice(1).map((r) => r.accountId));
    expect(read[0]?.after).toEqual({ fileName: expect.any(String) });
    const strangers = [
      nobody,
      (await makeOwner(bench)).owner,
      await makePerson(bench),
      await makePerson(bench, "certifier"),
      await makePerson(bench, "finance"),
    ];
    for (const stranger of strangers)
      expect(await readPaper(bench.market, stranger, paperId)).toMatchObject({ ok: false, code: "not_found" });
    for (const wrong of [newId(), "../../etc/passwd", ""])
      expect(await readPaper(bench.market, owner, wrong)).toMatchObject({ ok: false, code: "not_found" });
    const log = await bench.sql`select r.account_id from file_reads r join shop_papers p on p.file_id = r.file_id
      where p.id = ${paperId} order by r.read_at, r.id`;
    expect(log.map((row) => row.account_id)).toEqual(readers.map((reader) => reader.accountId));
    await expect(bench.sql`delete from file_reads`).rejects.toThrow(/append-only/);
  });

  it("has a name that is no path and breaks no header", () => {
    expect(plainFileName("..\\..\\C:/giấy phép.pdf")).toBe("giấy phép.pdf");
    expect(plainFileName('a"\r\nSet-Cookie: b;.pdf')).toBe("aSet-Cookie b.pdf");
    expect(plainFileName("../..")).toBe("giay-to");
    expect([...plainFileName(`${"ấ".repeat(300)}.pdf`)]).toHaveLength(120);
  });
});
