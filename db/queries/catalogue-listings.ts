import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import {
  type ListingText,
  listingChanges,
  listingPictures,
  listingRevisions,
  listings,
  listingTexts,
  lots,
  offers,
  pictures,
  products,
  type RevisionContent,
  stockEntries,
  variants,
} from "#db/schema/catalogue.ts";
import { communes, productGroups, productSets } from "#db/schema/reference.ts";
import { producers, shops } from "#db/schema/shops.ts";

export type ListingRow = typeof listings.$inferSelect;
export type ProductRow = typeof products.$inferSelect;
export type VariantRow = typeof variants.$inferSelect;
export type OwnListing = { listing: ListingRow; product: ProductRow; shopState: string };

/** A listing under lock, with its product and its shop's state. */
export async function lockListing(tx: Tx, listingId: string): Promise<OwnListing | null> {
  const locked = await tx
    .select({ id: listings.id })
    .from(listings)
    .where(eq(listings.id, listingId))
    .for("no key update");
  return locked.length === 0 ? null : readOwnListing(tx, listingId);
}

/** Locks all listings of the product that one shows, by id: for changes of the product's own facts. */
export async function lockListingsBeside(tx: Tx, listingId: string): Promise<void> {
  await tx.execute(sql`select 1 from listings where product_id = (
    select product_id from listings where id = ${listingId}) order by id for no key update`);
}

export async function readOwnListing(db: Connection, listingId: string): Promise<OwnListing | null> {
  const rows = await db
    .select({ listing: listings, product: products, shopState: shops.state })
    .from(listings)
    .innerJoin(products, eq(products.id, listings.productId))
    .innerJoin(shops, eq(shops.id, listings.shopId))
    .where(eq(listings.id, listingId));
  return rows[0] ?? null;
}

export async function readShopProducer(db: Connection, shopId: string) {
  const rows = await db
    .select({ producerId: shops.producerId, state: shops.state, communeCode: producers.communeCode })
    .from(shops)
    .innerJoin(producers, eq(producers.id, shops.producerId))
    .where(eq(shops.id, shopId));
  return rows[0] ?? null;
}

export async function readProduct(db: Connection, productId: string): Promise<ProductRow | null> {
  const rows = await db.select().from(products).where(eq(products.id, productId));
  return rows[0] ?? null;
}

/** What a producer makes, for choosing. */
export async function readProductsOf(db: Connection, producerId: string) {
  return db
    .select({
      id: products.id,
      name: products.name,
      kind: products.kind,
      groupNumber: products.groupNumber,
      setNumber: products.setNumber,
      isAlcohol: products.isAlcohol,
      isHealthProtection: products.isHealthProtection,
      originCommuneCode: products.originCommuneCode,
    })
    .from(products)
    .where(eq(products.producerId, producerId))
    .orderBy(sql`${products.name} collate "vi-x-icu"`);
}

/** Groups, sets and the programme's communes, for choosing. */
export async function readChoices(db: Connection) {
  const [groups, sets, places] = await Promise.all([
    db
      .select({ number: productGroups.number, nameVi: productGroups.nameVi, nameEn: productGroups.nameEn })
      .from(productGroups)
      .orderBy(productGroups.number),
    db
      .select({ number: productSets.number, nameVi: productSets.nameVi, nameEn: productSets.nameEn })
      .from(productSets)
      .orderBy(productSets.number),
    db
      .select({ code: communes.code, name: communes.name, kind: communes.kind })
      .from(communes)
      .where(sql`${communes.slug} is not null`)
      .orderBy(sql`${communes.name} collate "vi-x-icu"`),
  ]);
  return { groups, sets, communes: places };
}

/** Which of the chosen group, set and commune exist. */
export async function knownFacts(
  db: Connection,
  facts: { groupNumber: number; setNumber: number | null; originCommuneCode: string | null },
) {
  const rows = await db.execute<{ has_group: boolean; has_set: boolean; has_commune: boolean }>(sql`
    select exists (select 1 from product_groups where number = ${facts.groupNumber}) as has_group,
      (${facts.setNumber}::int is null or exists (select 1 from product_sets where number = ${facts.setNumber})) as has_set,
      (${facts.originCommuneCode}::text is null or exists (
        select 1 from communes where code = ${facts.originCommuneCode} and slug is not null)) as has_commune`);
  return rows[0] ?? { has_group: false, has_set: false, has_commune: false };
}

/** Whether another listing that readers have seen shows the same product: then its facts change by revision alone. */
export async function isShownElsewhere(db: Connection, productId: string, listingId: string): Promise<boolean> {
  const rows = await db
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.productId, productId), ne(listings.id, listingId), sql`${listings.publishedAt} is not null`))
    .limit(1);
  return rows.length > 0;
}

export async function insertProduct(tx: Tx, row: typeof products.$inferInsert): Promise<void> {
  await tx.insert(products).values(row);
}

export async function updateProduct(tx: Tx, id: string, set: Partial<typeof products.$inferInsert>): Promise<void> {
  await tx.update(products).set(set).where(eq(products.id, id));
}

export async function insertListing(tx: Tx, row: typeof listings.$inferInsert): Promise<void> {
  await tx.insert(listings).values(row);
}

type Stamp = "submittedAt" | "publishedAt";

/** Changes a listing and counts its version; `stamp` columns get the market's time. */
export async function updateListing(
  tx: Tx,
  listingId: string,
  set: Partial<typeof listings.$inferInsert>,
  ...stamp: Stamp[]
): Promise<void> {
  const stamped = Object.fromEntries(stamp.map((column) => [column, sql`market_now()`]));
  await tx
    .update(listings)
    .set({ ...set, ...stamped, version: sql`${listings.version} + 1` })
    .where(eq(listings.id, listingId));
}

/** The group of a product on each of its listings, which sort by it. */
export async function updateGroupOfListings(tx: Tx, productId: string, groupNumber: number): Promise<void> {
  await tx.execute(sql`update listings set group_number = ${groupNumber} where id in (
    select id from listings where product_id = ${productId} and group_number <> ${groupNumber} order by id for no key update)`);
}

export async function readTexts(db: Connection, listingId: string): Promise<RevisionContent["texts"] | null> {
  const rows = await db.select().from(listingTexts).where(eq(listingTexts.listingId, listingId));
  const of = (language: "vi" | "en"): ListingText | undefined => {
    const row = rows.find((r) => r.language === language);
    if (!row) return undefined;
    const { name, summary, description, ingredients, storage, usage } = row;
    return { name, summary, description, ingredients, storage, usage };
  };
  const [vi, en] = [of("vi"), of("en")];
  if (!vi) return null;
  return en ? { vi, en } : { vi };
}

export async function replaceTexts(tx: Tx, listingId: string, texts: RevisionContent["texts"]): Promise<void> {
  await tx.delete(listingTexts).where(eq(listingTexts.listingId, listingId));
  const rows = [{ listingId, language: "vi" as const, ...texts.vi }];
  await tx.insert(listingTexts).values(rows);
  if (texts.en) await tx.insert(listingTexts).values({ listingId, language: "en", ...texts.en });
}

export async function readPictureIds(db: Connection, listingId: string): Promise<string[]> {
  const rows = await db
    .select({ id: listingPictures.pictureId })
    .from(listingPictures)
    .where(eq(listingPictures.listingId, listingId))
    .orderBy(listingPictures.position);
  return rows.map((r) => r.id);
}

export async function replacePictures(tx: Tx, listingId: string, pictureIds: readonly string[]): Promise<void> {
  await tx.delete(listingPictures).where(eq(listingPictures.listingId, listingId));
  if (pictureIds.length === 0) return;
  await tx
    .insert(listingPictures)
    .values(pictureIds.map((pictureId, position) => ({ listingId, pictureId, position })));
}

export type PictureView = { id: string; state: "pending" | "ready" | "refused"; contentHash: string | null };

/** Pictures of a shop among these, in the order asked for; others are left out. */
export async function readPictures(
  db: Connection,
  shopId: string,
  ids: readonly string[],
): Promise<(PictureView & { refusedCode: string | null })[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: pictures.id,
      state: pictures.state,
      contentHash: pictures.contentHash,
      refusedCode: pictures.refusedCode,
    })
    .from(pictures)
    .where(and(inArray(pictures.id, [...ids]), eq(pictures.shopId, shopId)));
  return ids.flatMap((id) => rows.filter((r) => r.id === id));
}

export async function insertVariant(tx: Tx, row: typeof variants.$inferInsert): Promise<void> {
  await tx.insert(variants).values(row);
}

export async function updateVariant(tx: Tx, id: string, set: Partial<typeof variants.$inferInsert>): Promise<void> {
  await tx.update(variants).set(set).where(eq(variants.id, id));
}

export async function readVariant(db: Connection, variantId: string): Promise<VariantRow | null> {
  const rows = await db.select().from(variants).where(eq(variants.id, variantId));
  return rows[0] ?? null;
}

export type VariantView = Pick<
  VariantRow,
  "id" | "name" | "netAmount" | "netUnit" | "weightGrams" | "gtin" | "isActive" | "position"
> & { offerId: string | null; priceVnd: number | null; onHand: number; reserved: number };

/** Pack sizes with the price that is paid now and what is in stock. */
export async function readVariants(db: Connection, listingId: string): Promise<VariantView[]> {
  return db
    .select({
      id: variants.id,
      name: variants.name,
      netAmount: variants.netAmount,
      netUnit: variants.netUnit,
      weightGrams: variants.weightGrams,
      gtin: variants.gtin,
      isActive: variants.isActive,
      position: variants.position,
      offerId: variants.currentOfferId,
      priceVnd: offers.priceVnd,
      onHand: sql<number>`(select coalesce(sum(l.on_hand), 0)::int from lots l where l.variant_id = ${variants.id} and not l.is_closed)`,
      reserved: sql<number>`(select coalesce(sum(l.reserved), 0)::int from lots l where l.variant_id = ${variants.id} and not l.is_closed)`,
    })
    .from(variants)
    .leftJoin(offers, eq(offers.id, variants.currentOfferId))
    .where(eq(variants.listingId, listingId))
    .orderBy(desc(variants.isActive), variants.position, variants.id);
}

/** False when an offer of that id stands there already. */
export async function insertOffer(tx: Tx, row: typeof offers.$inferInsert): Promise<void> {
  await tx.insert(offers).values(row);
}

export async function readOffer(db: Connection, offerId: string) {
  const rows = await db.select().from(offers).where(eq(offers.id, offerId));
  return rows[0] ?? null;
}

export async function insertChange(tx: Tx, row: typeof listingChanges.$inferInsert): Promise<void> {
  await tx.insert(listingChanges).values(row);
}

export async function readChanges(db: Connection, listingId: string, limit: number) {
  const rows = await db
    .select({
      id: listingChanges.id,
      kind: listingChanges.kind,
      before: listingChanges.before,
      after: listingChanges.after,
      at: listingChanges.createdAt,
      by: accounts.name,
    })
    .from(listingChanges)
    .leftJoin(accounts, eq(accounts.id, listingChanges.actorId))
    .where(eq(listingChanges.listingId, listingId))
    .orderBy(desc(listingChanges.createdAt), desc(listingChanges.id))
    .limit(limit);
  return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
}

export type RevisionRow = typeof listingRevisions.$inferSelect;

/** The change that waits, or else the last one that came back and that nothing replaced. */
export async function readOpenRevision(db: Connection, listingId: string): Promise<RevisionRow | null> {
  const rows = await db
    .select()
    .from(listingRevisions)
    .where(eq(listingRevisions.listingId, listingId))
    .orderBy(
      sql`(${listingRevisions.state} = 'waiting') desc`,
      desc(listingRevisions.submittedAt),
      desc(listingRevisions.id),
    )
    .limit(1);
  const last = rows[0];
  return last && (last.state === "waiting" || last.state === "returned") ? last : null;
}

export async function readRevision(db: Connection, revisionId: string): Promise<RevisionRow | null> {
  const rows = await db.select().from(listingRevisions).where(eq(listingRevisions.id, revisionId));
  return rows[0] ?? null;
}

/** Takes back the change that waits; its id, or null when none did. */
export async function withdrawWaiting(tx: Tx, listingId: string): Promise<string | null> {
  const rows = await tx
    .update(listingRevisions)
    .set({ state: "withdrawn", decidedAt: sql`market_now()` })
    .where(and(eq(listingRevisions.listingId, listingId), eq(listingRevisions.state, "waiting")))
    .returning({ id: listingRevisions.id });
  return rows[0]?.id ?? null;
}

export async function insertRevision(tx: Tx, row: typeof listingRevisions.$inferInsert): Promise<void> {
  await tx.insert(listingRevisions).values(row);
}

export async function endRevision(
  tx: Tx,
  id: string,
  set: {
    state: "approved" | "returned" | "withdrawn";
    decidedBy: string | null;
    reasonCode: string | null;
    reason: string | null;
  },
): Promise<void> {
  await tx
    .update(listingRevisions)
    .set({ ...set, decidedAt: sql`market_now()` })
    .where(eq(listingRevisions.id, id));
}

export async function insertLot(tx: Tx, row: typeof lots.$inferInsert): Promise<void> {
  await tx.insert(lots).values(row);
}

export async function insertStockEntry(tx: Tx, row: typeof stockEntries.$inferInsert): Promise<void> {
  await tx.insert(stockEntries).values(row);
}

/** Tells page caches that what readers see of a product may have changed. */
export async function touchTag(tx: Tx, tag: string): Promise<void> {
  await tx.execute(sql`select touch_tag(${tag})`);
}
