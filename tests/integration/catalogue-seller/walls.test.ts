import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changePrice } from "#services/catalogue/change-price.ts";
import { addLot, changeStock, setLotClosed } from "#services/catalogue/change-stock.ts";
import { addVariant, editVariant, restoreVariant, retireVariant } from "#services/catalogue/change-variants.ts";
import { createListing } from "#services/catalogue/create-listing.ts";
import { listOwnListings } from "#services/catalogue/list-own-listings.ts";
import { pauseListing, resumeListing } from "#services/catalogue/pause-listing.ts";
import { renameListingAddress } from "#services/catalogue/rename-address.ts";
import { saveListing, withdrawRevision } from "#services/catalogue/save-listing.ts";
import { submitListing, withdrawListing } from "#services/catalogue/submit-listing.ts";
import { viewNewListing, viewOwnListing } from "#services/catalogue/view-own-listing.ts";
import { viewStock } from "#services/catalogue/view-stock.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addShop, addStaff, type ShopRows } from "#tests/support/order-rows.ts";
import { listingContent, newListingForm } from "#tests/support/seller-forms.ts";

let bench: Bench;
let theirs: ShopRows;
let me: Viewer;

beforeAll(async () => {
  bench = await openBench();
  theirs = await addShop(bench.sql, [10]);
  me = (await addShop(bench.sql)).seller;
});
afterAll(() => bench.end());

const size = { name: "Túi", netAmount: 1, netUnit: "g", weightGrams: 1, priceVnd: 1, gtin: "" };

type Try = (market: Market, viewer: Viewer, at: ShopRows) => Promise<{ ok: boolean; code?: string }>;

const acts: Record<string, Try> = {
  "make something in their shop": async (m, v, at) =>
    createListing(m, v, { ...(await newListingForm(bench.sql, theirs.shopId)), shopId: at.shopId }),
  "see their form for something new": (m, v, at) => viewNewListing(m, v, at.shopId),
  "list their goods": (m, v, at) => listOwnListings(m, v, { shopId: at.shopId, tab: "all", words: "", page: 1 }),
  "see their listing": (m, v, at) => viewOwnListing(m, v, at.listingId),
  "see their stock": (m, v, at) => viewStock(m, v, at.listingId),
  "change their text": async (m, v, at) =>
    saveListing(m, v, {
      listingId: at.listingId,
      requestId: newId(),
      content: await listingContent(bench.sql, theirs.shopId),
    }),
  "take back their change": (m, v, at) => withdrawRevision(m, v, at),
  "submit their listing": (m, v, at) => submitListing(m, v, at),
  "take back their listing": (m, v, at) => withdrawListing(m, v, at),
  "pause it": (m, v, at) => pauseListing(m, v, at),
  "resume it": (m, v, at) => resumeListing(m, v, at),
  "rename its address": (m, v, at) => renameListingAddress(m, v, { listingId: at.listingId, seenSlug: "" }),
  "change its price": (m, v, at) => changePrice(m, v, { offerId: newId(), variantId: at.variantId, priceVnd: 1 }),
  "add a size": (m, v, at) => addVariant(m, v, { ...size, listingId: at.listingId, variantId: newId() }),
  "edit a size": (m, v, at) => editVariant(m, v, { ...size, variantId: at.variantId }),
  "retire a size": (m, v, at) => retireVariant(m, v, at),
  "restore a size": (m, v, at) => restoreVariant(m, v, at),
  "add a lot": (m, v, at) =>
    addLot(m, v, { lotId: newId(), variantId: at.variantId, number: "X", madeOn: "", bestBefore: "", quantity: 1 }),
  "count a lot": (m, v, at) =>
    changeStock(m, v, {
      entryId: newId(),
      lotId: at.lots[0].id,
      direction: "down",
      quantity: 1,
      reason: "lost",
      note: "",
    }),
  "close a lot": (m, v, at) => setLotClosed(m, v, { lotId: at.lots[0].id, isClosed: true }),
};

const everything = (at: ShopRows) =>
  bench.sql`select to_jsonb(l) as listing,
    (select jsonb_agg(to_jsonb(v) order by v.id) from variants v where v.listing_id = l.id) as variants,
    (select jsonb_agg(to_jsonb(x) order by x.id) from lots x where x.shop_id = l.shop_id) as lots,
    (select count(*) from offers o where o.shop_id = l.shop_id) as offers,
    (select count(*) from listing_changes c where c.shop_id = l.shop_id) as changes,
    (select count(*) from listings o where o.shop_id = l.shop_id) as listings
    from listings l where l.id = ${at.listingId}`;

describe("a member of another shop", () => {
  it.each(Object.entries(acts))("can't %s: it isn't there for them, and nothing changes", async (_, act) => {
    const before = await everything(theirs);
    expect(await act(bench.market, me, theirs)).toMatchObject({ ok: false, code: "not_found" });
    expect(await everything(theirs)).toEqual(before);
  });

  it.each(Object.entries(acts))("nor can staff %s as if it were their shop", async (_, act) => {
    const admin = await addStaff(bench.sql, "admin");
    expect(await act(bench.market, admin, theirs)).toMatchObject({ ok: false, code: "not_found" });
  });

  it.each(Object.entries(acts))("nor does an id that is none break anything: %s", async (_, act) => {
    const nonsense = {
      ...theirs,
      shopId: "x",
      listingId: "'",
      variantId: "../",
      lots: [{ id: "\u0000", number: "" }],
    } as ShopRows;
    await expect(
      act(bench.market, { ...me, memberships: [...me.memberships, { shopId: "x", role: "owner" }] }, nonsense),
    ).resolves.toMatchObject({ code: "not_found" });
  });

  it("can't slip a lot, size or offer of theirs into a request of one's own by its id", async () => {
    const { market, sql } = bench;
    const mine = await addShop(sql, [5]);
    const lot = {
      lotId: theirs.lots[0].id,
      variantId: mine.variantId,
      number: "X",
      madeOn: "",
      bestBefore: "",
      quantity: 1,
    };
    expect(await addLot(market, mine.seller, lot)).toMatchObject({ code: "not_found" });
    const variant = { ...size, listingId: mine.listingId, variantId: theirs.variantId };
    expect(await addVariant(market, mine.seller, variant)).toMatchObject({ code: "not_found" });
    const price = { offerId: theirs.offerId, variantId: mine.variantId, priceVnd: 7 };
    expect(await changePrice(market, mine.seller, price)).toMatchObject({ code: "not_found" });
    const form = await newListingForm(sql, mine.shopId, { listingId: theirs.listingId });
    expect(await createListing(market, mine.seller, form)).toMatchObject({ code: "not_found" });
  });
});

describe("what is typed", () => {
  it("is refused beside its field when it is too long, claims a cure or gives itself stars", async () => {
    const { market, sql } = bench;
    const own = await addShop(sql);
    const tries = [
      [{ description: "a".repeat(10_000) }, "too_long", "texts.vi.description"],
      [{ description: "Ăn thường xuyên chữa khỏi tiểu đường." }, "claims", "texts.vi.description"],
      [{ name: "Miến OCOP 5 sao" }, "claims", "texts.vi.name"],
      [{ name: " \u200b " }, "missing", "texts.vi.name"],
      [{ ingredients: "Đặc trị ho" }, "claims", "texts.vi.ingredients"],
    ] as const;
    for (const [text, code, field] of tries) {
      const content = await listingContent(sql, own.shopId, text);
      const form = { ...(await newListingForm(sql, own.shopId)), content };
      expect(await createListing(market, own.seller, form)).toMatchObject({ code, field });
      const revision = { listingId: own.listingId, requestId: newId(), content };
      expect(await saveListing(market, own.seller, revision)).toMatchObject({ code, field });
    }
  });

  it("says which words it may not say", async () => {
    const own = await addShop(bench.sql);
    const content = await listingContent(bench.sql, own.shopId, { description: "Sợi dai, chữa khỏi tiểu đường." });
    const refused = await saveListing(bench.market, own.seller, {
      listingId: own.listingId,
      requestId: newId(),
      content,
    });
    expect(refused).toMatchObject({ details: { words: "chữa khỏi, tiểu đường" } });
  });

  it("is kept whole when it is strange but harmless", async () => {
    const { market, sql } = bench;
    const own = await addShop(sql);
    const name = `Miến "dong" <b>ngon</b> 🍜${"\u0301".repeat(200)}`;
    const content = await listingContent(sql, own.shopId, { name, description: "x\u0000y\u202ez" });
    const form = { ...(await newListingForm(sql, own.shopId)), content };
    expect(await createListing(market, own.seller, form)).toMatchObject({ ok: true });
    const seen = await viewOwnListing(market, own.seller, form.listingId);
    expect(seen.ok && seen.value.content.texts.vi.description).toBe("xyz");
    expect(seen.ok && [...seen.value.name].length).toBeLessThan(35);
    const listed = await listOwnListings(market, own.seller, {
      shopId: own.shopId,
      tab: "draft",
      words: 'MIEN "dong',
      page: 1,
    });
    expect(listed.ok && listed.value.lines.map((l) => l.id)).toEqual([form.listingId]);
    const none = await listOwnListings(market, own.seller, {
      shopId: own.shopId,
      tab: "draft",
      words: "100%_",
      page: 99,
    });
    expect(none.ok && none.value.lines).toEqual([]);
  });
});
