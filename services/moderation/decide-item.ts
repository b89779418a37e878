import { dropClaim, readDecisions, readItemState, takeClaim } from "#db/queries/moderation.ts";
import { decideListing, decideRevision, type ListingDecisionRefusal } from "#services/catalogue/decide-listing.ts";
import { type ItemRef, itemOf, refuseDecided, refuseHeld } from "#services/moderation/claim-item.ts";
import {
  CLAIM_MINUTES,
  type Decision,
  decisionsFor,
  type ItemKind,
  isWaiting,
} from "#services/moderation/desk-rules.ts";
import { type Market, within } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { decideShop } from "#services/shops/decide-shop.ts";

export type DecideInput = ItemRef & {
  decision: string;
  reasonCode?: string;
  reason?: string;
  /** Version of a listing that was read; on another it is "changed". */
  version?: number;
};

export type DecideRefusal = ListingDecisionRefusal | "held" | "decided" | "decision_missing";
type Decided = { state: string };

function carryOut(market: Market, viewer: Viewer, kind: ItemKind, decision: Decision, input: DecideInput) {
  const { id, reasonCode = "", reason = "", version } = input;
  const why = { decision, reasonCode, reason };
  if (kind === "shop") return decideShop(market, viewer, { shopId: id, ...why });
  if (kind === "listing")
    return decideListing(market, viewer, { listingId: id, ...why, ...(version === undefined ? {} : { version }) });
  const verdict = decision === "approve" ? "approve" : "return";
  return decideRevision(market, viewer, { revisionId: id, ...why, decision: verdict });
}

/**
 * Lets an item in, sends it back or refuses it, with the reason its producer reads. The claim, taken here at the latest,
 * lets one moderator through at a time: the other is told "held", or "decided" with the name of who was first. The same
 * person deciding the same again answers the same.
 */
export async function decideItem(
  market: Market,
  viewer: Viewer,
  input: DecideInput,
): Promise<Result<Decided, DecideRefusal>> {
  const item = itemOf(viewer, input);
  if (!item || item.kind === "report") return refuse("not_found");
  const { kind, id, accountId } = item;
  const decision = decisionsFor(kind).find((known) => known === input.decision);
  if (decision === undefined) return refuse("decision_missing", { field: "decision" });
  return market.transact<Decided, DecideRefusal>(async (tx) => {
    if (!(await readItemState(tx, kind, id))) return refuse("not_found");
    if (!(await takeClaim(tx, kind, id, accountId, CLAIM_MINUTES))) return refuseHeld(tx, kind, id);
    const now = await readItemState(tx, kind, id);
    if (!now) return refuse("not_found");
    if (!isWaiting(kind, now.state)) {
      const [last] = await readDecisions(tx, kind, id, 1);
      const isMine = last?.actor_id === accountId && last.act === `${kind}.${decision}`;
      await dropClaim(tx, kind, id, accountId);
      return isMine ? ok({ state: now.state }) : refuseDecided(tx, kind, id, now.state);
    }
    const done = await carryOut(within(market, tx), viewer, kind, decision, input);
    if (done.ok) await dropClaim(tx, kind, id, accountId);
    return done;
  });
}
