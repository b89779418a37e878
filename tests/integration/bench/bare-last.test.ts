import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerLast, clearLast, layOutLast, soldOfLast } from "#services/processes/bench/bare-last.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());

describe("the limit that W6 is held against", () => {
  it("sells exactly the last units to a crowd, and says no with a page as large as was asked", async () => {
    const { db } = bench.market;
    const lotId = await layOutLast(db, 7);
    const form = new URLSearchParams({ lotId, bytes: "5000", name: "Nguyễn Thị Đo" }).toString();
    const answers = await Promise.all(Array.from({ length: 40 }, () => answerLast(db, form)));
    const sold = answers.filter((answer) => answer.status === 303);
    expect(sold.every((answer) => answer.headers.get("location")?.startsWith("/don/"))).toBe(true);
    expect([sold.length, await soldOfLast(db, lotId)]).toEqual([7, 7]);
    const refused = answers.filter((answer) => answer.status === 409);
    expect(refused).toHaveLength(33);
    expect((await refused[0]?.text())?.length).toBeGreaterThanOrEqual(5000);
    await clearLast(db);
    await expect(soldOfLast(db, lotId)).rejects.toThrow();
  });
});
