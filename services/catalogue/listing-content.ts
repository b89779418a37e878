import {
  isShownElsewhere,
  knownFacts,
  type ProductRow,
  readPictureIds,
  readPictures,
  readTexts,
  replacePictures,
  replaceTexts,
  updateGroupOfListings,
  updateProduct,
} from "#db/queries/catalogue-listings.ts";
import type { RevisionContent } from "#db/schema/catalogue.ts";
import { blankText, type ProblemCode } from "#services/catalogue/listing-rules.ts";
import { isId } from "#services/shared/ids.ts";
import type { Connection, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";

export type ContentRefusal = ProblemCode | "unknown_group" | "unknown_set" | "unknown_commune" | "unknown_picture";

/** Whether what content points at exists, and the pictures are the shop's own and none was refused. */
export async function judgeReferences(
  db: Connection,
  shopId: string,
  content: RevisionContent,
): Promise<Result<null, ContentRefusal>> {
  const { groupNumber, setNumber, originCommuneCode = null } = content;
  const isSmall = (n: number) => Number.isSafeInteger(n) && Math.abs(n) < 2 ** 31;
  if (!isSmall(groupNumber)) return refuse("unknown_group", { field: "groupNumber" });
  if (setNumber !== null && !isSmall(setNumber)) return refuse("unknown_set", { field: "setNumber" });
  const known = await knownFacts(db, { groupNumber, setNumber, originCommuneCode });
  if (!known.has_group) return refuse("unknown_group", { field: "groupNumber" });
  if (!known.has_set) return refuse("unknown_set", { field: "setNumber" });
  if (!known.has_commune) return refuse("unknown_commune", { field: "originCommuneCode" });
  const { pictureIds } = content;
  const found = pictureIds.every(isId) ? await readPictures(db, shopId, pictureIds) : [];
  const usable = new Set(found.filter((p) => p.state !== "refused").map((p) => p.id));
  const which = pictureIds.flatMap((id, at) => (usable.has(id) ? [] : [at + 1])).join(", ");
  if (which !== "") return refuse("unknown_picture", { field: "pictureIds", details: { which } });
  return ok(null);
}

/** What a listing says now, on sale or as a draft. */
export async function currentContent(db: Connection, listingId: string, product: ProductRow): Promise<RevisionContent> {
  return {
    texts: (await readTexts(db, listingId)) ?? { vi: { ...blankText(), name: product.name } },
    pictureIds: await readPictureIds(db, listingId),
    groupNumber: product.groupNumber,
    setNumber: product.setNumber,
    isAlcohol: product.isAlcohol,
    isHealthProtection: product.isHealthProtection,
    originCommuneCode: product.originCommuneCode,
  };
}

/** Whether two contents say the same, whatever the order of their keys. */
export function sameContent(a: RevisionContent, b: RevisionContent): boolean {
  const flat = (c: RevisionContent) =>
    JSON.stringify([
      Object.entries(c.texts.vi).sort(),
      Object.entries(c.texts.en ?? {}).sort(),
      c.pictureIds,
      [c.groupNumber, c.setNumber, c.isAlcohol, c.isHealthProtection, c.originCommuneCode ?? null],
    ]);
  return flat(a) === flat(b);
}

async function writeProduct(tx: Tx, product: ProductRow, content: RevisionContent): Promise<void> {
  await updateProduct(tx, product.id, {
    name: content.texts.vi.name,
    groupNumber: content.groupNumber,
    setNumber: content.setNumber,
    isAlcohol: content.isAlcohol,
    isHealthProtection: content.isHealthProtection,
    ...(content.originCommuneCode === undefined ? {} : { originCommuneCode: content.originCommuneCode }),
  });
  await updateGroupOfListings(tx, product.id, content.groupNumber);
}

/** Puts content in place of what a listing says, the product's facts with it. */
export async function writeContent(
  tx: Tx,
  listingId: string,
  product: ProductRow,
  content: RevisionContent,
): Promise<void> {
  await replaceTexts(tx, listingId, content.texts);
  await replacePictures(tx, listingId, content.pictureIds);
  await writeProduct(tx, product, content);
}

/**
 * The same for a draft. What another listing shows of the product already stays as it is: facts that readers see change
 * by a revision alone.
 */
export async function writeDraft(
  tx: Tx,
  listingId: string,
  product: ProductRow,
  content: RevisionContent,
): Promise<void> {
  await replaceTexts(tx, listingId, content.texts);
  await replacePictures(tx, listingId, content.pictureIds);
  if (!(await isShownElsewhere(tx, product.id, listingId))) await writeProduct(tx, product, content);
}
