import type { TagKind } from "#app/ui/tag.tsx";
import type { PayoutState } from "#services/ledger/payout-rules.ts";

/** How the state of a payout is tagged, for its shop and at finance's desk. */
export const PAYOUT_TAGS: Record<PayoutState, TagKind> = {
  planned: "earth",
  sent: "cham",
  paid: "leaf",
  failed: "red",
  returned: "red",
  discarded: "plain",
};
