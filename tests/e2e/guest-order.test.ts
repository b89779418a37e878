import AxeBuilder from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LETTERS } from "#services/shared/text-limits.ts";
import { needsBrowser, openBrowser } from "#tests/support/browser.ts";
import { buy, fill, guest, orderForm } from "#tests/support/buyers.ts";
import { makeGoods, makeLot, makeTariff, places } from "#tests/support/market-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

let site: Site;
let near = "";
let goods: Awaited<ReturnType<typeof makeGoods>>;
beforeAll(async () => {
  site = await openSite();
  const { sql } = site.bench;
  await makeTariff(sql);
  ({ near } = await places(sql));
  goods = await makeGoods(sql, { name: "Khăn thổ cẩm", priceVnd: 80_000 });
  await sql`update variants set name = 'Hộp 30 viên', net_amount = 30, net_unit = 'piece' where id = ${goods.variantId}`;
  await sql`update lots set number = 'L1' where id = ${goods.lotId}`;
});
afterAll(() => site.stop());

async function send(path: string, form?: Record<string, string>, cookie = "") {
  const answer = await fetch(site.url + path, {
    method: form ? "POST" : "GET",
    redirect: "manual",
    headers: { cookie, origin: site.url, "sec-fetch-site": "same-origin" },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const given = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { status: answer.status, to: answer.headers.get("location"), html: await answer.text(), cookie: given };
}

async function withCart(): Promise<string> {
  const added = await send("/gio-hang", { intent: "add", variantId: goods.variantId, quantity: "1" });
  return added.cookie;
}

async function order(phone: string) {
  const placed = await buy(site.bench.market, guest(), [{ variantId: goods.variantId, quantity: 1 }], {
    communeCode: near,
    contact: { phone },
  });
  if (!placed.ok) throw new Error(placed.code);
  const [row] = await site.bench.sql<{ code: string; state: string }[]>`
    select code, state from orders where group_id = ${placed.value.groupId}`;
  return { code: placed.value.code, parcel: row?.code ?? "", groupId: placed.value.groupId };
}

describe("the checkout page", () => {
  it("says beside the commune that it isn't in the province chosen, shows that province's, and keeps the rest", async () => {
    const cookie = await withCart();
    const { sql } = site.bench;
    const [own] = await sql`select province_code as code from communes where code = ${near}`;
    const [other] = await sql`select code from provinces where code <> ${own?.code} order by code limit 1`;
    const form = { intent: "place", communeCode: near, name: "Lý Mùi", phone: "+1 415 555 2671", addressLine: "số 1" };
    const { status, html } = await send("/thanh-toan", { ...form, provinceCode: String(other?.code) }, cookie);
    expect(status).toBe(422);
    expect(html).toContain("Phường, xã này không thuộc tỉnh, thành phố bạn chọn.");
    expect(html).toContain("Chợ nhận số điện thoại Việt Nam");
    expect(html).toContain(`<option value="${other?.code}" selected="">`);
    expect(html).toContain('value="Lý Mùi"');
    const limits = {
      name: "personName",
      phone: "phone",
      addressLine: "addressLine",
      email: "email",
      note: "note",
    } as const;
    for (const [name, limit] of Object.entries(limits)) {
      const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0];
      expect(input).toMatch(new RegExp(`maxLength="${LETTERS[limit]}"`, "i"));
    }
  });

  it("promises no sum without shipping before a place is chosen, and the whole one after", async () => {
    const cookie = await withCart();
    const first = await send("/thanh-toan", undefined, cookie);
    expect(first.html).toContain("Tiền hàng, chưa có phí gửi");
    expect(first.html).not.toContain("Đặt hàng, trả");
    const [place] = await site.bench.sql`select province_code from communes where code = ${near}`;
    const second = await send(
      "/thanh-toan",
      { intent: "province", provinceCode: String(place?.province_code), requestId: "" },
      cookie,
    );
    expect(second.html).toContain("Đặt hàng, trả 95.000\u00a0₫");
  });

  it("says everything that is missing in one answer, each beside its field", async () => {
    const cookie = await withCart();
    const { market } = site.bench;
    const buyer = guest();
    await fill(market, buyer, [{ variantId: goods.variantId, quantity: 1 }]);
    const { requestId } = await orderForm(market, buyer, { communeCode: near });
    const { status, html } = await send("/thanh-toan", { intent: "place", requestId }, cookie);
    expect(status).toBe(422);
    for (const field of ["name", "phone", "provinceCode", "addressLine", "method", "agreed"]) {
      expect([field, html.includes(`href="#${field}"`)]).toEqual([field, true]);
    }
    expect(html).toMatch(/id="provinceCode-error"[\s\S]*?Bạn chọn tỉnh, thành phố\./);
    expect(html).not.toContain("Bạn chọn phường, xã.");
  });
});

describe("a lot", () => {
  it("is found by the number on its pack, by form and by address, and never accused", async () => {
    const [lot] = await site.bench.sql<{ code: string }[]>`select code from lots where id = ${goods.lotId}`;
    const to = `/lo/${lot?.code}`;
    expect(await send("/lo?ma=l1")).toMatchObject({ status: 303, to });
    expect(await send("/lo/L1")).toMatchObject({ status: 302, to });
    expect((await send("/lo/L2")).status).toBe(404);
  });

  it("is one of a list when several makers number theirs alike", async () => {
    const other = await makeGoods(site.bench.sql, { name: "Chè xanh" });
    const mine = await makeLot(site.bench.sql, goods, 5);
    await site.bench.sql`update lots set number = 'MD-2609-01' where id in (${other.lotId}, ${mine})`;
    const { status, html } = await send("/lo?ma=md%202609%2001");
    expect(status).toBe(200);
    expect(html).toContain("2 lô cùng số");
    expect(html).toContain("Chè xanh");
    expect(html).not.toContain("Đừng vội dùng");
    expect((await send("/lo/MD-2609-01")).to).toBe("/lo?ma=MD-2609-01");
  });
});

describe("a product page", () => {
  it("prices pieces by the word of their pack, and marks as Vietnamese what is Vietnamese alone", async () => {
    const vi = await send(`/san-pham/${goods.slug}`);
    expect(vi.html).toContain("2.667\u00a0₫/viên");
    const en = await send(`/en/products/${goods.slug}`);
    const marked = [...en.html.matchAll(/<span lang="vi">([^<]*)<\/span>/g)].map((m) => m[1] ?? "");
    expect(marked).toContain("Hộp 30 viên");
    expect(marked).toContain("hộp 30 viên");
    expect(marked.filter((text) => /tax|parcel|shipping/.test(text))).toEqual([]);
  });
});

describe("tracking by a guest on another device", () => {
  const phone = "0987654321";

  it("cancels by the order's code and phone, and shows what became of it", async () => {
    const placed = await order(phone);
    const seen = await send("/theo-doi", { code: placed.code, phone });
    expect(seen.status).toBe(200);
    expect(seen.html).toContain('name="act" value="cancel"');
    const requestId = /name="requestId" value="([^"]+)"/.exec(seen.html)?.[1] ?? "";
    const act = { code: placed.code, phone, act: "cancel", order: placed.parcel, requestId };
    expect((await send("/theo-doi", { ...act, phone: "0987654322" })).status).toBe(404);
    const done = await send("/theo-doi", act);
    expect(done.status).toBe(200);
    expect(done.html).toContain("Kiện này đã hủy");
    const [row] = await site.bench.sql`select state from orders where group_id = ${placed.groupId}`;
    expect(row?.state).toBe("cancelled");
  });

  it("with the code of a parcel only looks: no act is offered or taken, and the order's code isn't told", async () => {
    const placed = await order(phone);
    const seen = await send("/theo-doi", { code: placed.parcel, phone });
    expect(seen.html).not.toContain('name="act"');
    expect(seen.html).not.toContain(placed.code);
    expect(seen.html).toContain("mã của cả đơn");
    const tried = await send("/theo-doi", { code: placed.parcel, phone, act: "cancel", order: placed.parcel });
    expect(tried.status).toBe(404);
    const [row] = await site.bench.sql`select state from orders where group_id = ${placed.groupId}`;
    expect(row?.state).toBe("new");
  });

  it("has targets large enough for a thumb beside a short lot link, on a phone and a desk", async () => {
    needsBrowser("targets of a tracked order");
    const placed = await order("0987111222");
    const browser = await openBrowser();
    try {
      for (const width of [390, 1280]) {
        const context = await browser?.context({ width });
        const page = await context?.newPage();
        if (!page) throw new Error("no page");
        await page.goto(`${site.url}/theo-doi?code=${placed.code}`);
        await page.fill("#phone", "0987111222");
        await page.click("main form button");
        await page.getByText("lô L1").waitFor();
        const { violations } = await new AxeBuilder({ page }).withRules(["target-size"]).analyze();
        expect([width, violations.flatMap((v) => v.nodes.map((n) => n.html))]).toEqual([width, []]);
        await page.goto(`${site.url}/`);
        const cut = await page.$$eval('input[type="search"]', (inputs) =>
          inputs
            .filter((input) => input.clientWidth > 0)
            .map((input) => {
              const style = getComputedStyle(input);
              const pen = document.createElement("canvas").getContext("2d");
              if (!pen) return false;
              pen.font = style.font;
              const room =
                input.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
              return pen.measureText((input as HTMLInputElement).placeholder).width > room;
            }),
        );
        expect([width, cut.some(Boolean), cut.length > 0]).toEqual([width, false, true]);
        await context?.close();
      }
    } finally {
      await browser?.close();
    }
  });
});
