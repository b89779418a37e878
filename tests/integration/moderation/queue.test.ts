import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimItem, releaseItem } from "#services/moderation/claim-item.ts";
import { closeReport } from "#services/moderation/close-report.ts";
import { decideItem } from "#services/moderation/decide-item.ts";
import { viewItem } from "#services/moderation/view-item.ts";
import { viewQueue } from "#services/moderation/view-queue.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { auditOf, openReport, waitingListing, waitingRevision, waitingShop } from "#tests/support/desk.ts";
import { addStaff } from "#tests/support/order-rows.ts";

let bench: Bench;
let kien: Viewer;
let thom: Viewer;
let other: Market;

beforeAll(async () => {
  bench = await openBench();
  kien = await addStaff(bench.sql, "moderator");
  thom = await addStaff(bench.sql, "moderator");
  other = bench.another("web").market;
});
afterAll(() => bench.end());

const why = { reasonCode: "other", reason: "Xin viết rõ nguồn nguyên liệu." };
const stateOf = async (table: "shops" | "listings" | "listing_revisions" | "reports", id: string) => {
  const [row] = await bench.sql<{ state: string }[]>`select state from ${bench.sql(table)} where id = ${id}`;
  return row?.state;
};
const seen = async (kind: string, id: string, viewer = kien) => {
  const item = await viewItem(bench.market, viewer, { kind, id, language: "vi" });
  if (!item.ok) throw new Error(item.code);
  return item.value;
};

describe("the queue", () => {
  it("holds shops, listings, changes and reports, the longest waiting first, with counts and filters", async () => {
    const ids: string[] = [];
    ids.push(await waitingShop(bench.sql));
    await bench.advanceClock(60);
    ids.push((await waitingListing(bench.sql)).listingId);
    await bench.advanceClock(60);
    ids.push((await waitingRevision(bench.sql)).revisionId);
    await bench.advanceClock(60);
    ids.push((await openReport(bench.sql)).reportId);
    const queue = await viewQueue(bench.market, kien, { kind: null, page: 1 });
    if (!queue.ok) throw new Error(queue.code);
    expect(queue.value.items.map((i) => i.id)).toEqual(ids);
    expect(queue.value.items.map((i) => i.kind)).toEqual(["shop", "listing", "revision", "report"]);
    expect(queue.value.counts).toEqual({ shop: 1, listing: 1, revision: 1, report: 1 });
    expect(queue.value.items[0]).toMatchObject({ title: "Cam Thanh Mai", waitedMinutes: 3, claim: null });
    const reports = await viewQueue(bench.market, kien, { kind: "report", page: 1 });
    expect(reports.ok && reports.value.items.map((i) => i.id)).toEqual([ids[3]]);
    const odd = await viewQueue(bench.market, kien, { kind: "order'--", page: 1e9 });
    expect(odd.ok && [odd.value.kind, odd.value.page, odd.value.items.length]).toEqual([null, 1, 4]);
  });
});

describe("a claim", () => {
  it("keeps an item for a quarter of an hour: another sees whose it is and neither takes it nor decides it", async () => {
    const id = await waitingShop(bench.sql);
    expect((await claimItem(bench.market, kien, { kind: "shop", id })).ok).toBe(true);
    expect(await claimItem(other, thom, { kind: "shop", id })).toMatchObject({
      ok: false,
      code: "held",
      details: { by: kien.name },
    });
    expect(await decideItem(other, thom, { kind: "shop", id, decision: "approve" })).toMatchObject({ code: "held" });
    expect(await stateOf("shops", id)).toBe("submitted");
    expect((await seen("shop", id, thom)).claim).toMatchObject({ isMine: false, name: kien.name });
    expect((await seen("shop", id, kien)).claim).toMatchObject({ isMine: true });
  });

  it("is renewed by its holder and free again when it ran out or was given back", async () => {
    const id = await waitingShop(bench.sql);
    await claimItem(bench.market, kien, { kind: "shop", id });
    await bench.advanceClock(10 * 60);
    expect((await claimItem(bench.market, kien, { kind: "shop", id })).ok).toBe(true);
    await bench.advanceClock(10 * 60);
    expect(await claimItem(other, thom, { kind: "shop", id })).toMatchObject({ code: "held" });
    await bench.advanceClock(5 * 60);
    expect((await claimItem(other, thom, { kind: "shop", id })).ok).toBe(true);
    await releaseItem(bench.market, kien, { kind: "shop", id });
    expect((await seen("shop", id, thom)).claim).toMatchObject({ isMine: true });
    await releaseItem(bench.market, thom, { kind: "shop", id });
    expect((await claimItem(bench.market, kien, { kind: "shop", id })).ok).toBe(true);
  });

  it("goes to one of two who ask at once", async () => {
    const id = await waitingShop(bench.sql);
    const both = await Promise.all([
      claimItem(bench.market, kien, { kind: "shop", id }),
      claimItem(other, thom, { kind: "shop", id }),
    ]);
    expect(both.filter((r) => r.ok)).toHaveLength(1);
  });
});

describe("a decision", () => {
  const cases = [
    ["shop", "shops", async () => waitingShop(bench.sql)],
    ["listing", "listings", async () => (await waitingListing(bench.sql)).listingId],
    ["revision", "listing_revisions", async () => (await waitingRevision(bench.sql)).revisionId],
  ] as const;

  it.each(cases)(
    "on a %s at once by two moderators is made once, and the other is told who was first",
    async (kind, table, make) => {
      for (let round = 0; round < 5; round++) {
        const id = await make();
        const both = await Promise.all([
          decideItem(bench.market, kien, { kind, id, decision: "approve" }),
          decideItem(other, thom, { kind, id, decision: round % 2 ? "approve" : "return", ...why }),
        ]);
        expect(both.filter((r) => r.ok)).toHaveLength(1);
        const lost = both.find((r) => !r.ok);
        expect(["held", "decided"]).toContain(lost?.ok === false && lost.code);
        expect(await auditOf(bench.sql, id)).toHaveLength(1);
        expect(["approved", "returned"]).toContain(await stateOf(table, id));
      }
    },
  );

  it.each(cases)("on a %s tapped twice answers the same and is written once", async (kind, _table, make) => {
    const id = await make();
    const input = { kind, id, decision: "return", ...why };
    expect(await decideItem(bench.market, kien, input)).toEqual({ ok: true, value: { state: "returned" } });
    expect(await decideItem(bench.market, kien, input)).toEqual({ ok: true, value: { state: "returned" } });
    expect(await decideItem(other, thom, input)).toMatchObject({ code: "decided", details: { by: kien.name } });
    const entries = await auditOf(bench.sql, id);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ act: `${kind}.return`, reason_code: "other", reason: why.reason });
    const [left] = await bench.sql`select 1 from moderation_claims where subject_id = ${id}`;
    expect(left).toBeUndefined();
  });

  it.each(cases)(
    "on a %s without a reason is refused beside the field and writes nothing",
    async (kind, table, make) => {
      const id = await make();
      const before = await stateOf(table, id);
      const tries = [
        [{ decision: "return" }, "reason_missing", "reasonCode"],
        [{ decision: "return", reasonCode: "lạ", reason: "x" }, "unknown_reason", "reasonCode"],
        [{ decision: "return", reasonCode: "other", reason: "  " }, "reason_missing", "reason"],
        [{ decision: "return", reasonCode: "other", reason: "x".repeat(1001) }, "too_long", "reason"],
        [{ decision: "xóa" }, "decision_missing", "decision"],
      ] as const;
      for (const [over, code, field] of tries) {
        expect(await decideItem(bench.market, kien, { kind, id, ...over })).toMatchObject({ ok: false, code, field });
      }
      expect(await stateOf(table, id)).toBe(before);
      expect(await auditOf(bench.sql, id)).toEqual([]);
    },
  );

  it("on a listing that changed since it was read is not made", async () => {
    const { listingId: id } = await waitingListing(bench.sql);
    const { version } = await seen("listing", id);
    await bench.sql`update listings set version = version + 1 where id = ${id}`;
    const late = await decideItem(bench.market, kien, { kind: "listing", id, decision: "approve", version });
    expect(late).toMatchObject({ ok: false, code: "changed" });
    expect(await auditOf(bench.sql, id)).toEqual([]);
  });

  it("is not made on what isn't there, isn't an item or was never handed in", async () => {
    const { listingId } = await waitingListing(bench.sql);
    await bench.sql`update listings set state = 'draft' where id = ${listingId}`;
    for (const [kind, id] of [
      ["listing", listingId],
      ["shop", newId()],
      ["order", newId()],
      ["shop", "1"],
      ["report", newId()],
    ]) {
      const ref = { kind: kind ?? "", id: id ?? "" };
      expect(await decideItem(bench.market, kien, { ...ref, decision: "approve" })).toMatchObject({
        code: "not_found",
      });
      expect(await claimItem(bench.market, kien, ref)).toMatchObject({ code: "not_found" });
      expect(await viewItem(bench.market, kien, { ...ref, language: "vi" })).toMatchObject({ code: "not_found" });
    }
  });
});

describe("an item", () => {
  it("of a change shows it word by word beside what is on sale, with the claims found in it", async () => {
    const { revisionId } = await waitingRevision(bench.sql);
    const { goods, isWaiting } = await seen("revision", revisionId);
    const row = goods?.comparison.texts.find((t) => t.name === "description");
    expect(isWaiting).toBe(true);
    expect(goods?.comparison.changes).toBe(1);
    expect(row?.before).toBe("Sợi dai, nấu lại không nát.");
    expect(row?.pieces.map((p) => [p.kind, p.text])).toEqual([
      ["same", "Sợi dai, "],
      ["removed", "nấu lại không nát"],
      ["added", "ăn thường xuyên chữa khỏi tiểu đường"],
      ["same", "."],
    ]);
    expect(row?.claims[0]).toContain("chữa khỏi");
  });

  it("of a shop shows its file with the bank account masked", async () => {
    const id = await waitingShop(bench.sql);
    const item = await seen("shop", id);
    expect(item.shop?.bank).toEqual({
      bankName: "Agribank",
      masked: "•••• 2345",
      holder: "HTX THANH MAI",
      holderDiffers: true,
    });
    expect(JSON.stringify(item)).not.toContain("8600205112345");
  });

  it("keeps what was decided before for the next reader", async () => {
    const { revisionId: id } = await waitingRevision(bench.sql);
    await decideItem(bench.market, kien, { kind: "revision", id, decision: "return", ...why });
    const item = await seen("revision", id, thom);
    expect(item.isWaiting).toBe(false);
    expect(item.history[0]).toMatchObject({ by: kien.name, act: "revision.return", reason: why.reason });
  });
});

describe("a report", () => {
  it("is closed with an outcome and a note, once", async () => {
    const { reportId } = await openReport(bench.sql);
    const input = { reportId, outcome: "no_fault", note: "Đã xem, ảnh đúng hàng." };
    expect(await closeReport(bench.market, kien, input)).toEqual({ ok: true, value: { outcome: "no_fault" } });
    expect(await closeReport(bench.market, kien, input)).toEqual({ ok: true, value: { outcome: "no_fault" } });
    expect(await closeReport(other, thom, input)).toMatchObject({ code: "decided", details: { by: kien.name } });
    expect((await auditOf(bench.sql, reportId)).map((e) => e.act)).toEqual(["report.close"]);
  });

  it("can take the goods down with it, all or nothing", async () => {
    const { reportId, listingId } = await openReport(bench.sql);
    const input = { reportId, outcome: "taken_down", note: "Ảnh của hàng khác." };
    expect(await closeReport(bench.market, kien, input)).toMatchObject({ code: "reason_missing", field: "reasonCode" });
    expect(await stateOf("reports", reportId)).toBe("open");
    expect((await closeReport(bench.market, kien, { ...input, reasonCode: "complaint" })).ok).toBe(true);
    expect(await stateOf("reports", reportId)).toBe("closed");
    expect(await stateOf("listings", listingId)).toBe("taken_down");
    expect((await auditOf(bench.sql, listingId)).map((e) => [e.act, e.reason])).toEqual([
      ["listing.take-down", "Ảnh của hàng khác."],
    ]);
  });

  it("closed by two at once is closed once", async () => {
    const { reportId } = await openReport(bench.sql);
    const both = await Promise.all([
      closeReport(bench.market, kien, { reportId, outcome: "no_fault", note: "Đúng hàng." }),
      closeReport(other, thom, { reportId, outcome: "put_right", note: "Cửa hàng đã sửa." }),
    ]);
    expect(both.filter((r) => r.ok)).toHaveLength(1);
    expect(await auditOf(bench.sql, reportId)).toHaveLength(1);
  });

  it("without an outcome or a note stays open", async () => {
    const { reportId } = await openReport(bench.sql);
    expect(await closeReport(bench.market, kien, { reportId, outcome: "", note: "x" })).toMatchObject({
      field: "outcome",
    });
    expect(await closeReport(bench.market, kien, { reportId, outcome: "no_fault", note: " " })).toMatchObject({
      field: "note",
    });
    expect(await stateOf("reports", reportId)).toBe("open");
    expect(await auditOf(bench.sql, reportId)).toEqual([]);
  });
});
