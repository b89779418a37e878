import {
  insertShopChange,
  isShopSlugTaken,
  isUsablePictureOf,
  lockShop,
  moveSlug,
  type ShopRow,
  updateShop,
} from "#db/queries/shops-seller.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { slugOf } from "#services/shared/slug.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { lineOf, withoutClaims, wordsOf } from "#services/shops/fields.ts";
import { mayManage } from "#services/shops/rules.ts";
import { type ApplicationRefusal, savePickup } from "#services/shops/save-application.ts";

export type ShopSettings = {
  shopId: string;
  name: string;
  story: string;
  /** Empty for no picture. */
  pictureId: string;
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

async function newSlug(tx: Tx, shop: ShopRow, typed: string | undefined): Promise<Result<string, SaveRefusal>> {
  const wish = (typed ?? "").trim();
  if (wish === "" || wish === shop.slug) return ok(shop.slug);
  const slug = slugOf(wish);
  if (slug.length < 3 || slug.length > 80) return refuse("odd_slug", { field: "slug" });
  if (slug !== shop.slug && (await isShopSlugTaken(tx, slug, shop.id))) return refuse("slug_taken", { field: "slug" });
  return ok(slug);
}

async function apply(tx: Tx, shop: ShopRow, input: ShopSettings): Promise<Result<null, SaveRefusal>> {
  const name = lineOf(input.name, "name", "name");
  if (!name.ok) return name;
  if (name.value === "") return refuse("missing", { field: "name" });
  const story = wordsOf(input.story, "story", "story");
  if (!story.ok) return story;
  const claims = [withoutClaims(name.value, "name"), withoutClaims(story.value, "story")].find((r) => !r.ok);
  if (claims && !claims.ok) return claims;
  const pictureId = input.pictureId === "" ? null : input.pictureId;
  if (pictureId !== null && !(isId(pictureId) && (await isUsablePictureOf(tx, pictureId, shop.id))))
    return refuse("unknown_picture", { field: "pictureId" });
  if (cleanLine(input.pickupLine) === "") return refuse("missing", { field: "line" });
  if (input.pickupCommuneCode === "") return refuse("missing", { field: "communeCode" });
  if (input.zones.length === 0) return refuse("missing", { field: "zones" });
  const slug = await newSlug(tx, shop, input.slug);
  if (!slug.ok) return slug;
  const pickup = { line: input.pickupLine, communeCode: input.pickupCommuneCode, zones: input.zones };
  const saved = await savePickup(tx, shop.id, { part: "pickup", ...pickup });
  if (!saved.ok) return saved;
  if (slug.value !== shop.slug) await moveSlug(tx, "shop", shop.id, shop.slug, slug.value);
  await updateShop(tx, shop.id, { name: name.value, story: story.value, pictureId, slug: slug.value });
  return ok(null);
}

/** Its people change what a shop shows and where its parcels are fetched. Acts at once; before and after are kept. */
export async function saveShop(
  market: Market,
  viewer: Viewer,
  input: ShopSettings,
): Promise<Result<{ slug: string }, SaveRefusal>> {
  if (!isId(input.shopId) || !mayManage(viewer, input.shopId)) return refuse("not_found");
  return market.transact<{ slug: string }, SaveRefusal>(async (tx) => {
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
