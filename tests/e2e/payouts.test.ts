import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { addShop, type ShopRows } from "#tests/support/order-rows.ts";
import { addBank, sellPaid } from "#tests/support/payout-rows.ts";
import { type SignedInPerson, somebody, staffMember } from "#tests/support/people.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const SOON = { timeout: 15_000 };

/** What is left of 2 × 50.000 and 20.000 of sending after 3 % of the goods, and of a household after tax as well. */
const COOPERATIVE = 117_000;
const HOUSEHOLD = 115_500;

describe("from an order that was paid to a shop's bank account", () => {
  let site: Site;
  let browser: TestBrowser | null;
  let first: SignedInPerson;
  let second: SignedInPerson;
  let moderator: SignedInPerson;
  let owner: SignedInPerson;
  let packer: SignedInPerson;
  let stranger: SignedInPerson;
  let near: ShopRows;
  let far: ShopRows;

  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
    const { sql } = site.bench;
    first = await staffMember(site.bench, "finance");
    second = await staffMember(site.bench, "finance");
    moderator = await staffMember(site.bench, "moderator");
    [near, far] = [await addShop(sql, [500]), await addShop(sql, [500])];
    await sql`update shops set name = 'Hộ Nà Mạch' where id = ${near.shopId}`;
    await sql`update shops set name = 'HTX Bản Cuôn' where id = ${far.shopId}`;
    [owner, packer, stranger] = [await somebody(site.bench), await somebody(site.bench), await somebody(site.bench)];
    await sql`insert into memberships (account_id, shop_id, role) values (${owner.accountId}, ${near.shopId}, 'owner'),
      (${packer.accountId}, ${near.shopId}, 'packer'), (${stranger.accountId}, ${far.shopId}, 'owner')`;
  });
  afterAll(async () => {
    await browser?.close();
    await site.stop();
  });

  const send = (who: SignedInPerson | null, path: string, form?: Record<string, string>) =>
    fetch(site.url + path, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { cookie: who?.cookie ?? "", origin: site.url, "sec-fetch-site": "same-origin" },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
  const textOf = async (who: SignedInPerson | null, path: string) => {
    const html = await (await send(who, path)).text();
    const words = html.replace(/<script[\s\S]*?<\/script>/g, "").replace(/<!--.*?-->/g, "");
    return words.replace(/<[^>]+>/g, " ").replace(/[\s\u00a0]+/g, " ");
  };
  const newest = async () => {
    const [row] = await site.bench.sql`select id, code, state from payout_runs order by prepared_at desc limit 1`;
    return { id: String(row?.id), code: String(row?.code), state: String(row?.state) };
  };
  const payoutOf = async (runId: string, shop: ShopRows) => {
    const [row] = await site.bench.sql`
      select id, state from payouts where run_id = ${runId} and shop_id = ${shop.shopId}`;
    return { id: String(row?.id), state: String(row?.state) };
  };
  const prepare = async (who = first) => {
    const page = await (await send(who, "/tinh/chi-tra")).text();
    const requestId = /name="requestId" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const answer = await send(who, "/tinh/chi-tra", { requestId });
    expect(answer.status).toBe(303);
    const run = await newest();
    expect(answer.headers.get("location")).toBe(`/tinh/chi-tra/${run.id}?tin=lap`);
    return { ...run, path: `/tinh/chi-tra/${run.id}`, requestId };
  };
  const sold: { shop: ShopRows; orderCode: string }[] = [];
  const ordersOf = (shop: ShopRows) => sold.filter((one) => one.shop === shop).map(({ orderCode }) => orderCode);
  const sell = async (shop: ShopRows, legalForm: "household" | "cooperative" = "cooperative") => {
    const earned = await sellPaid(site.bench, shop, { legalForm });
    sold.push({ shop, orderCode: earned.orderCode });
    return earned;
  };

  it("nothing is paid while nothing is payable: the shop reads why, and finance too", async () => {
    expect(await textOf(owner, "/ban/tien")).toContain("Chưa có khoản tiền nào");
    expect(await textOf(first, "/tinh/chi-tra")).toContain("Chưa có gì để chi");
    const [own, other] = [await sell(near, "household"), await sell(far)];
    const before = await textOf(owner, "/ban/tien");
    expect(before).toContain("Chưa có gì để chi. Đơn xong thì tiền vào phần được chi.");
    expect(before).toContain(`đơn ${own.orderCode.slice(0, 5)}-${own.orderCode.slice(5)}`);
    for (const { receive } of [own, other]) await receive();
    expect(await textOf(owner, "/ban/tien")).toContain("cửa hàng chưa có tài khoản ngân hàng");
    expect(await textOf(owner, "/en/sell/money")).toContain("it has no bank account yet");
    const desk = await textOf(first, "/tinh/chi-tra");
    expect(desk).toContain("Chưa có tài khoản ngân hàng");
    const refused = await send(first, "/tinh/chi-tra", { requestId: "0198f0b2-7c00-7000-8000-000000000001" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("Lúc này không cửa hàng nào được chi");
    for (const shop of [near, far]) await addBank(site.bench.sql, shop.shopId);
  });

  it("is nobody's but finance's, the shop's own and its managers': everybody else finds nothing", async () => {
    const run = await prepare();
    const payout = await payoutOf(run.id, near);
    const staffPaths = ["/tinh/chi-tra", run.path, `${run.path}/tep`];
    const shopPaths = [`/ban/tien/${payout.id}`, `/ban/tien/${payout.id}/tep`];
    for (const path of staffPaths) {
      for (const who of [moderator, owner, stranger])
        expect([path, (await send(who, path)).status]).toEqual([path, 404]);
      expect((await send(null, path)).status).toBe(302);
    }
    for (const path of shopPaths) {
      for (const who of [first, stranger, packer]) expect([path, (await send(who, path)).status]).toEqual([path, 404]);
      expect((await send(null, path)).status).toBe(302);
      expect((await send(owner, path)).status).toBe(200);
    }
    expect((await send(packer, "/ban/tien")).status).toBe(404);
    expect(await (await send(packer, "/ban")).text()).not.toContain('href="/ban/tien"');
    expect(await (await send(owner, "/ban")).text()).toContain('href="/ban/tien"');
    expect(await (await send(owner, "/ban/cua-hang")).text()).toContain('href="/ban/tien"');
    for (const act of ["approve", "discard", "paid", "failed", "returned"]) {
      const form = { act, payoutId: payout.id, reference: "FT1", reason: "Thử." };
      expect((await send(moderator, run.path, form)).status).toBe(404);
      expect((await send(null, run.path, form)).status).toBe(401);
    }
    expect((await send(first, run.path, {})).status).toBe(404);
    expect((await send(first, "/tinh/chi-tra/x")).status).toBe(404);
    expect((await newest()).state).toBe("prepared");
  });

  it("is refused with a reason, in both languages and changing nothing: own approval, a second run, a file too early", async () => {
    const { id, code } = await newest();
    const path = `/tinh/chi-tra/${id}`;
    const own = await send(first, path, { act: "approve" });
    expect(own.status).toBe(409);
    expect(await own.text()).toContain("Bạn lập đợt này nên không duyệt được");
    expect(await (await send(first, path)).text()).not.toContain('value="approve"');
    expect(await textOf(first, "/tinh/chi-tra")).toMatch(new RegExp(`Đợt ${code}, [\\d.]+ ₫, đang chờ duyệt`));
    const another = await send(second, "/en/province/payouts", { requestId: "0198f0b2-7c00-7000-8000-000000000002" });
    expect(another.status).toBe(409);
    expect(await another.text()).toContain("A run already waits for approval");
    expect((await send(second, `${path}/tep`)).status).toBe(409);
    const unsaid = await send(second, path, { act: "discard", reason: " " });
    expect(unsaid.status).toBe(422);
    expect(await unsaid.text()).toContain("Viết lý do");
    const payout = await payoutOf(id, near);
    const early = await send(second, path, { act: "paid", payoutId: payout.id, reference: "FT26328001", reason: "" });
    expect(early.status).toBe(409);
    expect(await early.text()).toContain("vừa đổi trạng thái");
    expect([(await newest()).state, payout.state]).toEqual(["prepared", "planned"]);
  });

  it("is not approved when a shop can't be paid as prepared; the shop is named and the run can be dropped", async () => {
    const { id } = await newest();
    const path = `/tinh/chi-tra/${id}`;
    await site.bench.sql`update shops set state = 'suspended' where id = ${far.shopId}`;
    const stale = await send(second, path, { act: "approve" });
    expect(stale.status).toBe(409);
    expect(await stale.text()).toContain("1 cửa hàng không còn chi được như lúc lập: HTX Bản Cuôn");
    expect((await send(second, path, { act: "discard", reason: "Lập lại." })).status).toBe(303);
    await site.bench.sql`update shops set state = 'approved' where id = ${far.shopId}`;
    expect(await textOf(first, "/tinh/chi-tra")).toContain("Đã bỏ");
    const late = await send(second, path, { act: "approve" });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain("vừa đổi trạng thái");
  });

  it("is approved by another, goes to the bank as a file, and each answer of the bank is written down with its fault beside the field", async () => {
    const run = await prepare();
    expect((await send(first, "/tinh/chi-tra", { requestId: run.requestId })).headers.get("location")).toContain(
      run.path,
    );
    const approved = await send(second, run.path, { act: "approve" });
    expect([approved.status, approved.headers.get("location")]).toEqual([303, `${run.path}?tin=duyet`]);
    const file = await send(second, `${run.path}/tep`);
    expect(file.headers.get("content-disposition")).toContain(`chi-${run.code}.csv`);
    expect(file.headers.get("cache-control")).toBe("private, no-store");
    const sheet = await file.text();
    expect(sheet).toMatch(
      new RegExp(`${run.code}-0001,NGUYEN VAN DONG,3801205123456,Agribank,${COOPERATIVE},.*HTX Ban Cuon`),
    );
    const [own, other] = [await payoutOf(run.id, near), await payoutOf(run.id, far)];
    const wrong = await send(second, run.path, { act: "paid", payoutId: own.id, reference: "<b>", reason: "" });
    expect(wrong.status).toBe(422);
    const said = await wrong.text();
    expect(said).toContain("Số chứng từ có 3 đến 60 chữ và số");
    expect(said).toContain('value="&lt;b&gt;"');
    const unsaid = await send(second, `/en/province/payouts/${run.id}`, {
      act: "failed",
      payoutId: other.id,
      reason: "",
    });
    expect(unsaid.status).toBe(422);
    expect(await unsaid.text()).toContain("Write the reason");
    const long = await send(second, run.path, { act: "failed", payoutId: other.id, reason: "a".repeat(301) });
    expect(await long.text()).toContain("Dài quá, nhiều nhất 300 chữ");
    for (const form of [
      { act: "paid", payoutId: own.id, reference: "FT26328001" },
      { act: "failed", payoutId: other.id, reason: "Sai số tài khoản." },
    ]) {
      const done = await send(second, run.path, form);
      expect([done.status, done.headers.get("location")]).toEqual([303, `${run.path}?tin=ghi`]);
      expect((await send(second, run.path, form)).status).toBe(303);
    }
    const again = await send(second, run.path, { act: "failed", payoutId: own.id, reason: "Khác." });
    expect(again.status).toBe(409);
    expect((await again.text()).split("vừa đổi trạng thái")).toHaveLength(2);
    const page = await textOf(first, run.path);
    for (const words of ["Đã chuyển", "chứng từ FT26328001", "Không chuyển được", "Sai số tài khoản."])
      expect(page).toContain(words);
  });

  it("is told to the shop amount by amount: pending, payable, paid, and a statement that adds up, on paper too", async () => {
    const { id } = await payoutOf((await newest()).id, near);
    const [row] = await site.bench.sql`select amount_vnd::float8 as vnd from payouts where id = ${id}`;
    const amount = Number(row?.vnd);
    expect(amount).toBe(HOUSEHOLD);
    const written = new Intl.NumberFormat("vi-VN").format(amount);
    const money = await textOf(owner, "/ban/tien");
    for (const words of [`+${written} ₫`, `−${written} ₫`, "Chợ đã chi", "Thuế GTGT", "Được chi 0 ₫", "Chờ 0 ₫"])
      expect(money).toContain(words);
    const statement = await textOf(owner, `/ban/tien/${id}`);
    for (const words of [
      "FT26328001",
      "Số dư đầu kỳ 0 ₫",
      "+120.000 ₫",
      "−3.000 ₫",
      "−1.000 ₫",
      "−500 ₫",
      `Số tiền chi ${written} ₫`,
    ])
      expect(statement).toContain(words);
    const paper = await send(owner, `/ban/tien/${id}/tep`);
    expect(paper.headers.get("content-disposition")).toContain("bang-ke-");
    const lines = (await paper.text())
      .trim()
      .split("\r\n")
      .map((line) => line.split(","));
    expect(lines[0]?.at(-1)).toBe("Thực nhận");
    expect(lines.slice(1).reduce((sum, cells) => sum + Number(cells.at(-1)), 0)).toBe(amount);
    expect(lines.at(-1)?.slice(1, 2)).toEqual([ordersOf(near)[0]]);
    expect(await (await send(owner, `/ban/tien/${id}/tep?ngon-ngu=en`)).text()).toContain("Opening balance");
    expect(await textOf(stranger, "/ban/tien")).toContain("Không chuyển được Sai số tài khoản.");
  });

  it("comes back when the bank returns it, and the log says all of it in words", async () => {
    const run = await newest();
    const path = `/tinh/chi-tra/${run.id}`;
    const { id } = await payoutOf(run.id, near);
    const unsaid = await send(first, path, { act: "returned", payoutId: id, reason: "" });
    expect(unsaid.status).toBe(422);
    expect((await send(first, path, { act: "returned", payoutId: id, reason: "Tài khoản đã đóng." })).status).toBe(303);
    const money = await textOf(owner, "/ban/tien");
    expect(money).toContain("Ngân hàng trả lại khoản đã chi");
    expect(money).toContain("Đợt chi tới trả");
    const log = await textOf(await staffMember(site.bench, "admin"), "/tinh/nhat-ky");
    for (const words of [
      "Lập đợt chi",
      "Duyệt đợt chi",
      "Bỏ đợt chi",
      "Tải tệp cho ngân hàng",
      "Ghi ngân hàng đã chuyển",
      "Ghi ngân hàng không chuyển được",
      "Ghi ngân hàng trả lại tiền",
      "trạng thái: đã lập, chờ duyệt",
      "trạng thái: đã gửi ngân hàng",
      "số cửa hàng: 2",
      `${run.code}, Hộ Nà Mạch`,
      "số chứng từ ngân hàng: FT26328001",
    ])
      expect(log).toContain(words);
    expect(log).not.toMatch(/payout|prepared|discarded|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
  });

  const open = async (who: SignedInPerson, wish: { width: number; scripts: boolean }): Promise<Page> => {
    const context = await browser?.context(wish);
    if (!context) throw new Error("no browser");
    const cookies = who.cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: site.url };
    });
    await context.addCookies(cookies);
    return context.newPage();
  };
  const expectNoFault = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page: page as never })
      .withTags(["wcag2a", "wcag2aa", "wcag22aa"])
      .analyze();
    expect(violations.map((v) => `${v.id} ${v.nodes[0]?.target.join(" ")}`)).toEqual([]);
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(excess).toBeLessThanOrEqual(1);
  };
  const said = async (page: Page, words: string) =>
    expect.poll(async () => (await page.locator("main").innerText()).replace(/\u00a0/g, " "), SOON).toContain(words);

  it("goes the whole way in a browser: prepared, approved by another, one shop paid, one not, scripts on and off", async () => {
    needsBrowser("from an order that was paid to a shop's bank account");
    for (const { receive } of [await sell(near, "household"), await sell(far)]) await receive();
    const [one, two] = [
      await open(first, { width: 1280, scripts: true }),
      await open(second, { width: 390, scripts: false }),
    ];
    await one.goto(`${site.url}/tinh/chi-tra`);
    await expectNoFault(one);
    await one.getByRole("button", { name: "Lập đợt chi" }).click();
    await said(one, "Đã lập đợt chi.");
    await said(one, "Bạn lập đợt này nên không duyệt được.");
    expect(await one.getByRole("button", { name: /Duyệt chi/ }).count()).toBe(0);
    await expectNoFault(one);
    const run = await newest();
    const path = `/tinh/chi-tra/${run.id}`;
    await two.goto(site.url + path);
    await two.getByRole("button", { name: /Duyệt chi/ }).click();
    await said(two, "Đã duyệt.");
    const [file] = await Promise.all([
      two.waitForEvent("download"),
      two.getByRole("link", { name: "Tải tệp cho ngân hàng" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`chi-${run.code}.csv`);
    const [paid, failed] = [await payoutOf(run.id, near), await payoutOf(run.id, far)];
    const form = (outcome: string, id: string, field: string) =>
      two.locator("details", { has: two.locator(`#${field}-${outcome}-${id}`) });
    await form("paid", paid.id, "reference").locator("summary").click();
    await two.locator(`#reference-paid-${paid.id}`).fill("!!!");
    await form("paid", paid.id, "reference").getByRole("button").click();
    await expect.poll(() => two.locator(`#reference-paid-${paid.id}-error`).innerText(), SOON).toContain("3 đến 60");
    expect(await two.locator(`#reference-paid-${paid.id}`).inputValue()).toBe("!!!");
    await two.locator(`#reference-paid-${paid.id}`).fill("FT26328001");
    await form("paid", paid.id, "reference").getByRole("button").click();
    await said(two, "Đã ghi kết quả");
    await form("failed", failed.id, "reason").locator("summary").click();
    await two.locator(`#reason-failed-${failed.id}`).fill("Sai số tài khoản.");
    await form("failed", failed.id, "reason").getByRole("button").click();
    await said(two, "Ngân hàng đã trả lời mọi lệnh của đợt này.");
    await one.goto(site.url + path);
    await expectNoFault(one);
    expect(await payoutOf(run.id, near)).toMatchObject({ state: "paid" });
    expect(await payoutOf(run.id, far)).toMatchObject({ state: "failed" });
    const shop = await open(owner, { width: 390, scripts: true });
    await shop.goto(`${site.url}/ban`);
    await shop.getByRole("link", { name: "Tiền của cửa hàng" }).click();
    await said(shop, "Được chi\n0 ₫");
    await expectNoFault(shop);
    await shop.getByRole("link", { name: `Bảng kê đợt ${run.code}` }).click();
    await said(shop, "FT26328001");
    await expectNoFault(shop);
    await shop.context().close();
    await Promise.all([one.context().close(), two.context().close()]);
  });
});
