import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeGoods, makeTariff } from "#tests/support/market-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

let site: Site;
let goods: Awaited<ReturnType<typeof makeGoods>>;
let lotCode = "";
let shopSlug = "";

beforeAll(async () => {
  site = await openSite();
  const { sql } = site.bench;
  await makeTariff(sql);
  goods = await makeGoods(sql, { name: "Miến </script><b>dong</b>", stars: 4 });
  const [row] = await sql<{ code: string; slug: string }[]>`
    select l.code, s.slug from lots l join shops s on s.id = l.shop_id where l.id = ${goods.lotId}`;
  lotCode = row?.code ?? "";
  shopSlug = row?.slug ?? "";
});
afterAll(() => site.stop());

async function get(path: string) {
  const answer = await fetch(site.url + path, { redirect: "manual" });
  return { status: answer.status, to: answer.headers.get("location"), text: await answer.text() };
}

const structured = (html: string) =>
  [...html.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)].map((m) => JSON.parse(m[1] ?? ""));

describe("pages of the storefront", () => {
  it("are all there in both languages, with the other language and a canonical address", async () => {
    const pages = [
      ["/", "/en"],
      ["/nhom/thuc-pham", "/en/groups/thuc-pham"],
      ["/xa", "/en/communes"],
      [`/cua-hang/${shopSlug}`, `/en/shops/${shopSlug}`],
      [`/san-pham/${goods.slug}`, `/en/products/${goods.slug}`],
      ["/lo", "/en/lots"],
      [`/lo/${lotCode}`, `/en/lots/${lotCode}`],
      ["/quy-dinh/quy-che", "/en/policies/quy-che"],
    ] as const;
    for (const [vi, en] of pages) {
      const [one, two] = await Promise.all([get(vi), get(en)]);
      expect([vi, one.status, two.status]).toEqual([vi, 200, 200]);
      expect(one.text).toContain('<html lang="vi"');
      expect(two.text).toContain('<html lang="en"');
      for (const { text } of [one, two]) {
        expect(text).toContain(`hrefLang="vi" href="${site.url}${vi}"`);
        expect(text).toContain(`hrefLang="en" href="${site.url}${en}"`);
      }
      expect(two.text).toContain(`rel="canonical" href="${site.url}${en}"`);
      expect(one.text.match(/class="demobar"/g)).toHaveLength(1);
    }
  });

  it("can be bought from before any script runs", async () => {
    const { text } = await get(`/san-pham/${goods.slug}`);
    expect(text).toMatch(new RegExp(`<form[^>]*method="post"[^>]*action="/san-pham/${goods.slug}#so-luong"`));
    expect(text).toContain(`name="variantId" value="${goods.variantId}"`);
  });

  it("say in structured data what they say in words, and no name can break out of it", async () => {
    const { text } = await get(`/san-pham/${goods.slug}`);
    const [product, trail] = structured(text);
    expect(product).toMatchObject({ "@type": "Product", name: "Miến </script><b>dong</b>" });
    expect(product.offers[0]).toMatchObject({ price: 50_000, priceCurrency: "VND" });
    expect(trail["@type"]).toBe("BreadcrumbList");
    expect(text).not.toContain("<b>dong</b>");
  });

  it("keep search engines from filtered lists, whose canonical address is the list", async () => {
    const { text } = await get("/nhom/thuc-pham?sao=4&xep=gia");
    expect(text).toContain('name="robots" content="noindex"');
    expect(text).toContain(`rel="canonical" href="${site.url}/nhom/thuc-pham"`);
  });

  it("stand in the sitemap, which robots.txt names", async () => {
    const map = await get("/sitemap.xml");
    expect(map.text).toContain(`<loc>${site.url}/en/products/${goods.slug}</loc>`);
    expect((await get("/robots.txt")).text).toContain(`Sitemap: ${site.url}/sitemap.xml`);
  });
});

describe("bad addresses", () => {
  const odd = ["khong-co", "%F0%9F%98%80", "a%27b", "%3Cscript%3E", "..%2f..%2fetc", "x".repeat(3000)];

  it.each(["san-pham", "cua-hang", "xa", "nhom", "lo", "quy-dinh"])(
    "under /%s answer not found, in words",
    async (room) => {
      for (const slug of odd) {
        const { status, text } = await get(`/${room}/${slug}`);
        expect([room, slug, status]).toEqual([room, slug, 404]);
        expect(text).toContain("Không có trang này");
      }
    },
  );

  it("in English answer in English", async () => {
    const { status, text } = await get("/en/products/nothing");
    expect(status).toBe(404);
    expect(text).toContain("No such page");
    expect(text).not.toContain("Không có trang này");
  });

  it("in filters show the list without them", async () => {
    for (const query of ["xa=%00&tu=-5&den=1e99", "sao=99&trang=&xep=%F0%9F%98%80", "con=maybe", "%", "&&=&"]) {
      const { status } = await get(`/nhom/thuc-pham?${query}`);
      expect([query, status]).toEqual([query, 200]);
    }
  });

  it("beyond the end of a list say where it ends", async () => {
    const none = ["-1", "1.5", "abc"].map((page) => `/nhom/thuc-pham?trang=${page}`);
    for (const path of ["/nhom/thuc-pham?trang=99", `/cua-hang/${shopSlug}?trang=99999999999`, ...none]) {
      const { status, text } = await get(path);
      expect(status).toBe(404);
      expect(text).toContain("Đến trang 1");
    }
  });

  it("of lots are answered beside the field, with what was typed", async () => {
    const { status, text } = await get("/lo?ma=%3Ckh%C3%B4ng%00%3E");
    expect(status).toBe(404);
    expect(text).toContain("&lt;không");
    expect(text).toContain('aria-describedby="ma-error"');
    expect((await get("/lo?ma=")).status).toBe(422);
    expect(await get(`/lo?ma=${lotCode.toLowerCase()}`)).toMatchObject({ status: 303, to: `/lo/${lotCode}` });
  });
});

describe("the report form without scripts", () => {
  const path = () => `/bao-cao/lot/${goods.lotId}`;
  const send = (fields: Record<string, string>) =>
    fetch(site.url + path(), {
      method: "POST",
      redirect: "manual",
      headers: { "sec-fetch-site": "same-origin" },
      body: new URLSearchParams(fields),
    });

  it("answers a wrong report beside the field and keeps what was typed", async () => {
    const answer = await send({ requestId: "x", kind: "nothing", body: "Ngắn <b>", contact: "a".repeat(300) });
    const text = await answer.text();
    expect(answer.status).toBe(422);
    expect(text).toContain("Chọn một điều trong danh sách");
    expect(text).toContain("Viết ít nhất 10 chữ cái");
    expect(text).toContain("Ngắn &lt;b&gt;");
  });

  it("refuses a body that is no form", async () => {
    for (const body of ["{not json", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n']) {
      const answer = await fetch(site.url + path(), {
        method: "POST",
        headers: {
          "sec-fetch-site": "same-origin",
          "content-type": body.startsWith("{") ? "application/json" : "multipart/form-data; boundary=x",
        },
        body,
      });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("Chợ không đọc được yêu cầu này");
    }
  });

  it("takes a right one once and thanks", async () => {
    const form = await get(path());
    const requestId = /name="requestId"[^>]*value="([^"]+)"/.exec(form.text)?.[1] ?? "";
    const fields = { requestId, kind: "fake_origin", body: "Nhãn ghi nơi khác với trang này.", contact: "" };
    const [one, two] = await Promise.all([send(fields), send(fields)]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect((await get(one.headers.get("location") ?? "")).text).toContain("Chợ đã nhận tin báo");
    expect(await site.bench.sql`select 1 from reports where request_id = ${requestId}`).toHaveLength(1);
  });

  it("is there for what exists alone", async () => {
    for (const wrong of [
      "/bao-cao/shop/1",
      "/bao-cao/lot/1",
      "/bao-cao/listing/%F0%9F%98%80",
      `/bao-cao/listing/${goods.lotId}`,
    ])
      expect((await get(wrong)).status).toBe(404);
  });
});
