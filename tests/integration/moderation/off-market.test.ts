import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putBackListing, takeDownListing } from "#services/catalogue/decide-listing.ts";
import { NO_FILTERS } from "#services/catalogue/filter-rules.ts";
import { viewGroup } from "#services/catalogue/view-group.ts";
import { viewProduct } from "#services/catalogue/view-product.ts";
import { findListings } from "#services/moderation/find-listings.ts";
import { findShops } from "#services/moderation/find-shops.ts";
import { viewShopFile } from "#services/moderation/view-shop-file.ts";
import { refuseOrderAsStaff } from "#services/orders/refuse-order.ts";
import { findGoods } from "#services/search/find-goods.ts";
import { indexListing } from "#services/search/jobs.ts";
import { parseSearch } from "#services/search/rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { suspendShop, unsuspendShop } from "#services/shops/suspend-shop.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { auditOf, staff } from "#tests/support/desk.ts";
import { type MadeListing, makeGoods } from "#tests/support/market-rows.ts";
import { addGroup, addShop, refundsOf } from "#tests/support/order-rows.ts";

let bench: Bench;
let moderator: Viewer;

beforeAll(async () => {
  bench = await openBench();
  moderator = (await staff(bench.sql)).moderator;
});
afterAll(() => bench.end());

const why = { reasonCode: "other", reason: "Đang kiểm tra." };

async function onSale(name: string) {
  const goods = await makeGoods(bench.sql, { name });
  await indexListing(bench.market, { listingId: goods.listingId });
  return goods;
}

/** Where a reader finds it, before any job has run. */
async function seenIn(goods: MadeListing, name: string): Promise<string[]> {
  const product = await viewProduct(bench.market, { slug: goods.slug, language: "vi" });
  const group = await viewGroup(bench.market, { slug: "thuc-pham", language: "vi", filters: NO_FILTERS });
  const search = await findGoods(bench.market, parseSearch(new URLSearchParams({ q: name })), "vi");
  return [
    ...(product.ok ? ["page"] : []),
    ...(group.ok && group.value.cards.some((c) => c.slug === goods.slug) ? ["group"] : []),
    ...(search.cards.some((c) => c.slug === goods.slug) ? ["search"] : []),
  ];
}

const EVERYWHERE = ["page", "group", "search"];

describe("goods taken down", () => {
  it("leave page, group and search at once, and come back when they are put back", async () => {
    const goods = await onSale("Măng khô");
    expect(await seenIn(goods, "Măng khô")).toEqual(EVERYWHERE);
    await takeDownListing(bench.market, moderator, { listingId: goods.listingId, ...why });
    expect(await seenIn(goods, "Măng khô")).toEqual([]);
    const desk = await findListings(bench.market, moderator, {
      words: "mang kho",
      state: "taken_down",
      shopId: null,
      page: 1,
    });
    expect(desk.ok && desk.value.lines.map((l) => [l.id, l.reason])).toEqual([[goods.listingId, why.reason]]);
    await putBackListing(bench.market, moderator, { listingId: goods.listingId, ...why });
    await indexListing(bench.market, { listingId: goods.listingId });
    expect(await seenIn(goods, "Măng khô")).toEqual(EVERYWHERE);
    const acts = (await auditOf(bench.sql, goods.listingId)).map((e) => e.act);
    expect(acts).toEqual(["listing.take-down", "listing.put-back"]);
  });

  it("by two moderators at once are taken down once", async () => {
    const goods = await onSale("Lạp sườn");
    const input = { listingId: goods.listingId, ...why };
    await Promise.all([
      takeDownListing(bench.market, moderator, input),
      takeDownListing(bench.another().market, moderator, input),
    ]);
    expect(await auditOf(bench.sql, goods.listingId)).toHaveLength(1);
  });
});

describe("a suspended shop", () => {
  it("has nothing on page, group or search at once, and everything again when it may sell", async () => {
    const goods = await onSale("Chè xanh");
    await suspendShop(bench.market, moderator, { shopId: goods.shopId, ...why });
    expect(await seenIn(goods, "Chè xanh")).toEqual([]);
    const desk = await findShops(bench.market, moderator, { words: "", state: "suspended", page: 1 });
    expect(desk.ok && desk.value.lines.map((l) => l.id)).toEqual([goods.shopId]);
    await unsuspendShop(bench.market, moderator, { shopId: goods.shopId, ...why });
    await indexListing(bench.market, { listingId: goods.listingId });
    expect(await seenIn(goods, "Chè xanh")).toEqual(EVERYWHERE);
  });

  it("keeps its paid orders to pack, and staff refuse them one by one with the money owed", async () => {
    const shop = await addShop(bench.sql);
    const { id, orders } = await addGroup(bench.sql, { shops: [shop], method: "vnpay", paid: true });
    await suspendShop(bench.market, moderator, { shopId: shop.shopId, ...why });
    const file = await viewShopFile(bench.market, moderator, shop.shopId);
    expect(file.ok && file.value.openOrders.map((o) => [o.code, o.isPaid])).toEqual([[orders[0].code, true]]);
    expect(file.ok && file.value.history[0]).toMatchObject({ act: "shop.suspend", reason: why.reason });
    const input = { code: orders[0].code, requestId: newId(), reasonCode: "shop_suspended", reason: "" };
    expect((await refuseOrderAsStaff(bench.market, moderator, input)).ok).toBe(true);
    expect((await refundsOf(bench.sql, id)).length).toBe(1);
    const after = await viewShopFile(bench.market, moderator, shop.shopId);
    expect(after.ok && after.value.openOrders).toEqual([]);
  });
});
