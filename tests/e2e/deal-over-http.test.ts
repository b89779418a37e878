import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endDeal, makeDeal, makeLiveShow, takenOf } from "#tests/support/deal-rows.ts";
import { makeGoods, makeTariff, places } from "#tests/support/market-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

describe("buying inside a show over HTTP", () => {
  let site: Site;
  let near: string;
  let province: string;
  beforeAll(async () => {
    site = await openSite({ worker: true });
    await makeTariff(site.bench.sql);
    ({ near } = await places(site.bench.sql));
    const [place] = await site.bench.sql`select province_code from communes where code = ${near}`;
    province = String(place?.province_code);
  });
  afterAll(() => site.stop());

  /** A browser that keeps its cookie. `ask` is what a fetcher of a player sends: it is answered with data. */
  function visitor() {
    let cookie = "";
    const send = async (path: string, form?: Record<string, string>) => {
      const answer = await fetch(site.url + path, {
        method: form ? "POST" : "GET",
        redirect: "manual",
        headers: { cookie, origin: site.url, "sec-fetch-site": "same-origin" },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      const given = answer.headers.getSetCookie()[0]?.split(";")[0];
      if (given) cookie = given;
      return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
    };
    const ask = (path: string, form: Record<string, string>) => send(`${path}.data`, form);
    return { send, ask };
  }

  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="${name}"`)
      .exec(html)
      ?.slice(1)
      .find(Boolean) ?? "";

  const scene = async () => {
    const goods = await makeGoods(site.bench.sql, { priceVnd: 90_000 });
    const show = await makeLiveShow(site.bench.sql, [goods]);
    const deal = await makeDeal(site.bench.sql, show, goods, { priceVnd: 61_000, quota: 1, perBuyer: 1 });
    const add = { intent: "show-add", variantId: goods.variantId, quantity: "1", show: show.slug, dealId: deal.dealId };
    return { goods, show, deal, add };
  };

  const filled = (html: string) => ({
    requestId: hidden(html, "requestId"),
    quoteHash: hidden(html, "quoteHash"),
    name: "Nguyễn Thị Mua",
    phone: `0912${Math.floor(100_000 + Math.random() * 900_000)}`,
    email: "",
    provinceCode: province,
    communeCode: near,
    addressLine: "Số 1, thôn Thử",
    note: "",
    method: "cod",
    agreed: "on",
  });

  it("stays in the player: added, held, ordered, each answered with data and no other address", async () => {
    const { deal, add } = await scene();
    const who = visitor();
    const added = await who.ask("/gio-hang", { ...add, priceVnd: "1" });
    expect([added.status, added.location, added.text.includes('"cartCount"')]).toEqual([200, null, true]);
    const entered = await who.ask("/thanh-toan", { intent: "enter", from: "show" });
    expect([entered.status, entered.text.includes('"heldUntil"')]).toEqual([200, true]);
    expect(await takenOf(site.bench.sql, deal.dealId)).toBe(1);
    const late = await visitor().ask("/gio-hang", add);
    expect([late.status, late.text.includes("deal_taken")]).toEqual([422, true]);
    const page = await who.send("/thanh-toan", { intent: "province", ...filled(entered.text) });
    expect(page.text).toContain("Giữ giá phiên đến");
    const placed = await who.ask("/thanh-toan", { ...filled(page.text), intent: "place", from: "show", priceVnd: "1" });
    expect([placed.status, placed.location, placed.text.includes('"placed"')]).toEqual([200, null, true]);
    const [line] = await site.bench.sql`
      select unit_price_vnd::int as price, show_id is not null as is_shown from order_lines where deal_id = ${deal.dealId}`;
    expect(line).toEqual({ price: 61_000, is_shown: true });
  });

  it("works by plain forms: the cart's button holds, leaving gives back, a deal that is over asks what to do", async () => {
    const { deal, add } = await scene();
    const who = visitor();
    await who.send("/gio-hang", add);
    const cart = await who.send("/gio-hang");
    expect(cart.text).toContain("61.000");
    expect((await who.send("/thanh-toan")).text).toContain("chưa được giữ");
    expect(await takenOf(site.bench.sql, deal.dealId)).toBe(0);
    const entered = await who.send("/gio-hang", { intent: "checkout" });
    expect([entered.status, entered.location]).toEqual([303, "/thanh-toan"]);
    expect((await who.send("/thanh-toan")).text).toContain("Giữ giá phiên đến");
    expect(await takenOf(site.bench.sql, deal.dealId)).toBe(1);
    const left = await who.send("/thanh-toan", { intent: "leave" });
    expect([left.status, left.location, await takenOf(site.bench.sql, deal.dealId)]).toEqual([303, "/gio-hang", 0]);
    await endDeal(site.bench.sql, deal.dealId);
    const refused = await who.send("/gio-hang", { intent: "checkout" });
    expect(refused.status).toBe(422);
    for (const word of ["đã hết giờ", "Mua theo giá ngoài phiên", "90.000", "61.000"])
      expect(refused.text).toContain(word);
    const lineId = hidden(refused.text, "lineId");
    expect((await who.send("/gio-hang", { intent: "keep-regular", lineId })).status).toBe(303);
    expect((await who.send("/gio-hang", { intent: "checkout" })).location).toBe("/thanh-toan");
  });

  it("is found on the product page while it runs, and bought there by a plain form at the same price", async () => {
    const { goods, show, deal } = await scene();
    const who = visitor();
    const page = await who.send(`/san-pham/${goods.slug}`);
    for (const word of ["Đang bán trực tiếp", `href="/live/${show.slug}"`, "61.000", "còn 1 suất"])
      expect(page.text).toContain(word);
    const form = /<form[^>]*>(?:(?!<\/form>).)*?show-add.*?<\/form>/s.exec(page.text)?.[0] ?? "";
    const fields = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const added = await who.send("/gio-hang", fields as Record<string, string>);
    expect([added.status, added.location]).toEqual([303, "/gio-hang"]);
    expect((await who.send("/gio-hang")).text).toContain("61.000");
    expect((await who.send("/gio-hang", { intent: "checkout" })).location).toBe("/thanh-toan");
    expect(await takenOf(site.bench.sql, deal.dealId)).toBe(1);
    expect((await visitor().send(`/san-pham/${goods.slug}`)).text).not.toContain("61.000");
    await endDeal(site.bench.sql, deal.dealId);
    await site.bench.sql`update shows set state = 'ended', ended_at = market_now() where id = ${show.showId}`;
    expect((await who.send(`/san-pham/${goods.slug}`)).text).not.toContain("Đang bán trực tiếp");
  });

  it("says in the sheet why an order is refused, and keeps what was typed", async () => {
    const { goods, add } = await scene();
    const who = visitor();
    await who.ask("/gio-hang", add);
    await who.ask("/thanh-toan", { intent: "enter", from: "show" });
    const first = await who.send("/thanh-toan");
    const page = await who.send("/thanh-toan", { intent: "province", ...filled(first.text) });
    await site.bench.sql`update listings set state = 'taken_down' where id = ${goods.listingId}`;
    const refused = await who.ask("/thanh-toan", { ...filled(page.text), intent: "place", from: "show" });
    expect([refused.status, refused.text.includes("left_show"), refused.text.includes("Nguyễn Thị Mua")]).toEqual([
      422,
      true,
      true,
    ]);
  });

  it("gives held units back by the worker when their minutes are over", async () => {
    const { deal, add } = await scene();
    const who = visitor();
    await who.ask("/gio-hang", add);
    await who.ask("/thanh-toan", { intent: "enter", from: "show" });
    expect(await takenOf(site.bench.sql, deal.dealId)).toBe(1);
    await site.bench.advanceClock(6 * 60);
    await site.bench.sql`update graphile_worker._private_jobs set run_at = now() where key = ${`lapse:${deal.dealId}`}`;
    await expect.poll(() => takenOf(site.bench.sql, deal.dealId), { timeout: 15_000 }).toBe(0);
  });
});
