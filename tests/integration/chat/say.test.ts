import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hideMessage } from "#services/chat/hide-message.ts";
import { pruneDemoChat } from "#services/chat/jobs.ts";
import { muteWriter } from "#services/chat/mute-writer.ts";
import { readMessages } from "#services/chat/read-messages.ts";
import { recordAudience, visitorHash } from "#services/chat/record-audience.ts";
import { PAGE_BYTES, SAY_LIMIT } from "#services/chat/rules.ts";
import { say, sayByScript } from "#services/chat/say.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { endShow, joinShop, makeShow } from "#tests/support/live-rows.ts";
import { type SignedInPerson, somebody, staffMember, viewerOf } from "#tests/support/people.ts";

let bench: Bench;
let anna: SignedInPerson;
let minh: SignedInPerson;
let moderator: SignedInPerson;

beforeAll(async () => {
  bench = await openBench();
  anna = await somebody(bench);
  minh = await somebody(bench);
  moderator = await staffMember(bench, "moderator");
});
afterAll(() => bench.end());

async function hostOf(shopId: string): Promise<SignedInPerson> {
  const person = await somebody(bench);
  await joinShop(bench.sql, shopId, person.accountId);
  return { ...person, viewer: await viewerOf(bench.market, person.cookie) };
}

const word = (slug: string, body = "Ngon quá", id = newId()) => ({ slug, id, body });
const page = async (slug: string, after: number | null = 0) => {
  const read = await readMessages(bench.market, { slug, after });
  if (!read.ok) throw new Error(read.code);
  return read.value;
};

describe("saying something", () => {
  it("stores it under the show's next number, with the name of account or shop", async () => {
    const show = await makeShow(bench.sql);
    const host = await hostOf(show.shopId);
    expect(await say(bench.market, anna.viewer, word(show.slug, "  Còn  hàng\u200b không?  "))).toEqual({
      ok: true,
      value: { number: 1 },
    });
    expect(await say(bench.market, host.viewer, word(show.slug, "Còn ạ"))).toMatchObject({ value: { number: 2 } });
    expect(await say(bench.market, moderator.viewer, word(show.slug, "Chào phiên"))).toMatchObject({
      value: { number: 3 },
    });
    const [shop] = await bench.sql<{ name: string }[]>`select name from shops where id = ${show.shopId}`;
    expect((await page(show.slug)).items.map(({ number, name, role, body }) => [number, name, role, body])).toEqual([
      [1, anna.viewer.name, "viewer", "Còn hàng không?"],
      [2, shop?.name, "host", "Còn ạ"],
      [3, moderator.viewer.name, "staff", "Chào phiên"],
    ]);
  });

  it("twice with one id stores it once and answers the same number, at once and after the show", async () => {
    const show = await makeShow(bench.sql);
    const one = word(show.slug);
    const both = await Promise.all([say(bench.market, anna.viewer, one), say(bench.market, anna.viewer, one)]);
    expect(both).toEqual([
      { ok: true, value: { number: 1 } },
      { ok: true, value: { number: 1 } },
    ]);
    await endShow(bench.sql, show.showId);
    expect(await say(bench.market, anna.viewer, one)).toEqual({ ok: true, value: { number: 1 } });
    expect(await say(bench.market, minh.viewer, one)).toMatchObject({ ok: false, code: "malformed" });
    expect((await page(show.slug)).last).toBe(1);
  });

  it("at once by many gives each its own number without a gap", async () => {
    const show = await makeShow(bench.sql);
    const host = await hostOf(show.shopId);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => say(bench.market, host.viewer, word(show.slug, `lời ${n}`))),
    );
    const numbers = answers.map((a) => (a.ok ? a.value.number : 0)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it.each(["planned", "ended", "stopped", "called_off"] as const)("in a show that is %s is refused", async (state) => {
    const show = await makeShow(bench.sql, { state });
    expect(await say(bench.market, anna.viewer, word(show.slug))).toMatchObject({ ok: false, code: "not_live" });
    const [row] = await bench.sql`select count(*)::int as count from chat_messages where show_id = ${show.showId}`;
    expect(row?.count).toBe(0);
  });

  it("by a stranger, of nothing, of too much or in no show is refused", async () => {
    const show = await makeShow(bench.sql);
    const { slug } = show;
    expect(await say(bench.market, nobody, word(slug))).toMatchObject({ code: "sign_in" });
    expect(await say(bench.market, anna.viewer, word(slug, " \u200b "))).toMatchObject({ code: "empty" });
    expect(await say(bench.market, anna.viewer, word(slug, "ạ".repeat(300)))).toMatchObject({ ok: true });
    expect(await say(bench.market, anna.viewer, word(slug, "ạ".repeat(301)))).toMatchObject({ code: "too_long" });
    expect(await say(bench.market, anna.viewer, word("no-show"))).toMatchObject({ code: "not_found" });
    expect(await say(bench.market, anna.viewer, { slug, id: "1", body: "a" })).toMatchObject({ code: "malformed" });
  });

  it("too fast is refused with the seconds to wait, for viewers and not for hosts", async () => {
    const show = await makeShow(bench.sql);
    for (let n = 0; n < SAY_LIMIT.messages; n++)
      expect((await say(bench.market, anna.viewer, word(show.slug, `lời ${n}`))).ok).toBe(true);
    const refused = await say(bench.market, anna.viewer, word(show.slug));
    expect(refused).toMatchObject({ code: "too_fast", details: { seconds: expect.any(Number) } });
    expect((await say(bench.market, minh.viewer, word(show.slug))).ok).toBe(true);
    await bench.advanceClock(SAY_LIMIT.seconds);
    expect((await say(bench.market, anna.viewer, word(show.slug))).ok).toBe(true);
    await bench.advanceClock(-SAY_LIMIT.seconds);
  });

  it("by a banned person is refused although the page is still open", async () => {
    const show = await makeShow(bench.sql);
    const banned = await somebody(bench);
    await bench.sql`update accounts set banned_at = market_now() where id = ${banned.accountId}`;
    expect(await say(bench.market, banned.viewer, word(show.slug))).toMatchObject({ code: "sign_in" });
  });

  it("by a script belongs to demonstrations alone, and their chat goes after a day", async () => {
    const [real, demo] = [await makeShow(bench.sql), await makeShow(bench.sql, { isDemo: true })];
    expect(await sayByScript(bench.market, word(real.slug))).toMatchObject({ code: "forbidden" });
    expect((await sayByScript(bench.market, word(demo.slug))).ok).toBe(true);
    await say(bench.market, minh.viewer, word(real.slug));
    await pruneDemoChat(bench.market, {});
    expect((await page(demo.slug)).items).toHaveLength(1);
    await bench.advanceClock(86_401);
    await pruneDemoChat(bench.market, {});
    expect((await page(demo.slug)).items).toEqual([]);
    expect((await page(real.slug)).items).toHaveLength(1);
    await bench.advanceClock(-86_401);
  });
});

describe("reading", () => {
  it("goes from any number to the last, without a gap, in pages that fit a frame", async () => {
    const show = await makeShow(bench.sql);
    const host = await hostOf(show.shopId);
    for (let n = 0; n < 70; n++) await say(bench.market, host.viewer, word(show.slug, "𠀀".repeat(290) + n));
    const seen: number[] = [];
    for (let after = 0, last = 1; after < last; ) {
      const one = await page(show.slug, after);
      expect(Buffer.byteLength(JSON.stringify(one.items))).toBeLessThan(PAGE_BYTES + 200);
      seen.push(...one.items.map((item) => item.number));
      expect(one.upTo).toBeGreaterThan(after);
      [after, last] = [one.upTo, one.last];
    }
    expect(seen).toEqual(Array.from({ length: 70 }, (_, n) => n + 1));
    expect(await page(show.slug, 70)).toEqual({ items: [], hidden: [], upTo: 70, last: 70 });
  });

  it("in a show that isn't there, or from an odd number, finds nothing", async () => {
    const show = await makeShow(bench.sql);
    for (const [slug, after] of [
      ["no-show", 0],
      [show.slug, -1],
      [show.slug, 1.5],
      [show.slug, Number.NaN],
      [show.slug, 3e9],
    ] as const) {
      expect(await readMessages(bench.market, { slug, after })).toMatchObject({ ok: false, code: "not_found" });
    }
  });
});

describe("hiding and muting", () => {
  it("a hidden message is gone for readers and stays in the log with who and why", async () => {
    const show = await makeShow(bench.sql);
    const host = await hostOf(show.shopId);
    await say(bench.market, anna.viewer, word(show.slug, "lời xấu"));
    await say(bench.market, minh.viewer, word(show.slug, "lời hay"));
    const hidden = { slug: show.slug, number: 1, reason: "thô tục" };
    expect(await hideMessage(bench.market, host.viewer, hidden)).toEqual({ ok: true, value: { number: 1 } });
    expect(await hideMessage(bench.market, host.viewer, hidden)).toEqual({ ok: true, value: { number: 1 } });
    const read = await page(show.slug);
    expect(read.items.map((item) => item.body)).toEqual(["lời hay"]);
    expect([read.hidden, read.upTo]).toEqual([[1], 2]);
    const [row] = await bench.sql`
      select body, hidden_by, hidden_reason from chat_messages where show_id = ${show.showId} and number = 1`;
    expect(row).toEqual({ body: "lời xấu", hidden_by: host.accountId, hidden_reason: "thô tục" });
    const events = await bench.sql`select kind, body from show_events where show_id = ${show.showId}`;
    expect([...events]).toEqual([{ kind: "message_hidden", body: { number: 1 } }]);
  });

  it("staff say why, and it stands in the audit log", async () => {
    const show = await makeShow(bench.sql);
    await say(bench.market, anna.viewer, word(show.slug));
    const { slug } = show;
    const bare = await hideMessage(bench.market, moderator.viewer, { slug, number: 1, reason: " " });
    expect(bare).toMatchObject({ code: "reason_missing" });
    expect((await hideMessage(bench.market, moderator.viewer, { slug, number: 1, reason: "quảng cáo" })).ok).toBe(true);
    const muting = { slug, number: 1, minutes: 5, reason: "quảng cáo" };
    expect((await muteWriter(bench.market, moderator.viewer, muting)).ok).toBe(true);
    const acts = await bench.sql`select act, reason from audit_entries where subject_id = ${show.showId} order by id`;
    expect([...acts]).toEqual([
      { act: "chat.hide", reason: "quảng cáo" },
      { act: "chat.mute", reason: "quảng cáo" },
    ]);
  });

  it("strangers, viewers, other shops and other staff find nothing to hide or mute", async () => {
    const [show, other] = [await makeShow(bench.sql), await makeShow(bench.sql)];
    await say(bench.market, anna.viewer, word(show.slug));
    const foreign = await hostOf(other.shopId);
    const certifier = await staffMember(bench, "certifier");
    for (const viewer of [nobody, minh.viewer, anna.viewer, foreign.viewer, certifier.viewer]) {
      const input = { slug: show.slug, number: 1, minutes: 5, reason: "x" };
      expect(await hideMessage(bench.market, viewer, input)).toMatchObject({ code: "not_found" });
      expect(await muteWriter(bench.market, viewer, input)).toMatchObject({ code: "not_found" });
    }
    expect((await page(show.slug)).items).toHaveLength(1);
  });

  it("a muted person is refused until the time is over, in this show alone; hosts can't be muted", async () => {
    const [show, other] = [await makeShow(bench.sql), await makeShow(bench.sql)];
    const host = await hostOf(show.shopId);
    const { slug } = show;
    await say(bench.market, anna.viewer, word(slug));
    await say(bench.market, host.viewer, word(slug));
    for (const minutes of [0, -1, 1441, 1.5, Number.NaN]) {
      const odd = await muteWriter(bench.market, host.viewer, { slug, number: 1, minutes, reason: "" });
      expect(odd).toMatchObject({ code: "minutes_wrong" });
    }
    expect((await muteWriter(bench.market, host.viewer, { slug, number: 1, minutes: 2, reason: "" })).ok).toBe(true);
    expect(await muteWriter(bench.market, host.viewer, { slug, number: 2, minutes: 2, reason: "" })).toMatchObject({
      code: "not_a_viewer",
    });
    const refused = await say(bench.market, anna.viewer, word(slug));
    expect(refused).toMatchObject({ code: "muted", details: { seconds: expect.any(Number) } });
    expect((await say(bench.market, anna.viewer, word(other.slug))).ok).toBe(true);
    await bench.advanceClock(121);
    expect((await say(bench.market, anna.viewer, word(slug))).ok).toBe(true);
    await bench.advanceClock(-121);
  });
});

describe("who watched", () => {
  it("is counted once each, by a mark that differs between shows, and the most only grows", async () => {
    const [show, other] = [await makeShow(bench.sql), await makeShow(bench.sql)];
    const mark = visitorHash(bench.market, anna.viewer, show.showId);
    expect(mark).not.toBe(visitorHash(bench.market, anna.viewer, other.showId));
    for (const viewers of [3, 7, 5])
      await recordAudience(bench.market, { showId: show.showId, hashes: [mark], viewers });
    const [row] = await bench.sql`
      select most_viewers, (select count(*)::int from show_visits v where v.show_id = s.id) as reach
      from shows s where id = ${show.showId}`;
    expect(row).toEqual({ most_viewers: 7, reach: 1 });
  });
});
