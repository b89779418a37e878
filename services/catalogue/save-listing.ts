import {
  insertRevision,
  readOpenRevision,
  readRevision,
  updateListing,
  withdrawWaiting,
} from "#db/queries/catalogue-listings.ts";
import type { RevisionContent } from "#db/schema/catalogue.ts";
import {
  type ContentRefusal,
  currentContent,
  judgeReferences,
  referenceFaults,
  sameContent,
  writeDraft,
} from "#services/catalogue/listing-content.ts";
import { cleanContent, contentProblems } from "#services/catalogue/listing-rules.ts";
import { type OwnListing, ownListing, recordChange } from "#services/catalogue/own-listing.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Refusal, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

export type SaveListing = {
  listingId: string;
  /** Made by the caller; becomes the id of the revision when what is on sale is changed. */
  requestId: string;
  content: RevisionContent;
};

export type SaveRefusal = ContentRefusal | "not_found" | "waiting" | "closed" | "shop_not_open";

/** `saved`: a draft changed at once; `waiting`: a revision waits for staff; `same`: nothing differs from what is on sale. */
export type Saved = { outcome: "saved" | "waiting" | "same" };

async function revise(
  tx: Tx,
  viewer: Viewer,
  own: OwnListing,
  input: SaveListing,
  content: RevisionContent,
): Promise<Result<Saved, SaveRefusal>> {
  const { listing, product, shopState } = own;
  if (shopState !== "approved") return refuse("shop_not_open");
  const repeated = await readRevision(tx, input.requestId);
  if (repeated) return repeated.listingId === listing.id ? ok({ outcome: "waiting" }) : refuse("not_found");
  const open = await readOpenRevision(tx, listing.id);
  if (open?.state === "waiting" && sameContent(open.content, content)) return ok({ outcome: "waiting" });
  const former = await withdrawWaiting(tx, listing.id);
  if (sameContent(await currentContent(tx, listing.id, product), content)) {
    if (former !== null) await recordChange(tx, viewer, own, "revision_withdrawn", { before: { revisionId: former } });
    return ok({ outcome: "same" });
  }
  await insertRevision(tx, {
    id: input.requestId,
    listingId: listing.id,
    shopId: listing.shopId,
    content,
    submittedBy: viewer.accountId,
  });
  await recordChange(tx, viewer, own, "revision", {
    before: { revisionId: former },
    after: { revisionId: input.requestId },
  });
  return ok({ outcome: "waiting" });
}

/** Everything that is wrong with content as it was typed, known by itself or by what it points at. */
export async function checkContent(
  market: Market,
  viewer: Viewer,
  shopId: string,
  typed: RevisionContent,
): Promise<Refusal[]> {
  const content = cleanContent(typed);
  const own: Refusal[] = contentProblems(content).map((p) => ({ ok: false, ...p }));
  const isTheirs = isId(shopId) && mayManage(viewer, shopId);
  return [...own, ...(isTheirs ? await referenceFaults(market.db, shopId, content) : [])];
}

/**
 * Saves name, texts, pictures, group and claims. A draft changes at once. What was ever on sale keeps what staff
 * approved; the change waits as a revision, one at a time: a new one takes the former's place. While a first version
 * is with staff nothing changes ("waiting").
 */
export async function saveListing(
  market: Market,
  viewer: Viewer,
  input: SaveListing,
): Promise<Result<Saved, SaveRefusal>> {
  if (!isId(input.requestId)) return refuse("not_found");
  const content = cleanContent(input.content);
  const problem = contentProblems(content)[0];
  return market.transact<Saved, SaveRefusal>(async (tx) => {
    const found = await ownListing(tx, viewer, input.listingId);
    if (!found.ok) return found;
    const { listing, product } = found.value;
    if (listing.state === "submitted") return refuse("waiting");
    if (listing.state === "refused") return refuse("closed");
    if (problem) return refuse(problem.code, problem);
    const known = await judgeReferences(tx, listing.shopId, content);
    if (!known.ok) return known;
    if (listing.publishedAt !== null) return revise(tx, viewer, found.value, input, content);
    await writeDraft(tx, listing.id, product, content);
    await updateListing(tx, listing.id, {});
    return ok({ outcome: "saved" });
  });
}

/** Takes back the change that waits; what is on sale stays as it is. */
export async function withdrawRevision(
  market: Market,
  viewer: Viewer,
  input: { listingId: string },
): Promise<Result<null, "not_found">> {
  return market.transact<null, "not_found">(async (tx) => {
    const found = await ownListing(tx, viewer, input.listingId);
    if (!found.ok) return found;
    const former = await withdrawWaiting(tx, input.listingId);
    if (former !== null)
      await recordChange(tx, viewer, found.value, "revision_withdrawn", { before: { revisionId: former } });
    return ok(null);
  });
}
