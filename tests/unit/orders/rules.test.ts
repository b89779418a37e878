import { describe, expect, it } from "vitest";
import { href } from "#app/i18n/href.ts";
import { orderAddress, shopOrderAddress, trackAddress } from "#services/notifications/addresses.ts";
import { orderTemplates } from "#services/notifications/order-templates.ts";
import { wordsOf } from "#services/notifications/templates.ts";
import {
  buyerMayCancel,
  buyerMayConfirm,
  cashMayBeRecorded,
  groupState,
  lineNotServed,
  maskName,
  maskPhone,
  ORDER_MOVES,
  type OrderState,
  SHOP_TABS,
  staffMayRefuse,
  tabOf,
} from "#services/orders/rules.ts";
import { nobody } from "#services/shared/viewer.ts";
import { currentShop } from "#services/shops/current-shop.ts";

const states = Object.keys(ORDER_MOVES) as OrderState[];
const where = (test: (state: OrderState) => boolean) => states.filter(test);

describe("an order's rules", () => {
  it("let the buyer cancel until packed and confirm what has left", () => {
    expect(where(buyerMayCancel)).toEqual(["awaiting_payment", "new", "accepted"]);
    expect(where(buyerMayConfirm)).toEqual(["handed_over", "delivered"]);
  });

  it("let staff refuse before packing, and cash be recorded once the parcel left", () => {
    expect(where(staffMayRefuse)).toEqual(["new", "accepted"]);
    expect(where(cashMayBeRecorded)).toEqual(["handed_over", "delivered", "completed"]);
  });

  it("end nowhere but in completed, refused and cancelled", () => {
    expect(where((s) => ORDER_MOVES[s].length === 0)).toEqual(["completed", "refused", "cancelled"]);
  });

  it("derive a group's state from its orders", () => {
    expect(groupState(["awaiting_payment", "cancelled"])).toBe("awaiting_payment");
    expect(groupState(["completed", "handed_over"])).toBe("in_progress");
    expect(groupState(["completed", "refused"])).toBe("completed");
    expect(groupState(["cancelled", "refused"])).toBe("ended");
  });

  it("put every state that a shop sees under exactly one tab", () => {
    const seen = states.filter((s) => s !== "awaiting_payment");
    expect(
      seen.map((s) => Object.values(SHOP_TABS).filter((tab) => (tab as readonly string[]).includes(s)).length),
    ).toEqual(seen.map(() => 1));
    expect(tabOf("awaiting_payment")).toBeNull();
    expect(tabOf("packed")).toBe("collect");
  });
});

describe("chosen lots", () => {
  const lines = [
    { id: "a", quantity: 3 },
    { id: "b", quantity: 1 },
  ];
  const b = { lineId: "b", lotId: "2", quantity: 1 };

  it("serve every line exactly, from one lot or several", () => {
    expect(lineNotServed(lines, [{ lineId: "a", lotId: "1", quantity: 3 }, b])).toBeNull();
    expect(
      lineNotServed(lines, [{ lineId: "a", lotId: "1", quantity: 1 }, { lineId: "a", lotId: "2", quantity: 2 }, b]),
    ).toBeNull();
  });

  it("are wrong when too few, too many, doubled, fractional, negative or for a line that isn't there", () => {
    expect(lineNotServed(lines, [b])).toBe("a");
    expect(lineNotServed(lines, [{ lineId: "a", lotId: "1", quantity: 4 }, b])).toBe("a");
    expect(
      lineNotServed(lines, [{ lineId: "a", lotId: "1", quantity: 1 }, { lineId: "a", lotId: "1", quantity: 2 }, b]),
    ).toBe("a");
    expect(
      lineNotServed(lines, [{ lineId: "a", lotId: "1", quantity: 1.5 }, { lineId: "a", lotId: "2", quantity: 1.5 }, b]),
    ).toBe("a");
    expect(
      lineNotServed(lines, [{ lineId: "a", lotId: "1", quantity: 4 }, { lineId: "a", lotId: "2", quantity: -1 }, b]),
    ).toBe("a");
    expect(lineNotServed(lines, [{ lineId: "x", lotId: "1", quantity: 1 }])).toBe("x");
    expect(lineNotServed(lines, [{ lineId: "a", lotId: "1", quantity: Number.NaN }, b])).toBe("a");
  });
});

describe("a person shortened", () => {
  it("keeps the last word of a name and three digits of a number", () => {
    expect(maskName("Nguyễn Thu Hà")).toBe("N… T… Hà");
    expect(maskName("Hà")).toBe("Hà");
    expect(maskPhone("+84912345678")).toBe("… 678");
  });
});

describe("messages about orders", () => {
  it("lead to the addresses of the table", () => {
    for (const language of ["vi", "en"] as const) {
      expect(orderAddress("", language, "ABC")).toBe(href("order", language, { code: "ABC" }));
      expect(trackAddress("", language, "ABC")).toBe(href("track", language, {}, { code: "ABC" }));
    }
    expect(shopOrderAddress("", "ABC")).toBe(href("seller-order", "vi", { code: "ABC" }));
  });

  it("have words in both languages that leave no blank and say what is owed", () => {
    const data = {
      code: "7KQ2M9XR4T",
      shop: "Cửa hàng Thử",
      link: "http://x/don/7KQ2M9XR4T",
      carrier: "ghn",
      trackingNumber: "G1",
      reasonCode: "out_of_stock",
      reason: "",
      owedVnd: "120000",
      amountVnd: "120000",
      reference: "FT1",
      acceptBy: "2026-11-26T13:14:00Z",
    };
    const kinds = Object.keys(orderTemplates);
    expect(kinds).toHaveLength(10);
    for (const kind of kinds) {
      for (const language of ["vi", "en"] as const) {
        const { subject, body } = wordsOf(kind, language, data);
        expect(`${subject}${body}`).not.toMatch(/undefined|NaN|null/);
        expect(body).toContain(data.link);
        expect(subject).toContain(data.code);
      }
    }
    expect(wordsOf("order_ended", "vi", data).body).toContain("hết hàng.\n\nChợ nợ bạn 120.000\u00a0₫");
    expect(wordsOf("order_ended", "vi", { ...data, owedVnd: "0" }).body).not.toContain("nợ");
    expect(wordsOf("shop_order_new", "vi", data).body).toContain("20:14");
  });
});

describe("the shop somebody works in", () => {
  const viewer = {
    ...nobody,
    memberships: [
      { shopId: "a", role: "owner" as const },
      { shopId: "b", role: "packer" as const },
    ],
  };
  it("is the remembered one while they are its member, else their first", () => {
    expect(currentShop(viewer, "b")?.shopId).toBe("b");
    expect(currentShop(viewer, "c")?.shopId).toBe("a");
    expect(currentShop(viewer, null)?.shopId).toBe("a");
    expect(currentShop(nobody, "a")).toBeNull();
  });
});
