import { describe, expect, it } from "vitest";
import { Anchor } from "#app/ui/anchor.tsx";
import { TabBar } from "#app/ui/bars.tsx";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { Gate } from "#app/ui/gate.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { pagesToShow } from "#app/ui/pages-to-show.ts";
import { Price } from "#app/ui/price.tsx";
import { MoneyBar, Steps } from "#app/ui/progress.tsx";
import { Season } from "#app/ui/season.tsx";
import { Sheet, SheetLink } from "#app/ui/sheet.tsx";
import { StarTag } from "#app/ui/stars.tsx";
import { htmlOf, tagWith } from "./render.tsx";

describe("a button", () => {
  it("submits its form unless told otherwise", () => {
    expect(htmlOf(<Button>Đặt hàng</Button>)).toContain('type="submit"');
  });

  it("cannot be sent a second time while it is busy, and keeps its words", () => {
    const html = htmlOf(<Button busy>Đặt hàng</Button>);
    expect(html).toContain('aria-busy="true"');
    expect(html).toContain('aria-disabled="true"');
    expect(html).toContain('type="button"');
    expect(html).toContain("Đặt hàng");
  });

  it("sends nothing while it is off for a reason said nearby", () => {
    const html = htmlOf(
      <Button aria-disabled aria-describedby="why">
        Gửi duyệt
      </Button>,
    );
    expect(html).toContain('type="button"');
    expect(html).toContain('aria-describedby="why"');
  });

  it("shows an icon alone but says its words", () => {
    expect(
      htmlOf(
        <Button icon="printer" iconOnly>
          In phiếu
        </Button>,
      ),
    ).toContain('<span class="sr">In phiếu</span>');
  });
});

describe("an icon", () => {
  it("is silent beside a word and named when it stands alone", () => {
    expect(htmlOf(<Icon name="truck" />)).toContain('aria-hidden="true"');
    expect(htmlOf(<Icon name="truck" label="Vận chuyển" />)).toContain('role="img" aria-label="Vận chuyển"');
  });
});

describe("links", () => {
  it("go through the router within the market and are plain elsewhere", () => {
    expect(htmlOf(<Anchor href="/gio-hang">Giỏ</Anchor>)).toContain('data-discover="true"');
    expect(htmlOf(<Anchor href="#loc">Lọc</Anchor>)).toBe('<a href="#loc">Lọc</a>');
    expect(htmlOf(<Anchor href="https://example.com/">Xa</Anchor>)).toBe('<a href="https://example.com/">Xa</a>');
    expect(htmlOf(<Anchor href="//example.com/">Xa</Anchor>)).toBe('<a href="//example.com/">Xa</a>');
  });
});

describe("pages", () => {
  it("show both ends, this page and its neighbours", () => {
    expect(pagesToShow(5, 9)).toEqual([1, "gap-4", 4, 5, 6, "gap-9", 9]);
    expect(pagesToShow(1, 9)).toEqual([1, 2, "gap-9", 9]);
    expect(pagesToShow(9, 9)).toEqual([1, "gap-8", 8, 9]);
  });

  it("show a number rather than a gap of one", () => {
    expect(pagesToShow(4, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("stay silent when there is one, and mark the one we are on", () => {
    const pages = (page: number, of: number) =>
      htmlOf(
        <Pagination
          label="Trang"
          page={page}
          pages={of}
          hrefOf={(n) => `/nhom/x?trang=${n}`}
          nameOf={(n) => `Trang ${n}`}
          previous="Trang trước"
          next="Trang sau"
        />,
      );
    expect(pages(1, 1)).toBe("");
    expect(tagWith(pages(2, 3), 'aria-label="Trang 2"')).toContain('aria-current="page"');
    expect(pages(1, 3)).not.toContain("Trang trước");
    expect(pages(3, 3)).not.toContain("Trang sau");
  });
});

describe("things for sale", () => {
  it("say the stars in words and count them for the drawing", () => {
    const html = htmlOf(<StarTag n={4} text="OCOP" spoken="OCOP 4 sao, còn hiệu lực" />);
    expect(html).toContain('data-n="4"');
    expect(html).toContain("OCOP 4 sao, còn hiệu lực");
  });

  it("have one link that is their title, and a picture with a size", () => {
    const html = htmlOf(
      <Card
        href="/san-pham/mau"
        title="Miến mẫu"
        picture={{ src: "/a.webp", alt: "" }}
        price={<Price amount="85.000 ₫" />}
      />,
    );
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toMatch(/<img src="\/a\.webp" alt="" width="800" height="800" loading="lazy"/);
  });

  it("show a season of twelve months, this one outlined", () => {
    const html = htmlOf(<Season months={[11, 12]} now={11} label="Mùa: tháng 11, 12" />);
    expect(html.match(/<i/g)).toHaveLength(12);
    expect(html.match(/class="on now"/g)).toHaveLength(1);
    expect(html.match(/class="on"/g)).toHaveLength(1);
  });
});

describe("progress and money", () => {
  it("say which step is now", () => {
    const html = htmlOf(<Steps label="Tiến độ" steps={[{ key: "1", text: "Đóng gói", state: "now" }]} />);
    expect(html).toContain('aria-current="step"');
  });

  it("draw each part of a split as wide as it is, and survive a split of nothing", () => {
    const bar = (amounts: number[]) =>
      htmlOf(
        <MoneyBar
          label="chia"
          parts={amounts.map((amount, at) => ({ key: String(at), amount, text: `phần ${at}`, shown: `${amount} ₫` }))}
        />,
      );
    expect(bar([75, 25])).toMatch(/x="0" y="0" width="748".*x="750" y="0" width="248"/);
    expect(bar([0, 0])).not.toContain("NaN");
  });

  it("put what blocks first", () => {
    const html = htmlOf(
      <Gate
        items={[
          { key: "a", state: "good", fact: "xong" },
          { key: "b", state: "bad", fact: "thiếu" },
        ]}
      />,
    );
    expect(html.indexOf("thiếu")).toBeLessThan(html.indexOf("xong"));
  });
});

describe("a sheet", () => {
  it("is opened by a plain link to its id, so that it needs no scripts", () => {
    expect(htmlOf(<SheetLink to="loc">Lọc</SheetLink>)).toBe('<a href="#loc">Lọc</a>');
    const html = htmlOf(
      <Sheet id="loc" title="Lọc" close="Đóng">
        …
      </Sheet>,
    );
    expect(html).toContain('<dialog id="loc" class="sheet" aria-labelledby="loc-title">');
    expect(html).toContain('aria-label="Đóng"');
  });
});

describe("bottom tabs", () => {
  it("say a count in words and hide the bare number, and show none at nought", () => {
    const tabs = (count: number) =>
      htmlOf(
        <TabBar
          label="Chính"
          items={[{ href: "/gio-hang", text: "Giỏ", icon: "shopping-basket", count, countLabel: `${count} món` }]}
        />,
      );
    expect(tabs(4)).toContain('<b class="count" aria-hidden="true">4</b><span class="sr">, 4 món</span>');
    expect(tabs(0)).not.toContain("count");
  });
});
