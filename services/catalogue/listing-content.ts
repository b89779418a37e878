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
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";

export type ContentRefusal = ProblemCode | "unknown_group" | "unknown_set" | "unknown_commune" | "unknown_picture";

/** What content points at and isn't there, all of it; pictures must be the shop's own and none refused. */
export async function referenceFaults(
  db: Connection,
  shopId: string,
  content: RevisionContent,
): Promise<Refusal<ContentRefusal>[]> {
  const { groupNumber, setNumber, originCommuneCode = null, pictureIds } = content;
  const isSmall = (n: number) => Number.isSafeInteger(n) && Math.abs(n) < 2 ** 31;
  const asked = { groupNumber: isSmall(groupNumber) ? groupNumber : 0, setNumber, originCommuneCode };
  if (setNumber !== null && !isSmall(setNumber)) asked.setNumber = 0;
  const known = await knownFacts(db, asked);
  const faults: Refusal<ContentRefusal>[] = [];
  if (!known.has_group) faults.push(refuse("unknown_group", { field: "groupNumber" }));
  if (!known.has_set) faults.push(refuse("unknown_set", { field: "setNumber" }));
  if (!known.has_commune) faults.push(refuse("unknown_commune", { field: "originCommuneCode" }));
  const found = await readPictures(db, shopId, pictureIds.filter(isId));
  const usable = new Set(found.filter((p) => p.state !== "refused").map((p) => p.id));
  const which = pictureIds.flatMap((id, at) => (usable.has(id) ? [] : [at + 1])).join(", ");
  if (which !== "") faults.push(refuse("unknown_picture", { field: "pictureIds", details: { which } }));
  return faults;
}

/** The same for a use case, which refuses the first. */
export async function judgeReferences(
  db: Connection,
  shopId: string,
  content: RevisionContent,
): Promise<Result<null, ContentRefusal>> {
  return (await referenceFaults(db, shopId, content))[0] ?? ok(null);
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
