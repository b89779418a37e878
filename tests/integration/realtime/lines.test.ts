import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { banAccount } from "#services/accounts/change-standing.ts";
import { guestCookieName } from "#services/accounts/session-cookie.ts";
import { signOut } from "#services/accounts/sign-out.ts";
import { takeDownListing } from "#services/catalogue/decide-listing.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { hideMessage } from "#services/chat/hide-message.ts";
import { muteWriter } from "#services/chat/mute-writer.ts";
import { newId } from "#services/shared/ids.ts";
import { suspendShop } from "#services/shops/suspend-shop.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { ask, bareSocket, type LineProcess, startLines, until, type Watcher, watch } from "#tests/support/lines.ts";
import { endShow, joinShop, type MadeShow, makeShow, pinItem } from "#tests/support/live-rows.ts";
import { type SignedInPerson, somebody, staffMember, viewerOf } from "#tests/support/people.ts";

let bench: Bench;
let first: LineProcess;
let second: LineProcess;
let anna: SignedInPerson;
let minh: SignedInPerson;
let moderator: SignedInPerson;
const watchers: Watcher[] = [];

/** "within 5 s" is a promise. */
const FIVE_SECONDS = 5000;

beforeAll(async () => {
  bench = await openBench();
  [first, second] = await Promise.all([startLines(bench), startLines(bench)]);
  [anna, minh, moderator] = [await somebody(bench), await somebody(bench), await staffMember(bench, "moderator")];
});
afterEach(() => {
  for (const watcher of watchers.splice(0)) watcher.stop();
});
afterAll(async () => {
  await Promise.all([first.kill("SIGTERM"), second.kill("SIGTERM")]);
  await bench.end();
});

async function sit(at: LineProcess, slug: string, person?: SignedInPerson): Promise<Watcher> {
  const watcher = await watch(at.url, slug, person?.cookie);
  watchers.push(watcher);
  return watcher;
}

async function hostOf(show: MadeShow): Promise<SignedInPerson> {
  const person = await somebody(bench);
  await joinShop(bench.sql, show.shopId, person.accountId);
  return { ...person, viewer: await viewerOf(bench.market, person.cookie) };
}

const itemOf = (watcher: Watcher, show: MadeShow, at = 0) =>
  watcher.view().board?.items.find((item) => item.itemId === show.items[at]?.itemId);

describe("chat over two processes", () => {
  it("reaches everybody once and in order, and says who is there", async () => {
    const show = await makeShow(bench.sql);
    const [a, b] = [await sit(first, show.slug, anna), await sit(second, show.slug, minh)];
    const stranger = await sit(second, show.slug);
    expect([a.view().canWrite, stranger.view().canWrite]).toEqual([true, false]);
    const answers = [await a.line.say("một"), await b.line.say("hai"), await a.line.say("ba")];
    expect(answers).toEqual([1, 2, 3].map((number) => ({ ok: true, number })));
    for (const watcher of [a, b, stranger])
      await until("all messages came", () => watcher.bodies().join() === "một,hai,ba");
    expect(a.view().sayings).toEqual([]);
    for (const watcher of [a, stranger]) await until("three viewers", () => watcher.view().viewers === 3);
    expect(await stranger.line.say("lén")).toEqual({ ok: false, code: "sign_in" });
    await until("reach is written down", async () => {
      const [row] = await bench.sql`
        select most_viewers, (select count(*)::int from show_visits where show_id = s.id) as reach
        from shows s where id = ${show.showId}`;
      return row?.most_viewers === 3 && row.reach === 3;
    });
  });

  it("counts neither the show's own people nor staff among who watches", async () => {
    const show = await makeShow(bench.sql);
    const viewer = await sit(first, show.slug);
    await sit(first, show.slug, await hostOf(show));
    await sit(second, show.slug, await staffMember(bench, "moderator"));
    const late = await sit(second, show.slug, anna);
    for (const watcher of [viewer, late]) await until("two viewers", () => watcher.view().viewers === 2);
    await until("reach is written down", async () => {
      const [row] = await bench.sql`
        select most_viewers, (select count(*)::int from show_visits where show_id = s.id) as reach
        from shows s where id = ${show.showId}`;
      return row?.most_viewers === 2 && row.reach === 2;
    });
  });

  it("counts a person and a browser once, however many tabs they watch in", async () => {
    const show = await makeShow(bench.sql);
    const browser = { cookie: `${guestCookieName(false)}=${randomBytes(32).toString("base64url")}` } as SignedInPerson;
    const tabs = [];
    for (const who of [anna, anna, anna, browser, browser, undefined]) tabs.push(await sit(first, show.slug, who));
    for (const tab of tabs) await until("three viewers", () => tab.view().viewers === 3);
    const most = async () => {
      const [row] = await bench.sql<
        { most: number }[]
      >`select most_viewers as most from shows where id = ${show.showId}`;
      return row?.most;
    };
    await until("three are written down", async () => (await most()) === 3);
    tabs[0]?.stop();
    tabs[3]?.stop();
    const late = await sit(first, show.slug, minh);
    await until("four viewers", async () => late.view().viewers === 4 && (await most()) === 4);
    for (const tab of [tabs[1], tabs[2]]) tab?.stop();
    await until("three again", () => late.view().viewers === 3);
    expect(await most()).toBe(4);
  });

  it("stores what one line says in one breath in the order in which it was said", async () => {
    for (let time = 0; time < 4; time++) {
      const show = await makeShow(bench.sql);
      const writer = await somebody(bench);
      const socket = await bareSocket(first.url, writer.cookie);
      await ask(socket, "join", { show: show.slug, after: null });
      const words = ["một", "hai", "ba", "bốn", "năm"];
      await Promise.all(words.map((body) => ask(socket, "say", { id: newId(), body })));
      socket.close();
      const rows = await bench.sql<{ body: string }[]>`
        select body from chat_messages where show_id = ${show.showId} order by number`;
      expect(rows.map((row) => row.body)).toEqual(words);
    }
  });

  it("still does when the database's calls are lost", async () => {
    const show = await makeShow(bench.sql);
    const [a, b] = [await sit(first, show.slug, anna), await sit(second, show.slug)];
    await bench.sql`alter table chat_messages disable trigger chat_messages_news`;
    try {
      await a.line.say("không ai gọi");
      await until("the message came", () => b.bodies().includes("không ai gọi"));
    } finally {
      await bench.sql`alter table chat_messages enable trigger chat_messages_news`;
    }
  });

  it("gives a late joiner the newest, the board and the pin at once", async () => {
    const show = await makeShow(bench.sql, { goods: 2 });
    const host = await hostOf(show);
    const h = await sit(first, show.slug, host);
    for (let n = 1; n <= 40; n++) await h.line.say(`lời ${n}`);
    await pinItem(bench.sql, show, show.items[1]?.itemId ?? "");
    await until("the pin came", () => h.view().board?.pin?.itemId === show.items[1]?.itemId);
    const late = await sit(second, show.slug);
    expect(late.view().messages.map((message) => message.number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 11));
    expect(late.view().board?.pin?.itemId).toBe(show.items[1]?.itemId);
    expect(late.view().board?.items).toHaveLength(2);
  });

  it("adds reactions up, of both processes, and no more than a person can tap", async () => {
    const show = await makeShow(bench.sql);
    const [a, b] = [await sit(first, show.slug), await sit(second, show.slug)];
    a.line.tap(7);
    b.line.tap(900);
    await until("both saw them", () => a.view().reactions === 37 && b.view().reactions === 37);
  });
});

describe("a hidden message", () => {
  it("disappears for those inside, and late joiners never see it", async () => {
    const show = await makeShow(bench.sql);
    const host = await hostOf(show);
    const [a, b] = [await sit(first, show.slug, anna), await sit(second, show.slug)];
    await a.line.say("lời xấu");
    await a.line.say("lời hay");
    await until("both came", () => b.bodies().length === 2);
    await hideMessage(bench.market, host.viewer, { slug: show.slug, number: 1, reason: "" });
    for (const watcher of [a, b]) await until("it is gone", () => watcher.bodies().join() === "lời hay");
    expect((await sit(first, show.slug)).bodies()).toEqual(["lời hay"]);
  });
});

describe("a muted person", () => {
  it("is told, and refused with the seconds that are left; others aren't", async () => {
    const show = await makeShow(bench.sql);
    const host = await hostOf(show);
    const [a, b] = [await sit(first, show.slug, anna), await sit(second, show.slug, minh)];
    await a.line.say("quảng cáo");
    await muteWriter(bench.market, host.viewer, { slug: show.slug, number: 1, minutes: 5, reason: "" });
    await until("anna was told", () => a.view().mutedUntil !== null);
    expect(b.view().mutedUntil).toBeNull();
    expect(await a.line.say("nữa")).toMatchObject({ ok: false, code: "muted", retryAfterSeconds: expect.any(Number) });
    expect((await b.line.say("tôi nói được")).ok).toBe(true);
    expect((await sit(second, show.slug, anna)).view().mutedUntil).not.toBeNull();
  });
});

describe("a line is cut and comes back as what the person is now", () => {
  it("when the person signs out; another browser of theirs stays", async () => {
    const show = await makeShow(bench.sql);
    const person = await somebody(bench);
    const [a, other] = [await sit(first, show.slug, person), await sit(second, show.slug, anna)];
    await signOut(bench.market, person.viewer, person.cookie);
    await until("it came back without a name", () => a.view().state === "online" && !a.view().canWrite);
    expect(await a.line.say("còn đây")).toEqual({ ok: false, code: "sign_in" });
    expect([other.view().state, other.view().canWrite]).toEqual(["online", true]);
  });

  it("when the person is banned or loses a role, also when no call tells of it", async () => {
    const show = await makeShow(bench.sql);
    const [banned, fired] = [await somebody(bench), await staffMember(bench, "moderator")];
    const admin = await staffMember(bench, "admin");
    await bench.sql`alter table sessions disable trigger sessions_news`;
    await bench.sql`alter table staff_roles disable trigger staff_roles_news`;
    try {
      const [a, b] = [await sit(first, show.slug, banned), await sit(second, show.slug, fired)];
      await banAccount(bench.market, admin.viewer, { accountId: banned.accountId, reason: "x" });
      await bench.sql`delete from staff_roles where account_id = ${fired.accountId}`;
      await until("the banned one has no voice", () => a.view().state === "online" && !a.view().canWrite);
      await until("the line of the other was cut", () => b.cuts.includes("signed_out"));
      await until("the other is back", () => b.view().state === "online" && b.view().canWrite);
    } finally {
      await bench.sql`alter table sessions enable trigger sessions_news`;
      await bench.sql`alter table staff_roles enable trigger staff_roles_news`;
    }
  });
});

describe("the board", () => {
  /** The listening connections of both processes are gone at this moment. */
  const cutListening = () => bench.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'cho-phien realtime listening'`;

  it("loses stars, pin and buy button within five seconds of a revocation, listening or not", async () => {
    const show = await makeShow(bench.sql, { goods: 1, stars: 4 });
    await pinItem(bench.sql, show, show.items[0]?.itemId ?? "");
    const [certificate] = await bench.sql<{ id: string }[]>`
      select id from certificates where product_id = ${show.items[0]?.productId ?? ""}`;
    const certificateId = certificate?.id ?? "";
    const certifier = await staffMember(bench, "certifier");
    const [a, b] = [await sit(first, show.slug), await sit(second, show.slug)];
    expect([itemOf(a, show)?.stars, itemOf(b, show)?.stars]).toEqual([4, 4]);
    await cutListening();
    const revoked = await revokeCertificate(bench.market, certifier.viewer, {
      certificateId,
      reasonCode: "other",
      reason: "Không đúng với hồ sơ đã nộp.",
      decisionNumber: "12/QĐ-UBND",
    });
    expect(revoked.ok).toBe(true);
    for (const watcher of [a, b])
      await until(
        "stars, pin and buy button are gone",
        () => {
          const item = itemOf(watcher, show);
          const isGone = item?.stars === null && item.offSale === "certificate_revoked";
          return isGone && watcher.view().board?.pin === null;
        },
        FIVE_SECONDS,
      );
  });

  it("says within five seconds that goods were taken down or the shop suspended", async () => {
    const why = { reasonCode: "other", reason: "Đang kiểm tra." };
    const [one, two] = [await makeShow(bench.sql, { goods: 2 }), await makeShow(bench.sql, { goods: 1 })];
    const [a, b] = [await sit(first, one.slug), await sit(second, two.slug)];
    expect([itemOf(a, one)?.offSale, itemOf(b, two)?.offSale]).toEqual([null, null]);
    await takeDownListing(bench.market, moderator.viewer, { listingId: one.items[0]?.listingId ?? "", ...why });
    await until("off sale", () => itemOf(a, one)?.offSale === "listing_off", FIVE_SECONDS);
    expect(itemOf(a, one, 1)?.offSale).toBeNull();
    await suspendShop(bench.market, moderator.viewer, { shopId: two.shopId, ...why });
    await until("off sale", () => itemOf(b, two)?.offSale === "shop_closed", FIVE_SECONDS);
  });

  it("says that the show has ended, after which nobody writes and reading goes on", async () => {
    const show = await makeShow(bench.sql);
    const a = await sit(first, show.slug, anna);
    await a.line.say("tạm biệt");
    await endShow(bench.sql, show.showId);
    await until("it ended", () => a.view().board?.state === "ended");
    expect(await a.line.say("còn ai không")).toEqual({ ok: false, code: "not_live" });
    const late = await sit(second, show.slug, minh);
    expect([late.bodies(), late.view().board?.state]).toEqual([["tạm biệt"], "ended"]);
  });

  it("of a show that hasn't begun tells what will be sold, at no live price and with nothing pinned", async () => {
    const show = await makeShow(bench.sql, { state: "planned", goods: 1 });
    await bench.sql`update show_items set live_price_vnd = 1, quota = 1, per_buyer = 1 where show_id = ${show.showId}`;
    const a = await sit(first, show.slug, anna);
    expect(a.view().board).toMatchObject({ state: "planned", items: [{ deal: null }], pin: null });
    expect(a.view().board?.items[0]?.priceVnd).toBeGreaterThan(1);
    expect(await a.line.say("sớm quá")).toEqual({ ok: false, code: "not_live" });
    await bench.sql`update shows set state = 'live', room = 'r1', started_at = market_now() where id = ${show.showId}`;
    await until("it began", () => a.view().board?.state === "live" && a.view().board?.items.length === 1);
    expect((await a.line.say("bắt đầu rồi")).ok).toBe(true);
  });
});
