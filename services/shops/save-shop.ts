import {
  insertShopChange,
  isShopSlugTaken,
  isUsablePictureOf,
  lockShop,
  moveSlug,
  type ShopRow,
  updateShop,
} from "#db/queries/shops-seller.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { gather, ok, type Refusal, type Refusals, type Result, refuse } from "#services/shared/result.ts";
import { slugOf } from "#services/shared/slug.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { lineOf, wordsOf } from "#services/shops/fields.ts";
import { mayManage } from "#services/shops/rules.ts";
import { type ApplicationRefusal, plainWords, readPickup } from "#services/shops/save-application.ts";

export type ShopSettings = {
  shopId: string;
  name: string;
  story: string;
  /** Empty for no picture. */
  pictureId: string;
  /** Why a picture that came along can't be taken; nothing is saved then, and the rest is judged all the same. */
  pictureRefused?: Refusal;
  pickupLine: string;
  pickupCommuneCode: string;
  zones: readonly string[];
  /** Absent or as it is: the address stays whatever the name becomes. */
  slug?: string;
};

type SaveRefusal = ApplicationRefusal | "missing" | "unknown_picture" | "slug_taken" | "odd_slug";

const facts = (shop: ShopRow) => ({
  name: shop.name,
  story: shop.story,
  pictureId: shop.pictureId,
  pickupLine: shop.pickupLine,
  pickupCommuneCode: shop.pickupCommuneCode,
  shipZones: shop.shipZones,
  slug: shop.slug,
});

async function slugFor(tx: Tx, shop: ShopRow, typed: string | undefined): Promise<Result<string, SaveRefusal>> {
  const wish = (typed ?? "").trim();
  if (wish === "" || wish === shop.slug) return ok(shop.slug);
  const slug = slugOf(wish);
  if (slug.length < 3 || slug.length > 80) return refuse("odd_slug", { field: "slug" });
  if (slug !== shop.slug && (await isShopSlugTaken(tx, slug, shop.id))) return refuse("slug_taken", { field: "slug" });
  return ok(slug);
}

async function pictureFor(tx: Tx, shop: ShopRow, input: ShopSettings): Promise<Result<string | null>> {
  if (input.pictureRefused) return input.pictureRefused;
  const id = input.pictureId === "" ? null : input.pictureId;
  const isUsable = id === null || (isId(id) && (await isUsablePictureOf(tx, id, shop.id)));
  return isUsable ? ok(id) : refuse("unknown_picture", { field: "pictureId" });
}

/** What was read, unless nothing is left of it. */
function needed<T, C extends string>(read: Result<T, C>, field: string): Result<T, C | "missing"> {
  return read.ok && (read.value === "" || read.value === null) ? refuse("missing", { field }) : read;
}

/** Reads every field before it says what is wrong, and writes only when nothing is. */
async function apply(tx: Tx, shop: ShopRow, input: ShopSettings): Promise<Result<null> | Refusals> {
  const { pickupLine: line, pickupCommuneCode: communeCode, zones } = input;
  const pickup = await readPickup(tx, { line, communeCode, zones });
  const read = gather({
    name: needed(plainWords(lineOf(input.name, "name", "name"), "name"), "name"),
    story: plainWords(wordsOf(input.story, "story", "story"), "story"),
    slug: await slugFor(tx, shop, input.slug),
    pictureId: await pictureFor(tx, shop, input),
    pickupLine: needed(pickup.pickupLine, "line"),
    pickupCommuneCode: needed(pickup.pickupCommuneCode, "communeCode"),
    shipZones: needed(pickup.shipZones, "zones"),
  });
  if (!read.ok) return read;
  const { slug } = read.value;
  if (slug !== shop.slug) await moveSlug(tx, "shop", shop.id, shop.slug, slug);
  await updateShop(tx, shop.id, read.value);
  return ok(null);
}

/** Its people change what a shop shows and where its parcels are fetched. Acts at once; before and after are kept. */
export async function saveShop(
  market: Market,
  viewer: Viewer,
  input: ShopSettings,
): Promise<Result<{ slug: string }> | Refusals> {
  if (!isId(input.shopId) || !mayManage(viewer, input.shopId)) return refuse("not_found");
  return market.transact(async (tx) => {
    const shop = await lockShop(tx, input.shopId);
    if (!shop || shop.approvedAt === null) return refuse("not_found");
    const applied = await apply(tx, shop, input);
    if (!applied.ok) return applied;
    const now = (await lockShop(tx, shop.id)) ?? shop;
    const [before, after] = [facts(shop), facts(now)];
    if (JSON.stringify(before) === JSON.stringify(after)) return ok({ slug: now.slug });
    await insertShopChange(tx, {
      id: newId(),
      shopId: shop.id,
      kind: "settings",
      before,
      after,
      actorId: viewer.accountId,
    });
    await addJob(tx, "search.index-shop", { shopId: shop.id });
    return ok({ slug: now.slug });
  });
}

/** Stops selling for a while, or goes on: acts at once, is logged, and is harmless when repeated. */
export async function pauseShop(
  market: Market,
  viewer: Viewer,
  input: { shopId: string; paused: boolean },
): Promise<Result<{ paused: boolean }, "not_found">> {
  if (!isId(input.shopId) || !mayManage(viewer, input.shopId)) return refuse("not_found");
  return market.transact<{ paused: boolean }, "not_found">(async (tx) => {
    const shop = await lockShop(tx, input.shopId);
    if (!shop || shop.approvedAt === null) return refuse("not_found");
    if (shop.paused === input.paused) return ok({ paused: shop.paused });
    await updateShop(tx, shop.id, { paused: input.paused });
    await insertShopChange(tx, {
      id: newId(),
      shopId: shop.id,
      kind: input.paused ? "paused" : "resumed",
      before: { paused: shop.paused },
      after: { paused: input.paused },
      actorId: viewer.accountId,
    });
    await addJob(tx, "search.index-shop", { shopId: shop.id });
    if (input.paused) await addJob(tx, "live.look-again", { kind: "shop", id: shop.id });
    return ok({ paused: input.paused });
  });
}
