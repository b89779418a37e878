import {
  endRevision,
  lockListing,
  lockListingsBeside,
  type OwnListing,
  readRevision,
  updateListing,
} from "#db/queries/catalogue-listings.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { currentContent, writeContent } from "#services/catalogue/listing-content.ts";
import {
  canMoveListing,
  isListingReason,
  type ListingState,
  TAKE_DOWN_REASONS,
} from "#services/catalogue/listing-rules.ts";
import { readersSee } from "#services/catalogue/own-listing.ts";
import { isId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";
import { judgeReason } from "#services/shops/decide-shop.ts";
import { tellShop } from "#services/shops/tell-shop.ts";

type Why = { code: string | null; text: string | null };
type ReasonRefusal = "reason_missing" | "unknown_reason" | "too_long";
export type ListingDecisionRefusal = ReasonRefusal | "not_found" | "conflict" | "changed" | "shop_not_open";

const DECISIONS = { approve: "approved", return: "returned", refuse: "refused" } as const;

const reasonOf = (why: Why) => (why.code === null ? {} : { reasonCode: why.code, reason: why.text ?? "" });

async function tell(
  market: Market,
  tx: Tx,
  own: OwnListing,
  kind: Parameters<typeof tellShop>[3],
  key: string,
  why: Why,
): Promise<void> {
  await tellShop(market, tx, own.listing.shopId, kind, key, {
    listing: own.product.name,
    reason: why.text ?? "",
    link: `${market.settings.PUBLIC_URL}/ban/hang/${own.listing.id}`,
  });
}

async function move(tx: Tx, own: OwnListing, to: ListingState, why: Why): Promise<void> {
  const set = { state: to, stateReasonCode: why.code, stateReason: why.text };
  const isFirst = to === "approved" && own.listing.publishedAt === null;
  await updateListing(tx, own.listing.id, set, ...(isFirst ? (["publishedAt"] as const) : []));
}

export type ListingDecision = {
  listingId: string;
  decision: keyof typeof DECISIONS;
  reasonCode?: string;
  reason?: string;
  /** The version that was read: decided on another, it answers "changed". Absent: any. */
  version?: number;
};

/**
 * Staff let a listing in, send it back or refuse it. Approved, it is on sale at once. Decided the same way again, it
 * answers the same; a shop that isn't open sells nothing ("shop_not_open"). Moderators alone.
 */
export async function decideListing(
  market: Market,
  viewer: Viewer,
  input: ListingDecision,
): Promise<Result<{ state: ListingState }, ListingDecisionRefusal>> {
  const to = DECISIONS[input.decision];
  if (!hasStaffRole(viewer, "moderator") || !isId(input.listingId) || !to) return refuse("not_found");
  const why = judgeReason(to !== "approved", isListingReason, input);
  if (!why.ok) return why;
  return market.transact<{ state: ListingState }, ListingDecisionRefusal>(async (tx) => {
    const own = await lockListing(tx, input.listingId);
    if (!own || own.listing.state === "draft") return refuse("not_found");
    const { listing } = own;
    if (listing.state === to) return ok({ state: to });
    if (listing.state !== "submitted" || !canMoveListing(listing.state, to)) return refuse("conflict");
    if (input.version !== undefined && input.version !== listing.version) return refuse("changed");
    if (to === "approved" && own.shopState !== "approved") return refuse("shop_not_open");
    await move(tx, own, to, why.value);
    await recordAudit(tx, viewer, {
      act: `listing.${input.decision}`,
      subjectKind: "listing",
      subjectId: listing.id,
      before: { state: listing.state },
      after: { state: to },
      ...reasonOf(why.value),
    });
    await readersSee(tx, own);
    await tell(market, tx, own, `listing_${to}`, `${listing.id}:${listing.version}`, why.value);
    return ok({ state: to });
  });
}

export type RevisionDecision = {
  revisionId: string;
  decision: "approve" | "return";
  reasonCode?: string;
  reason?: string;
};

/**
 * Staff put a waiting change in place of what is on sale, or send it back; what is on sale stays until then. One that
 * was replaced or taken back meanwhile is "conflict".
 */
export async function decideRevision(
  market: Market,
  viewer: Viewer,
  input: RevisionDecision,
): Promise<Result<{ state: "approved" | "returned" }, ListingDecisionRefusal>> {
  const to = input.decision === "approve" ? "approved" : input.decision === "return" ? "returned" : null;
  if (!hasStaffRole(viewer, "moderator") || !isId(input.revisionId) || to === null) return refuse("not_found");
  const why = judgeReason(to === "returned", isListingReason, input);
  if (!why.ok) return why;
  return market.transact<{ state: "approved" | "returned" }, ListingDecisionRefusal>(async (tx) => {
    const glimpse = await readRevision(tx, input.revisionId);
    if (glimpse) await lockListingsBeside(tx, glimpse.listingId);
    const own = glimpse && (await lockListing(tx, glimpse.listingId));
    const revision = await readRevision(tx, input.revisionId);
    if (!own || !revision) return refuse("not_found");
    if (revision.state === to) return ok({ state: to });
    if (revision.state !== "waiting") return refuse("conflict");
    if (to === "approved" && own.shopState !== "approved") return refuse("shop_not_open");
    const before = await currentContent(tx, own.listing.id, own.product);
    const { code: reasonCode, text: reason } = why.value;
    await endRevision(tx, revision.id, { state: to, decidedBy: viewer.accountId, reasonCode, reason });
    if (to === "approved") {
      await writeContent(tx, own.listing.id, own.product, revision.content);
      await updateListing(tx, own.listing.id, {});
      await readersSee(tx, own);
      await addJob(tx, "search.index-product", { productId: own.product.id });
    }
    await recordAudit(tx, viewer, {
      act: `revision.${input.decision}`,
      subjectKind: "revision",
      subjectId: revision.id,
      before,
      after: revision.content,
      ...reasonOf(why.value),
    });
    await tell(market, tx, own, `revision_${to}`, revision.id, why.value);
    return ok({ state: to });
  });
}

export type TakeDown = { listingId: string; reasonCode: string; reason: string };

const isTakeDownReason = (code: string) => (TAKE_DOWN_REASONS as readonly string[]).includes(code);

async function moveOnMarket(
  market: Market,
  viewer: Viewer,
  input: TakeDown,
  to: "taken_down" | "approved",
): Promise<Result<{ state: ListingState }, ListingDecisionRefusal>> {
  if (!hasStaffRole(viewer, "moderator") || !isId(input.listingId)) return refuse("not_found");
  const why = judgeReason(true, isTakeDownReason, input);
  if (!why.ok) return why;
  const from = to === "taken_down" ? "approved" : "taken_down";
  return market.transact<{ state: ListingState }, ListingDecisionRefusal>(async (tx) => {
    const own = await lockListing(tx, input.listingId);
    if (!own || own.listing.publishedAt === null) return refuse("not_found");
    const { listing } = own;
    if (listing.state === to) return ok({ state: to });
    if (listing.state !== from || !canMoveListing(from, to)) return refuse("conflict");
    const isDown = to === "taken_down";
    await move(tx, own, to, isDown ? why.value : { code: null, text: null });
    await recordAudit(tx, viewer, {
      act: isDown ? "listing.take-down" : "listing.put-back",
      subjectKind: "listing",
      subjectId: listing.id,
      before: { state: from },
      after: { state: to },
      ...reasonOf(why.value),
    });
    await readersSee(tx, own);
    await addJob(tx, "live.look-again", { kind: "listing", id: listing.id });
    const key = `${listing.id}:${listing.version}`;
    await tell(market, tx, own, isDown ? "listing_taken_down" : "listing_put_back", key, why.value);
    return ok({ state: to });
  });
}

/** Staff take goods off the market at once, with a reason that the shop reads. */
export function takeDownListing(market: Market, viewer: Viewer, input: TakeDown) {
  return moveOnMarket(market, viewer, input, "taken_down");
}

/** Staff put goods back that were taken down. */
export function putBackListing(market: Market, viewer: Viewer, input: TakeDown) {
  return moveOnMarket(market, viewer, input, "approved");
}
