import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptOrder } from "#services/orders/accept-order.ts";
import { packOrder } from "#services/orders/pack-order.ts";
import { newId } from "#services/shared/ids.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { addAccount, addGroup, addShop, addStaff, type ShopRows } from "#tests/support/order-rows.ts";
import { homeCommune, readyPicture } from "#tests/support/seller-forms.ts";
import { openAs } from "#tests/support/signed-in.ts";
import { openSite, type Site } from "#tests/support/site.ts";

const TITLE = "a producer's pages on a small phone";
const WIDTHS = [320, 390];
const LONG_NAME = "Hợp tác xã nông nghiệp hữu cơ và dịch vụ du lịch cộng đồng Thượng Giáo Ba Bể Mới";

describe(TITLE, () => {
  let site: Site;
  let browser: TestBrowser | null;
  let shop: ShopRows;
  let orderCode: string;

  beforeAll(async () => {
    browser = await openBrowser();
    site = await openSite();
    const { sql, market } = site.bench;
    shop = await addShop(sql, [500]);
    const commune = await homeCommune(sql);
    await sql`update shops set name = ${LONG_NAME}, pickup_line = 'Kho của tổ', pickup_commune_code = ${commune}
      where id = ${shop.shopId}`;
    await sql`update producers set phone = '+84977111222'
      where id = (select producer_id from shops where id = ${shop.shopId})`;
    for (let position = 0; position < 5; position++) {
      const pictureId = await readyPicture(sql, shop.shopId);
      await sql`insert into listing_pictures (listing_id, picture_id, position)
        values (${shop.listingId}, ${pictureId}, ${position})`;
    }
    const group = await addGroup(sql, { shops: [shop] });
    const [row] = await sql<{ code: string }[]>`select code from orders where group_id = ${group.id}`;
    orderCode = row?.code ?? "";
    const act = { code: orderCode, requestId: newId() };
    expect(await acceptOrder(market, shop.seller, act)).toMatchObject({ ok: true });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const owner = () => shop.seller.accountId ?? "";

  async function neverScrollsSideways(page: Page, paths: readonly string[]) {
    const wide: string[] = [];
    for (const path of paths) {
      await page.goto(site.url + path);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 844 });
        const needed = (await page.evaluate("document.documentElement.scrollWidth")) as number;
        if (needed > width) wide.push(`${path} at ${width}: ${needed}`);
      }
    }
    expect(wide).toEqual([]);
  }

  it("never scroll sideways: an order with its history, goods with photos, every other page", async () => {
    needsBrowser(TITLE);
    const { context, page } = await openAs(site, browser, owner());
    const goods = `/ban/hang/${shop.listingId}`;
    const order = `/ban/don/${orderCode}`;
    const others = ["/ban", "/ban/don?tab=pack", "/ban/hang", "/ban/hang/moi", "/ban/cua-hang"];
    await neverScrollsSideways(page, [order, `${order}/phieu`, goods, `${goods}/kho`, ...others]);
    const act = { code: orderCode, requestId: newId(), lots: null };
    expect(await packOrder(site.bench.market, shop.seller, act)).toMatchObject({ ok: true });
    await neverScrollsSideways(page, [order, `/en/sell/orders/${orderCode}`]);
    await context.close();
  });

  it("leave the shop's name two lines of the head, whatever its length, and photos tiles of one size", async () => {
    needsBrowser(TITLE);
    const { context, page } = await openAs(site, browser, owner());
    await page.goto(`${site.url}/ban/hang/${shop.listingId}`);
    const name = page.locator(".top__name");
    expect(await name.textContent()).toBe(LONG_NAME);
    const { height, line } = await name.evaluate((node) => ({
      height: node.getBoundingClientRect().height,
      line: Number.parseFloat(getComputedStyle(node).lineHeight),
    }));
    expect(Math.round(height / line)).toBe(2);
    const tiles = await page.locator("ul.pics .pic").evaluateAll((all) => all.map((pic) => pic.clientWidth));
    expect(tiles).toHaveLength(5);
    expect(new Set(tiles).size).toBe(1);
    await context.close();
  });

  it("print a slip with the sender's phone and province, phones written as they are said", async () => {
    needsBrowser(TITLE);
    const { context, page } = await openAs(site, browser, owner());
    await page.goto(`${site.url}/ban/don/${orderCode}/phieu`);
    const from = page.locator(".packslip__two > div").first();
    const [place] = await site.bench.sql<{ name: string }[]>`select v.name from shops s
      join communes m on m.code = s.pickup_commune_code join provinces v on v.code = m.province_code where s.id = ${shop.shopId}`;
    expect(await from.innerText()).toContain("097 711 1222");
    expect(await from.innerText()).toContain(place?.name ?? "no province");
    const moderator = await addStaff(site.bench.sql, "moderator");
    const staff = await openAs(site, browser, moderator.accountId ?? "", { width: 1280 });
    await staff.page.goto(`${site.url}/tinh/cua-hang/${shop.shopId}`);
    expect(await staff.page.locator("main").innerText()).toContain("097 711 1222");
    await staff.context.close();
    await context.close();
  });

  it("say at once everything that is wrong with a new listing, with an example that fits each field", async () => {
    needsBrowser(TITLE);
    const { context, page } = await openAs(site, browser, owner(), { scripts: false });
    await page.goto(`${site.url}/ban/hang/moi`);
    await page.fill("[name='texts.vi.name']", "Miến");
    await page.fill("[name='texts.vi.description']", "Chữa khỏi ung thư.");
    await page.fill("[name='variants[0].name']", "Gói");
    await page.fill("[name='variants[0].netAmount']", "500");
    await page.fill("[name='variants[0].weightGrams']", "nặng");
    await page.fill("[name='variants[0].priceVnd']", "99999999999999999");
    await page.fill("[name='variants[0].quantity']", "1,5");
    await page.fill("[name='lot.number']", "MD-01");
    await page.fill("[name='lot.madeOn']", "2126-01-10");
    await page.fill("[name='lot.bestBefore']", "2125-01-10");
    await page.click("button[value=draft]");
    const said = (await page.locator(".err").allInnerTexts()).map((text) => text.trim());
    expect(said).toEqual(
      expect.arrayContaining([
        "Chọn một nhóm sản phẩm trong danh sách.",
        expect.stringMatching(/chữa khỏi, ung thư/i),
        "Ghi số gam, một số nguyên, ví dụ 520.",
        "Giá từ 1 ₫ đến 1.000.000.000 ₫.",
        "Ghi số lượng bằng một số nguyên, ví dụ 40.",
        "Ngày làm không thể sau hôm nay.",
        "Hạn dùng không thể trước ngày làm.",
      ]),
    );
    await context.close();
  });

  it("say first that staff sent the application back, and why", async () => {
    needsBrowser(TITLE);
    const { sql } = site.bench;
    const { accountId } = await addAccount(sql);
    const back = await addShop(sql);
    await sql`insert into memberships (account_id, shop_id, role) values (${accountId}, ${back.shopId}, 'owner')`;
    await sql`update shops set state = 'returned', approved_at = null, state_reason = 'Giấy chụp mờ, bạn chụp lại.',
      state_reason_code = 'paper_unreadable' where id = ${back.shopId}`;
    const { context, page } = await openAs(site, browser, accountId, { scripts: false });
    await page.goto(`${site.url}/ban`);
    expect(await page.locator("h1").innerText()).toBe("Cán bộ gửi hồ sơ lại để bạn sửa");
    expect(await page.locator("main").innerText()).toContain("Giấy chụp mờ, bạn chụp lại.");
    await page.getByRole("link", { name: "Sửa hồ sơ" }).click();
    await page.waitForURL(/mo-cua-hang/);
    await context.close();
  });

  it("say at once everything that is wrong with a sign-up", async () => {
    needsBrowser(TITLE);
    if (!browser) throw new Error("no browser");
    const context = await browser.context({ scripts: false });
    const page = await context.newPage();
    await page.goto(`${site.url}/dang-ky`);
    await page.fill("[name=login]", "không phải thư");
    await page.fill("[name=password]", "ngắn");
    await page.locator("main form button.btn").last().click();
    expect(await page.locator("main .err").count()).toBe(4);
    expect(await page.inputValue("[name=login]")).toBe("không phải thư");
    await context.close();
  });
});
