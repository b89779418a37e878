import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkNewListing, createListing, type NewListing } from "#services/catalogue/create-listing.ts";
import { decideListing, decideRevision, putBackListing, takeDownListing } from "#services/catalogue/decide-listing.ts";
import { pauseListing, resumeListing } from "#services/catalogue/pause-listing.ts";
import { renameListingAddress } from "#services/catalogue/rename-address.ts";
import { saveListing, withdrawRevision } from "#services/catalogue/save-listing.ts";
import { submitListing, withdrawListing } from "#services/catalogue/submit-listing.ts";
import { viewOwnListing } from "#services/catalogue/view-own-listing.ts";
import { viewItem } from "#services/moderation/view-item.ts";
import { indexListings } from "#services/search/index-listings.ts";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { suspendShop } from "#services/shops/suspend-shop.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addShop, addStaff, type ShopRows } from "#tests/support/order-rows.ts";
import { listingContent, newListingForm } from "#tests/support/seller-forms.ts";

let bench: Bench;
let moderator: Viewer;
let shop: ShopRows;

beforeAll(async () => {
  bench = await openBench();
  moderator = await addStaff(bench.sql, "moderator");
  shop = await addShop(bench.sql);
});
afterAll(() => bench.end());

async function draft(of: ShopRows = shop) {
  const form = await newListingForm(bench.sql, of.shopId);
  const made = await createListing(bench.market, of.seller, form);
  if (!made.ok) throw new Error(made.code);
  return form;
}

async function onSale(of: ShopRows = shop) {
  const form = await draft(of);
  const { listingId } = form;
  await submitListing(bench.market, of.seller, { listingId });
  const done = await decideListing(bench.market, moderator, { listingId, decision: "approve" });
  if (!done.ok) throw new Error(done.code);
  return form;
}

const row = async (listingId: string) =>
  (
    await bench.sql`select state, paused, slug, version, group_number, from_price_vnd::int as price from listings where id = ${listingId}`
  )[0];

const nameOf = async (listingId: string) =>
  (await bench.sql`select name from listing_texts where listing_id = ${listingId} and language = 'vi'`)[0]?.name;

const jobsOf = async (listingId: string) =>
  (
    await bench.sql`select count(*)::int as n from graphile_worker._private_jobs where payload->>'listingId' = ${listingId}`
  )[0]?.n;

/** What search says of a listing once the jobs that wait have run. */
async function found(listingId: string, words: string): Promise<boolean> {
  await indexListings(bench.market, [listingId]);
  const [hit] = await bench.sql`select 1 from search_documents
    where listing_id = ${listingId} and tsv @@ plainto_tsquery('simple', f_unaccent(${words}))`;
  return hit !== undefined;
}

const change = async (listingId: string, name: string, over = {}) =>
  saveListing(bench.market, shop.seller, {
    listingId,
    requestId: newId(),
    content: await listingContent(bench.sql, shop.shopId, { name, ...over }),
  });

const waiting = (listingId: string) =>
  bench.sql<{ id: string; state: string; name: string }[]>`
    select id, state, content->'texts'->'vi'->>'name' as name from listing_revisions where listing_id = ${listingId} order by submitted_at, id`;

it("can't have been made after today, and staff see its batches and their days", async () => {
  const form = await newListingForm(bench.sql, shop.shopId);
  const later = { ...form, lot: { ...form.lot, madeOn: "2198-12-24" } };
  expect(await checkNewListing(bench.market, shop.seller, later)).toEqual([
    { ok: false, code: "made_later", field: "lot.madeOn" },
  ]);
  expect(await createListing(bench.market, shop.seller, later)).toMatchObject({ ok: false, code: "made_later" });
  expect(await createListing(bench.market, shop.seller, form)).toMatchObject({ ok: true });
  const { listingId } = form;
  await submitListing(bench.market, shop.seller, { listingId });
  const item = await viewItem(bench.market, moderator, { kind: "listing", id: listingId, language: "vi" });
  expect(item.ok && item.value.goods?.lots).toMatchObject([
    { number: "MD-01", pack: "Gói 500 g", madeOn: "2020-01-01", bestBefore: "2199-01-01", onHand: 40 },
  ]);
});

it("is told everything that is wrong with it at once, also what only the market knows", async () => {
  const form = await newListingForm(bench.sql, shop.shopId);
  const content = await listingContent(bench.sql, shop.shopId, { description: "Chữa khỏi ung thư." });
  const stranger = newId();
  const wrong = {
    ...content,
    groupNumber: 99,
    originCommuneCode: "99999",
    pictureIds: [...content.pictureIds, stranger],
  };
  const [first] = form.variants;
  if (!first) throw new Error("no variant");
  const faults = await checkNewListing(bench.market, shop.seller, {
    ...form,
    content: wrong,
    variants: [{ ...first, priceVnd: -5, quantity: 1.5 }],
  });
  expect(faults.map((f) => [f.field, f.code])).toEqual([
    ["texts.vi.description", "claims"],
    ["variants[0].priceVnd", "out_of_range"],
    ["variants[0].quantity", "not_whole"],
    ["groupNumber", "unknown_group"],
    ["originCommuneCode", "unknown_commune"],
    ["pictureIds", "unknown_picture"],
  ]);
  expect(faults.at(-1)?.details).toEqual({ which: "2" });
});

describe("a new listing", () => {
  it("comes from one form: product, texts, pictures, sizes with prices and the first batch", async () => {
    const { listingId, content } = await draft();
    const seen = await viewOwnListing(bench.market, shop.seller, listingId);
    if (!seen.ok) throw new Error(seen.code);
    expect(seen.value).toMatchObject({
      state: "draft",
      kind: "goods",
      name: "Miến dong",
      gaps: [],
      isPublished: false,
    });
    expect(seen.value.content).toEqual(content);
    expect(seen.value.variants.map((v) => [v.name, v.priceVnd, v.onHand])).toEqual([
      ["Gói 500 g", 85_000, 40],
      ["Túi 1 kg", 165_000, 0],
    ]);
    const entries =
      await bench.sql`select e.delta, e.reason, l.number from stock_entries e join lots l on l.id = e.lot_id
      join variants v on v.id = l.variant_id where v.listing_id = ${listingId}`;
    expect(entries).toEqual([{ delta: 40, reason: "first_count", number: "MD-01" }]);
  });

  it("is one however often and however fast the form is sent", async () => {
    const form = await newListingForm(bench.sql, shop.shopId);
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => createListing(bench.market, shop.seller, form)));
    expect(all.every((r) => r.ok && r.value.listingId === form.listingId)).toBe(true);
    const [count] =
      await bench.sql`select count(*)::int as lots from lots l join variants v on v.id = l.variant_id where v.listing_id = ${form.listingId}`;
    expect(count?.lots).toBe(1);
  });

  it("may show a product that the producer has, and leaves its facts alone while another listing shows them", async () => {
    const { listingId } = await onSale();
    const [{ product_id: productId } = { product_id: "" }] =
      await bench.sql`select product_id from listings where id = ${listingId}`;
    const form = await newListingForm(bench.sql, shop.shopId, { productId });
    form.content = { ...form.content, groupNumber: 3, isAlcohol: true };
    expect(await createListing(bench.market, shop.seller, form)).toMatchObject({ ok: true });
    const [product] = await bench.sql`select group_number, is_alcohol from products where id = ${productId}`;
    expect(product).toEqual({ group_number: 1, is_alcohol: false });
    expect(await row(listingId)).toMatchObject({ group_number: 1 });
  });

  it("refuses another producer's product and what doesn't exist", async () => {
    const other = await addShop(bench.sql);
    const base = await newListingForm(bench.sql, shop.shopId);
    const foreignPicture = (await listingContent(bench.sql, other.shopId)).pictureIds;
    const tries: [Partial<NewListing>, string][] = [
      [{ productId: other.productId }, "unknown_product"],
      [{ productId: "x" }, "unknown_product"],
      [{ content: { ...base.content, groupNumber: 77 } }, "unknown_group"],
      [{ content: { ...base.content, groupNumber: 1e15 } }, "unknown_group"],
      [{ content: { ...base.content, setNumber: 999 } }, "unknown_set"],
      [{ content: { ...base.content, originCommuneCode: "00000" } }, "unknown_commune"],
      [{ content: { ...base.content, pictureIds: foreignPicture } }, "unknown_picture"],
      [{ content: { ...base.content, pictureIds: ["../etc"] } }, "unknown_picture"],
    ];
    for (const [over, code] of tries) {
      expect(await createListing(bench.market, shop.seller, { ...base, ...over, listingId: newId() })).toMatchObject({
        code,
      });
    }
    const [none] = await bench.sql`select count(*)::int as n from products where id = ${base.listingId}`;
    expect(none?.n).toBe(0);
  });
});

describe("from draft to sale", () => {
  it("goes to staff, back with a reason, to staff again, on sale, paused, on sale", async () => {
    const { listingId } = await draft();
    const { market } = bench;
    expect(await submitListing(market, shop.seller, { listingId })).toMatchObject({ ok: true });
    expect(await submitListing(market, shop.seller, { listingId })).toMatchObject({ ok: true });
    expect(await change(listingId, "Tên khác")).toMatchObject({ code: "waiting" });
    const back = { listingId, decision: "return", reasonCode: "picture_unfit", reason: "Ảnh mờ." } as const;
    expect(await decideListing(market, moderator, back)).toMatchObject({ ok: true });
    const seen = await viewOwnListing(market, shop.seller, listingId);
    expect(seen).toMatchObject({ value: { state: "returned", reason: { text: "Ảnh mờ.", part: "pictures" } } });
    expect(await change(listingId, "Miến dong Tài")).toMatchObject({ ok: true, value: { outcome: "saved" } });
    await submitListing(market, shop.seller, { listingId });
    expect(await found(listingId, "mien dong")).toBe(false);
    expect(await decideListing(market, moderator, { listingId, decision: "approve" })).toMatchObject({ ok: true });
    expect(await row(listingId)).toMatchObject({ state: "approved", paused: false, price: 85_000 });
    expect(await found(listingId, "mien dong tai")).toBe(true);
    expect(await pauseListing(market, shop.seller, { listingId })).toMatchObject({ ok: true });
    expect(await pauseListing(market, shop.seller, { listingId })).toMatchObject({ ok: true });
    expect(await found(listingId, "mien dong tai")).toBe(false);
    expect(await resumeListing(market, shop.seller, { listingId })).toMatchObject({ ok: true });
    expect(await found(listingId, "mien dong tai")).toBe(true);
    const changes =
      await bench.sql`select kind from listing_changes where listing_id = ${listingId} order by created_at, id`;
    expect(changes.map((c) => c.kind)).toEqual(["submitted", "submitted", "paused", "resumed"]);
    const acts = await bench.sql`select act from audit_entries where subject_id = ${listingId} order by at, id`;
    expect(acts.map((a) => a.act)).toEqual(["listing.return", "listing.approve"]);
    expect(await jobsOf(listingId)).toBeGreaterThanOrEqual(3);
  });

  it("isn't submitted with gaps, and says which", async () => {
    const form = await newListingForm(bench.sql, shop.shopId, { variants: [] });
    form.content = { ...form.content, pictureIds: [], originCommuneCode: null };
    form.content.texts.vi.description = "";
    await createListing(bench.market, shop.seller, form);
    const seen = await viewOwnListing(bench.market, shop.seller, form.listingId);
    expect(seen.ok && seen.value.gaps).toEqual(["no_description", "no_origin", "no_picture", "no_variant"]);
    expect(await submitListing(bench.market, shop.seller, form)).toMatchObject({
      code: "incomplete",
      details: { gap: "no_description" },
    });
  });

  it("is taken back from staff to go on writing", async () => {
    const { listingId } = await draft();
    await submitListing(bench.market, shop.seller, { listingId });
    expect(await withdrawListing(bench.market, shop.seller, { listingId })).toMatchObject({ ok: true });
    expect(await change(listingId, "Miến sửa")).toMatchObject({ value: { outcome: "saved" } });
    expect(await decideListing(bench.market, moderator, { listingId, decision: "approve" })).toMatchObject({
      code: "not_found",
    });
  });

  it("isn't decided on another version than the one that was read", async () => {
    const { listingId } = await draft();
    await submitListing(bench.market, shop.seller, { listingId });
    const version = Number((await row(listingId))?.version);
    await withdrawListing(bench.market, shop.seller, { listingId });
    await change(listingId, "Miến khác hẳn");
    await submitListing(bench.market, shop.seller, { listingId });
    const decision = { listingId, decision: "approve", version } as const;
    expect(await decideListing(bench.market, moderator, decision)).toMatchObject({ code: "changed" });
    expect(await row(listingId)).toMatchObject({ state: "submitted" });
  });

  it("ends when staff refuse it", async () => {
    const { listingId } = await draft();
    await submitListing(bench.market, shop.seller, { listingId });
    const no = { listingId, decision: "refuse", reasonCode: "forbidden_goods", reason: "Thú rừng." } as const;
    expect(await decideListing(bench.market, moderator, no)).toMatchObject({ ok: true });
    expect(await change(listingId, "Tên khác")).toMatchObject({ code: "closed" });
    expect(await submitListing(bench.market, shop.seller, { listingId })).toMatchObject({ code: "conflict" });
  });

  it("publishes nothing of a suspended shop", async () => {
    const own = await addShop(bench.sql);
    const first = await draft(own);
    const second = await onSale(own);
    const third = await draft(own);
    await submitListing(bench.market, own.seller, first);
    await suspendShop(bench.market, moderator, { shopId: own.shopId, reasonCode: "other", reason: "Xem lại giấy tờ." });
    expect(
      await decideListing(bench.market, moderator, { listingId: first.listingId, decision: "approve" }),
    ).toMatchObject({
      code: "shop_not_open",
    });
    expect(await submitListing(bench.market, own.seller, third)).toMatchObject({
      code: "incomplete",
      details: { gap: "shop_not_open" },
    });
    const content = await listingContent(bench.sql, own.shopId, { name: "Tên mới" });
    const input = { listingId: second.listingId, requestId: newId(), content };
    expect(await saveListing(bench.market, own.seller, input)).toMatchObject({ code: "shop_not_open" });
    expect(await found(second.listingId, "mien dong")).toBe(false);
  });
});

describe("a change of what is on sale", () => {
  it("waits while the approved text stays on sale and in search, and takes its place when approved", async () => {
    const { listingId } = await onSale();
    const slug = (await row(listingId))?.slug;
    expect(await change(listingId, "Miến vàng", { description: "Sợi vàng óng." })).toMatchObject({
      value: { outcome: "waiting" },
    });
    expect(await nameOf(listingId)).toBe("Miến dong");
    expect(await found(listingId, "mien vang")).toBe(false);
    expect(await found(listingId, "mien dong")).toBe(true);
    const [revision] = await waiting(listingId);
    const yes = { revisionId: revision?.id ?? "", decision: "approve" } as const;
    expect(await decideRevision(bench.market, moderator, yes)).toMatchObject({ ok: true });
    expect(await decideRevision(bench.market, moderator, yes)).toMatchObject({ ok: true });
    expect(await nameOf(listingId)).toBe("Miến vàng");
    expect(await found(listingId, "mien vang")).toBe(true);
    expect((await row(listingId))?.slug).toBe(slug);
    const audit =
      await bench.sql`select act, before->'texts'->'vi'->>'name' as before from audit_entries where subject_id = ${revision?.id ?? ""}`;
    expect(audit).toEqual([{ act: "revision.approve", before: "Miến dong" }]);
  });

  it("takes the place of the one that waits; the former can't be approved any more", async () => {
    const { listingId } = await onSale();
    await change(listingId, "Một");
    await change(listingId, "Hai");
    const all = await waiting(listingId);
    expect(all.map((r) => [r.name, r.state])).toEqual([
      ["Một", "withdrawn"],
      ["Hai", "waiting"],
    ]);
    expect(
      await decideRevision(bench.market, moderator, { revisionId: all[0]?.id ?? "", decision: "approve" }),
    ).toMatchObject({
      code: "conflict",
    });
  });

  it("leaves one waiting when two are sent at once", async () => {
    const { listingId } = await onSale();
    const both = await Promise.all([change(listingId, "Một"), change(listingId, "Hai")]);
    expect(both.every((r) => r.ok)).toBe(true);
    expect((await waiting(listingId)).filter((r) => r.state === "waiting")).toHaveLength(1);
  });

  it("is one when the same request comes twice, and none when nothing differs", async () => {
    const { listingId, content } = await onSale();
    const requestId = newId();
    const wish = { listingId, requestId, content: await listingContent(bench.sql, shop.shopId, { name: "Miến mới" }) };
    await saveListing(bench.market, shop.seller, wish);
    expect(await saveListing(bench.market, shop.seller, wish)).toMatchObject({ value: { outcome: "waiting" } });
    expect(await waiting(listingId)).toHaveLength(1);
    const same = { listingId, requestId: newId(), content };
    expect(await saveListing(bench.market, shop.seller, same)).toMatchObject({ value: { outcome: "same" } });
    expect((await waiting(listingId)).map((r) => r.state)).toEqual(["withdrawn"]);
  });

  it("comes back with a reason and is shown to be mended; what is on sale stays", async () => {
    const { listingId } = await onSale();
    await change(listingId, "Miến bậy");
    const [revision] = await waiting(listingId);
    const back = {
      revisionId: revision?.id ?? "",
      decision: "return",
      reasonCode: "name_misleading",
      reason: "Tên sai.",
    } as const;
    expect(await decideRevision(bench.market, moderator, { ...back, reason: "" })).toMatchObject({
      code: "reason_missing",
    });
    expect(await decideRevision(bench.market, moderator, back)).toMatchObject({ ok: true });
    const seen = await viewOwnListing(bench.market, shop.seller, listingId);
    expect(seen).toMatchObject({
      value: { name: "Miến dong", state: "approved", revision: { state: "returned", reason: { part: "texts" } } },
    });
    expect(await withdrawRevision(bench.market, shop.seller, { listingId })).toMatchObject({ ok: true });
  });

  it("moves group and claims of the product with it", async () => {
    const { listingId } = await onSale();
    const content = { ...(await listingContent(bench.sql, shop.shopId)), groupNumber: 2, isAlcohol: true };
    await saveListing(bench.market, shop.seller, { listingId, requestId: newId(), content });
    expect(await row(listingId)).toMatchObject({ group_number: 1 });
    const [revision] = await waiting(listingId);
    await decideRevision(bench.market, moderator, { revisionId: revision?.id ?? "", decision: "approve" });
    expect(await row(listingId)).toMatchObject({ group_number: 2 });
    const [product] =
      await bench.sql`select p.is_alcohol from products p join listings l on l.product_id = p.id where l.id = ${listingId}`;
    expect(product?.is_alcohol).toBe(true);
  });
});

describe("off the market and back", () => {
  it("is taken down with a reason, gone from search, and put back; no state is skipped", async () => {
    const { listingId } = await onSale();
    const why = { listingId, reasonCode: "complaint", reason: "Ba người báo hàng hỏng." };
    expect(await takeDownListing(bench.market, shop.seller, why)).toMatchObject({ code: "not_found" });
    expect(await takeDownListing(bench.market, moderator, { ...why, reasonCode: "mood" })).toMatchObject({
      code: "unknown_reason",
    });
    expect(await takeDownListing(bench.market, moderator, why)).toMatchObject({
      ok: true,
      value: { state: "taken_down" },
    });
    expect(await found(listingId, "mien dong")).toBe(false);
    expect(await submitListing(bench.market, shop.seller, { listingId })).toMatchObject({ code: "conflict" });
    expect(
      await putBackListing(bench.market, moderator, { ...why, reasonCode: "checked", reason: "Đã kiểm tra." }),
    ).toMatchObject({ ok: true });
    expect(await found(listingId, "mien dong")).toBe(true);
    const never = await draft();
    expect(await takeDownListing(bench.market, moderator, { ...why, listingId: never.listingId })).toMatchObject({
      code: "not_found",
    });
    expect(await putBackListing(bench.market, moderator, { ...why, listingId: never.listingId })).toMatchObject({
      code: "not_found",
    });
  });

  it("has a new address when asked for, and the old one leads there", async () => {
    const { listingId } = await onSale();
    const seenSlug = String((await row(listingId))?.slug);
    const renamed = await renameListingAddress(bench.market, shop.seller, { listingId, seenSlug });
    expect(renamed.ok && renamed.value.slug).not.toBe(seenSlug);
    expect(await renameListingAddress(bench.market, shop.seller, { listingId, seenSlug })).toEqual(renamed);
    expect(await bench.sql`select slug from slug_history where target_id = ${listingId}`).toEqual([{ slug: seenSlug }]);
  });
});
