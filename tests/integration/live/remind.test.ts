import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askReminder, viewReminder } from "#services/live/ask-reminder.ts";
import { callOffShow } from "#services/live/edit-show.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { openShow } from "#services/live/open-show.ts";
import { remindJob } from "#services/live/remind.ts";
import { nobody } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { type SignedInPerson, somebody } from "#tests/support/people.ts";
import { makeStage, plannedShow, STUDIO, type Stage } from "#tests/support/show-rows.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.end());

type Asked = { stage: Stage; showId: string; slug: string; person: SignedInPerson };

/** A planned show, `minutes` before its start, that somebody asked to be reminded of. */
async function asked(minutes: number): Promise<Asked> {
  const stage = await makeStage(bench);
  const { showId, slug } = await plannedShow(stage, bench.sql);
  await moveTo(showId, minutes);
  const person = await somebody(bench);
  expect(await ask(person, slug)).toMatchObject({ ok: true });
  return { stage, showId, slug, person };
}

const moveTo = (showId: string, minutes: number) =>
  bench.sql`update shows set starts_at = date_trunc('second', market_now() + make_interval(secs => ${minutes * 60})) where id = ${showId}`;
const ask = ({ viewer }: Pick<SignedInPerson, "viewer">, slug: string, wants = true) =>
  askReminder(bench.market, viewer, { slug, wants, language: "vi" });
const remind = () => remindJob(bench.market, {});
const told = async ({ accountId }: SignedInPerson) => {
  const rows = await bench.sql<{ kind: string }[]>`
    select kind from outbox_messages where account_id = ${accountId} and kind like 'show_%' order by created_at, id`;
  return rows.map((row) => row.kind);
};

describe("a reminder of a planned show", () => {
  it("comes once, a quarter of an hour before the start, however often and by however many workers it is looked for", async () => {
    const { person, slug, showId } = await asked(20);
    await remind();
    expect(await told(person)).toEqual([]);
    await bench.advanceClock(6 * 60);
    await Promise.all([remind(), remind(), remind()]);
    await remind();
    expect(await told(person)).toEqual(["show_soon"]);
    const [letter] =
      await bench.sql`select subject, body from outbox_messages where account_id = ${person.accountId} and kind = 'show_soon'`;
    expect(letter?.body).toContain(`/live/${slug}`);
    expect(letter?.subject).toContain("Miến dong mẻ đầu vụ");
    const [row] =
      await bench.sql`select told_for = starts_at as is_noted from show_reminders r join shows s on s.id = r.show_id where show_id = ${showId}`;
    expect(row?.is_noted).toBe(true);
  });

  it("waits with a show that is moved later, and comes anew before a start that was moved after it was told", async () => {
    const { person, showId } = await asked(20);
    await moveTo(showId, 90);
    await bench.advanceClock(10 * 60);
    await remind();
    expect(await told(person)).toEqual([]);
    await bench.advanceClock(70 * 60);
    await remind();
    await moveTo(showId, 60);
    await remind();
    expect(await told(person)).toEqual(["show_soon"]);
    await bench.advanceClock(50 * 60);
    await remind();
    expect(await told(person)).toEqual(["show_soon", "show_soon"]);
  });

  it("doesn't come for a show that was called off", async () => {
    const { person, showId, stage, slug } = await asked(10);
    const off = await callOffShow(stage.market, stage.host, { showId });
    expect(off).toMatchObject({ ok: true });
    await remind();
    expect(await told(person)).toEqual([]);
    expect(await ask(person, slug)).toMatchObject({ code: "not_found" });
  });

  it("comes when the show opens before anybody was told", async () => {
    const { person, showId, stage, slug } = await asked(120);
    const entered = await enterStudio(stage.market, stage.host, { showId, studioKey: STUDIO });
    expect(entered).toMatchObject({ ok: true });
    const opened = await openShow(stage.market, stage.host, { showId, studioKey: STUDIO });
    expect(opened).toMatchObject({ ok: true });
    await remind();
    await remind();
    expect(await told(person)).toEqual(["show_open"]);
    expect(await ask(await somebody(bench), slug)).toMatchObject({ code: "not_planned" });
    expect(await viewReminder(bench.market, person.viewer, slug)).toBeNull();
  });

  it("is one, tapped twice, and none, taken back", async () => {
    const { person, slug } = await asked(10);
    await Promise.all([ask(person, slug), ask(person, slug)]);
    expect(await viewReminder(bench.market, person.viewer, slug)).toEqual({ isAsked: true, count: 1 });
    expect(await viewReminder(bench.market, nobody, slug)).toEqual({ isAsked: false, count: 1 });
    await ask(person, slug, false);
    expect(await ask(person, slug, false)).toMatchObject({ ok: true });
    expect(await viewReminder(bench.market, person.viewer, slug)).toEqual({ isAsked: false, count: 0 });
    await remind();
    expect(await told(person)).toEqual([]);
  });

  it("is for people who are signed in and can be reached", async () => {
    const { slug } = await asked(30);
    expect(await ask({ viewer: nobody }, slug)).toMatchObject({ code: "sign_in" });
    expect(await ask(await somebody(bench), "khong-co-phien-nay")).toMatchObject({ code: "not_found" });
    const unreached = await somebody(bench);
    await bench.sql`update accounts set email_is_real = false, phone_number = null, phone_number_verified = false where id = ${unreached.accountId}`;
    expect(await ask(unreached, slug)).toMatchObject({ code: "unreachable" });
  });
});
