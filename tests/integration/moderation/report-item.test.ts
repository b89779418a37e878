import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReportInput, reportItem, viewReportSubject } from "#services/moderation/report-item.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { makeGoods } from "#tests/support/market-rows.ts";

let bench: Bench;
let goods: Awaited<ReturnType<typeof makeGoods>>;

beforeAll(async () => {
  bench = await openBench();
  goods = await makeGoods(bench.sql, { name: "Miến dong" });
});
afterAll(() => bench.end());

const wish = (change: Partial<ReportInput> = {}): ReportInput => ({
  requestId: newId(),
  subjectKind: "listing",
  subjectId: goods.listingId,
  kind: "false_star",
  body: "Giấy chứng nhận treo ở quầy đã hết hạn.",
  contact: null,
  ...change,
});
const from = (address: string) => ({ ...nobody, clientAddress: address });

async function kept(requestId: string) {
  return bench.sql`select subject_kind, shop_id, body, contact, account_id, state from reports where request_id = ${requestId}`;
}

describe("reporting a listing or a lot", () => {
  it("keeps what was said, for staff to read", async () => {
    const input = wish({ contact: " 091 234 5678 " });
    expect((await reportItem(bench.market, from("10.0.0.1"), input)).ok).toBe(true);
    expect(await kept(input.requestId)).toEqual([
      {
        subject_kind: "listing",
        shop_id: goods.shopId,
        body: input.body,
        contact: "091 234 5678",
        account_id: null,
        state: "open",
      },
    ]);
  });

  it("is one report however often the button is pressed", async () => {
    const input = wish({ subjectKind: "lot", subjectId: goods.lotId });
    const answers = await Promise.all([1, 2, 3, 4].map(() => reportItem(bench.market, from("10.0.0.2"), input)));
    expect(answers.map((a) => a.ok)).toEqual([true, true, true, true]);
    expect(await kept(input.requestId)).toHaveLength(1);
  });

  it.each([
    [{ body: "  ngắn  " }, "invalid", "body"],
    [{ body: "a".repeat(2001) }, "invalid", "body"],
    [{ kind: "strange" as never }, "invalid", "kind"],
    [{ requestId: "1" }, "invalid", "requestId"],
    [{ contact: "a".repeat(201) }, "invalid", "contact"],
    [{ subjectKind: "shop" }, "not_found", undefined],
    [{ subjectId: "../x" }, "not_found", undefined],
    [{ subjectId: newId() }, "not_found", undefined],
  ])("refuses %o", async (change, code, field) => {
    const input = wish(change);
    expect(await reportItem(bench.market, from("10.0.0.3"), input)).toMatchObject({
      ok: false,
      code,
      ...(field && { field }),
    });
  });

  it("drops what no database keeps", async () => {
    const input = wish({ body: "Có một ký tự \0 lạ ở đây" });
    expect((await reportItem(bench.market, from("10.0.0.4"), input)).ok).toBe(true);
    expect((await kept(input.requestId))[0]?.body).toBe("Có một ký tự lạ ở đây");
  });

  it("takes twenty an hour from one address and no more", async () => {
    const codes: string[] = [];
    for (let at = 0; at < 22; at++) {
      const done = await reportItem(bench.market, from("10.0.0.5"), wish());
      codes.push(done.ok ? "ok" : done.code);
    }
    expect(codes.filter((c) => c === "ok")).toHaveLength(20);
    expect(codes.slice(20)).toEqual(["too_many", "too_many"]);
  });

  it("is about what was published alone", async () => {
    const draft = await makeGoods(bench.sql, { name: "Nháp" });
    await bench.sql`update listings set state = 'draft', published_at = null where id = ${draft.listingId}`;
    expect((await viewReportSubject(bench.market, "listing", draft.listingId)).ok).toBe(false);
    expect((await viewReportSubject(bench.market, "lot", draft.lotId)).ok).toBe(false);
    expect(await viewReportSubject(bench.market, "lot", goods.lotId)).toMatchObject({
      ok: true,
      value: { name: "Miến dong", kind: "lot" },
    });
  });
});
