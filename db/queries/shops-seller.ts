import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { pictures } from "#db/schema/catalogue.ts";
import { communes, provinces } from "#db/schema/reference.ts";
import {
  bankAccounts,
  memberships,
  producers,
  shopChanges,
  shopLicences,
  shopPapers,
  shops,
  slugHistory,
} from "#db/schema/shops.ts";

export type ShopRow = typeof shops.$inferSelect;
export type ProducerRow = typeof producers.$inferSelect;

/** One request at a time under an id that its caller made; the lock goes with the transaction. */
export async function lockRequest(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`);
}

export async function lockShop(tx: Tx, shopId: string): Promise<ShopRow | null> {
  const rows = await tx.select().from(shops).where(eq(shops.id, shopId)).for("no key update");
  return rows[0] ?? null;
}

/** The application of an account that is not decided for good, newest first: one at a time is kept open. */
export async function openApplicationOf(db: Connection, accountId: string): Promise<string | null> {
  const rows = await db
    .select({ id: shops.id })
    .from(shops)
    .innerJoin(memberships, eq(memberships.shopId, shops.id))
    .where(
      and(
        eq(memberships.accountId, accountId),
        eq(memberships.role, "owner"),
        inArray(shops.state, ["draft", "submitted", "returned"]),
      ),
    )
    .orderBy(desc(shops.createdAt))
    .limit(1);
  return rows[0]?.id ?? null;
}

/** The last application of an account that was refused, for its reason. */
export async function refusedApplicationOf(db: Connection, accountId: string): Promise<string | null> {
  const rows = await db
    .select({ id: shops.id })
    .from(shops)
    .innerJoin(memberships, eq(memberships.shopId, shops.id))
    .where(and(eq(memberships.accountId, accountId), eq(memberships.role, "owner"), eq(shops.state, "refused")))
    .orderBy(desc(shops.createdAt))
    .limit(1);
  return rows[0]?.id ?? null;
}

export type NewShop = { shopId: string; producerId: string; accountId: string; slug: string };

export async function insertApplication(tx: Tx, made: NewShop): Promise<void> {
  await tx.insert(producers).values({ id: made.producerId, legalForm: "household", name: "" });
  await tx.insert(shops).values({ id: made.shopId, producerId: made.producerId, slug: made.slug, name: "" });
  await tx.insert(memberships).values({ accountId: made.accountId, shopId: made.shopId, role: "owner" });
}

export async function updateShop(tx: Tx, shopId: string, set: Partial<typeof shops.$inferInsert>): Promise<void> {
  await tx
    .update(shops)
    .set({ ...set, version: sql`${shops.version} + 1` })
    .where(eq(shops.id, shopId));
}

/** Moves a shop on by the market's clock. */
export async function stampShop(
  tx: Tx,
  shopId: string,
  set: Partial<typeof shops.$inferInsert>,
  column: "submittedAt" | "approvedAt",
): Promise<void> {
  await updateShop(tx, shopId, { ...set, [column]: sql`market_now()` });
}

export async function updateProducer(
  tx: Tx,
  producerId: string,
  set: Partial<typeof producers.$inferInsert>,
): Promise<void> {
  await tx.update(producers).set(set).where(eq(producers.id, producerId));
}

export async function readProducer(db: Connection, producerId: string): Promise<ProducerRow | null> {
  const rows = await db.select().from(producers).where(eq(producers.id, producerId));
  return rows[0] ?? null;
}

export async function readShop(db: Connection, shopId: string): Promise<ShopRow | null> {
  const rows = await db.select().from(shops).where(eq(shops.id, shopId));
  return rows[0] ?? null;
}

export async function readPapers(db: Connection, shopId: string) {
  return db
    .select({ id: shopPapers.id, kind: shopPapers.kind, fileId: shopPapers.fileId, fileName: shopPapers.fileName })
    .from(shopPapers)
    .where(eq(shopPapers.shopId, shopId))
    .orderBy(shopPapers.createdAt, shopPapers.id);
}

export async function deletePaper(tx: Tx, shopId: string, paperId: string): Promise<boolean> {
  const gone = await tx
    .delete(shopPapers)
    .where(and(eq(shopPapers.id, paperId), eq(shopPapers.shopId, shopId)))
    .returning({ id: shopPapers.id });
  return gone.length > 0;
}

/** Where a shop is paid now. */
export async function readBank(db: Connection, shopId: string) {
  const rows = await db
    .select({
      bankName: bankAccounts.bankName,
      accountNumber: bankAccounts.accountNumber,
      holder: bankAccounts.holder,
    })
    .from(bankAccounts)
    .where(eq(bankAccounts.shopId, shopId))
    .orderBy(desc(bankAccounts.createdAt), desc(bankAccounts.id))
    .limit(1);
  return rows[0] ?? null;
}

export async function insertBank(tx: Tx, row: typeof bankAccounts.$inferInsert): Promise<void> {
  await tx.insert(bankAccounts).values(row);
}

/** Communes of the province whose programme this is, for addresses; by name. */
export async function readHomeCommunes(db: Connection): Promise<{ code: string; name: string; kind: string }[]> {
  return db
    .select({ code: communes.code, name: communes.name, kind: communes.kind })
    .from(communes)
    .innerJoin(provinces, eq(provinces.code, communes.provinceCode))
    .where(eq(provinces.isHome, true))
    .orderBy(sql`${communes.name} collate "vi-x-icu"`, communes.code);
}

export async function isHomeCommune(db: Connection, code: string): Promise<boolean> {
  const rows = await db
    .select({ code: communes.code })
    .from(communes)
    .innerJoin(provinces, eq(provinces.code, communes.provinceCode))
    .where(and(eq(communes.code, code), eq(provinces.isHome, true)));
  return rows.length > 0;
}

/** Whether an address is another shop's, now or of old. */
export async function isShopSlugTaken(db: Connection, slug: string, ownShopId: string): Promise<boolean> {
  const now = await db
    .select({ id: shops.id })
    .from(shops)
    .where(and(eq(shops.slug, slug), ne(shops.id, ownShopId)));
  if (now.length > 0) return true;
  const old = await db
    .select({ targetId: slugHistory.targetId })
    .from(slugHistory)
    .where(and(eq(slugHistory.kind, "shop"), eq(slugHistory.slug, slug), ne(slugHistory.targetId, ownShopId)));
  return old.length > 0;
}

/** Keeps an address that is left behind; one that is taken up again is no longer of old. */
export async function moveSlug(tx: Tx, kind: "shop" | "listing", id: string, from: string, to: string): Promise<void> {
  await tx.insert(slugHistory).values({ kind, slug: from, targetId: id }).onConflictDoNothing();
  await tx.delete(slugHistory).where(and(eq(slugHistory.kind, kind), eq(slugHistory.slug, to)));
}

export type Member = { accountId: string; name: string; role: "owner" | "manager" | "packer"; contact: string };

export async function readMembers(db: Connection, shopId: string): Promise<Member[]> {
  return db
    .select({
      accountId: memberships.accountId,
      name: accounts.name,
      role: memberships.role,
      contact: sql<string>`case when ${accounts.emailIsReal} then ${accounts.email} else coalesce(${accounts.phoneNumber}, '') end`,
    })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(eq(memberships.shopId, shopId))
    .orderBy(memberships.createdAt);
}

export type Reachable = { accountId: string; channel: "mail" | "sms"; recipient: string };

/** Owners and managers who can be written to: by mail where there is one, else by SMS. */
export async function readManagersToTell(db: Connection, shopId: string): Promise<Reachable[]> {
  const rows = await db
    .select({
      accountId: accounts.id,
      email: accounts.email,
      emailIsReal: accounts.emailIsReal,
      phone: accounts.phoneNumber,
    })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(and(eq(memberships.shopId, shopId), ne(memberships.role, "packer")));
  return rows.flatMap(({ accountId, email, emailIsReal, phone }): Reachable[] => {
    if (emailIsReal) return [{ accountId, channel: "mail", recipient: email }];
    return phone === null ? [] : [{ accountId, channel: "sms", recipient: phone }];
  });
}

/** False when the licence stands there already. */
export async function insertLicence(tx: Tx, row: typeof shopLicences.$inferInsert): Promise<boolean> {
  const made = await tx.insert(shopLicences).values(row).onConflictDoNothing().returning({ id: shopLicences.id });
  return made.length > 0;
}

export async function readLicences(db: Connection, shopId: string) {
  return db
    .select({
      id: shopLicences.id,
      number: shopLicences.number,
      issuer: shopLicences.issuer,
      validFrom: shopLicences.validFrom,
      validTo: shopLicences.validTo,
      isInForce: sql<boolean>`${shopLicences.endedAt} is null and ${shopLicences.validFrom} <= market_today() and market_today() < ${shopLicences.validTo}`,
    })
    .from(shopLicences)
    .where(eq(shopLicences.shopId, shopId))
    .orderBy(desc(shopLicences.validTo));
}

export async function insertShopChange(tx: Tx, row: typeof shopChanges.$inferInsert): Promise<void> {
  await tx.insert(shopChanges).values(row);
}

export async function readShopChanges(db: Connection, shopId: string, limit: number) {
  const rows = await db
    .select({ id: shopChanges.id, kind: shopChanges.kind, at: shopChanges.createdAt, by: accounts.name })
    .from(shopChanges)
    .leftJoin(accounts, eq(accounts.id, shopChanges.actorId))
    .where(eq(shopChanges.shopId, shopId))
    .orderBy(desc(shopChanges.createdAt), desc(shopChanges.id))
    .limit(limit);
  return rows.map((r) => ({ ...r, at: r.at.toISOString() }));
}

/** Whether a picture is the shop's own and none that was refused. */
export async function isUsablePictureOf(db: Connection, pictureId: string, shopId: string): Promise<boolean> {
  const rows = await db
    .select({ id: pictures.id })
    .from(pictures)
    .where(and(eq(pictures.id, pictureId), eq(pictures.shopId, shopId), ne(pictures.state, "refused")));
  return rows.length > 0;
}

export async function readPictureHash(db: Connection, pictureId: string): Promise<string | null> {
  const rows = await db.select({ contentHash: pictures.contentHash }).from(pictures).where(eq(pictures.id, pictureId));
  return rows[0]?.contentHash ?? null;
}
