import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "#services/shared/viewer.ts";
import { fill, guest } from "#tests/support/buyers.ts";
import { certificateForm, certified, dayFromToday } from "#tests/support/desk.ts";
import { makeGoods } from "#tests/support/market-rows.ts";
import { type SignedInPerson, staffMember } from "#tests/support/people.ts";
import { openSite, type Site } from "#tests/support/site.ts";
import { cutListeners, untilNoStars } from "#tests/support/stars.ts";

type Shown = { name: string; number: string; certificateId: string; productId: string; paths: Paths; buyer: Viewer };
/** A page shows stars while one of `marks` is in it; the cart draws none, and says that they changed. */
type Paths = Record<string, { path: string; marks?: readonly string[]; says?: string }>;

const HAS_BADGE = ['class="tem"'];

describe("stars on the pages of two web processes", () => {
  let site: Site;
  let certifier: SignedInPerson;

  beforeAll(async () => {
    site = await openSite({ webs: 2, worker: true });
    certifier = await staffMember(site.bench, "certifier");
  });
  afterAll(() => site.stop());

  async function shown(name: string, validTo: string): Promise<Shown> {
    const { sql, market } = site.bench;
    const goods = await makeGoods(sql, { name });
    const { number } = await certificateForm(sql, goods.productId);
    const certificateId = await certified(market, sql, certifier.viewer, goods.productId, { number, validTo });
    const [row] = await sql<{ code: string; slug: string }[]>`
      select l.code, s.slug from lots l join shops s on s.id = l.shop_id where l.id = ${goods.lotId}`;
    const buyer = guest();
    await fill(market, buyer, [{ variantId: goods.variantId, quantity: 1 }]);
    const words = encodeURIComponent(name);
    const paths: Paths = {
      product: { path: `/san-pham/${goods.slug}`, marks: [number, 'class="why"'] },
      "product in English": { path: `/en/products/${goods.slug}`, marks: [number, 'class="why"'] },
      "JSON-LD": { path: `/san-pham/${goods.slug}`, marks: ["hasCertification"] },
      group: { path: "/nhom/thuc-pham", marks: HAS_BADGE },
      shop: { path: `/cua-hang/${row?.slug}`, marks: HAS_BADGE },
      search: { path: `/tim?q=${words}`, marks: HAS_BADGE },
      lot: { path: `/lo/${row?.code}`, marks: [number] },
      cart: { path: "/gio-hang", says: "cl__n--e" },
    };
    return { name, number, certificateId, productId: goods.productId, paths, buyer };
  }

  const read = async (url: string, { buyer }: Shown) => {
    const answer = await fetch(url, { headers: { cookie: `cp_guest=${buyer.guestToken}` } });
    return { status: answer.status, html: await answer.text() };
  };

  /** Each page of each process, and whether it still shows stars; a page that fails counts as showing them. */
  function everywhere(goods: Shown) {
    return Object.fromEntries(
      site.urls.flatMap((url, at) =>
        Object.entries(goods.paths).map(([name, { path, marks = [], says = "" }]) => [
          `${name} of process ${at + 1}`,
          async () => {
            const { status, html } = await read(url + path, goods);
            return status !== 200 || marks.some((mark) => html.includes(mark)) || !html.includes(says);
          },
        ]),
      ),
    );
  }

  async function expectStars(goods: Shown) {
    for (const [place, ask] of Object.entries(everywhere(goods))) expect([place, await ask()]).toEqual([place, true]);
  }

  /** The job runs in the worker; facets follow it. */
  async function untilNoFacet(goods: Shown) {
    const query = { words: goods.name, groupNumber: null, communeCode: null, stars: null, sort: "relevance" as const };
    const ask = async () => {
      const found = await site.bench.market.search.find({ ...query, page: 1, pageSize: 20 });
      return found.total === 1 && found.facets.stars.every((f) => f.stars === 0);
    };
    await expect.poll(ask, { timeout: 20_000, interval: 250 }).toBe(true);
  }

  const untilIndexed = async (goods: Shown) => {
    const query = { words: goods.name, groupNumber: null, communeCode: null, stars: 4, sort: "relevance" as const };
    const ask = async () => (await site.bench.market.search.find({ ...query, page: 1, pageSize: 20 })).total;
    await expect.poll(ask, { timeout: 20_000, interval: 250 }).toBe(1);
  };

  it("are gone everywhere within 5 s of a revocation at one desk, with the listening lines cut just before", async () => {
    const goods = await shown("Miến thu hồi", await dayFromToday(site.bench.sql, 100));
    await untilIndexed(goods);
    await expectStars(goods);
    const body = new URLSearchParams({
      step: "sure",
      reasonCode: "quality_differs",
      reason: "Mẫu có đường mía, phiếu KN-1204.",
      decisionNumber: "2791/QĐ-UBND",
    });
    const cut = await cutListeners(site.bench.sql);
    const done = await fetch(`${site.url}/tinh/chung-nhan/${goods.certificateId}`, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { cookie: certifier.cookie, origin: site.url, "sec-fetch-site": "same-origin" },
    });
    expect(done.status).toBe(303);
    await untilNoStars(everywhere(goods));
    expect(cut).toBeGreaterThan(0);
    await untilNoFacet(goods);
  });

  it("are gone everywhere within 5 s of the end of validity, with the listening lines cut just before", async () => {
    const { sql } = site.bench;
    const goods = await shown("Trà hết hạn", await dayFromToday(sql, 1));
    await untilIndexed(goods);
    await expectStars(goods);
    const [left] = await sql<{ seconds: number }[]>`
      select extract(epoch from (market_today() + 1)::timestamp at time zone market_zone() - market_now())::float8 as seconds`;
    await cutListeners(sql);
    await site.bench.advanceClock(Math.ceil(left?.seconds ?? 0));
    await untilNoStars(everywhere(goods));
  });
});
