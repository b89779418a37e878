import type { CARRY_REASONS, PAYOUT_RUN_STATES, PAYOUT_STATES } from "#db/schema/payouts.ts";

export type PayoutState = (typeof PAYOUT_STATES)[number];
export type PayoutRunState = (typeof PAYOUT_RUN_STATES)[number];
export type CarryReason = (typeof CARRY_REASONS)[number];

/** A run waits for a second person, who approves it; either of them may discard it until then. */
export const RUN_MOVES = {
  prepared: ["approved", "discarded"],
  approved: [],
  discarded: [],
} as const satisfies Record<PayoutRunState, readonly PayoutRunState[]>;

/**
 * What a shop is paid: planned until its run is approved, then sent to the bank, which pays it or doesn't; money that was
 * paid can come back. Nothing else may move a payout.
 */
export const PAYOUT_MOVES = {
  planned: ["sent", "discarded"],
  sent: ["paid", "failed"],
  paid: ["returned"],
  failed: [],
  returned: [],
  discarded: [],
} as const satisfies Record<PayoutState, readonly PayoutState[]>;

/** What the bank does with a transfer. */
export const PAYOUT_OUTCOMES = ["paid", "failed", "returned"] as const satisfies readonly PayoutState[];
export type PayoutOutcome = (typeof PAYOUT_OUTCOMES)[number];

/** Whether a payout may go from one state to another. */
export function canMovePayout(from: PayoutState, to: PayoutState): boolean {
  return (PAYOUT_MOVES[from] as readonly PayoutState[]).includes(to);
}

/** A bank account that took another's place is paid to only after so many hours, so that its owner can object. */
export const ACCOUNT_WAIT_HOURS = 48;

export type Candidate = {
  shopId: string;
  /** The shop's part of complete orders that wasn't paid out; below zero where it owes the market. */
  availableVnd: number;
  shopState: string;
  bankAccountId: string | null;
  /** Hours since this account took another's place; null where it is the shop's first. */
  changedHoursAgo: number | null;
  hasOpenPayout: boolean;
};

export type Planned = { shopId: string; bankAccountId: string; amountVnd: number };
export type Carried = { shopId: string; amountVnd: number; reason: CarryReason };

function reasonToCarry(shop: Candidate): CarryReason | null {
  if (shop.availableVnd < 0) return "negative";
  if (shop.hasOpenPayout) return "open_payout";
  if (shop.shopState !== "approved") return "suspended";
  if (shop.bankAccountId === null) return "no_bank_account";
  const isNew = shop.changedHoursAgo !== null && shop.changedHoursAgo < ACCOUNT_WAIT_HOURS;
  return isNew ? "bank_changed" : null;
}

/** Whom a run pays, each the whole of what is available, and whom it leaves out with a reason. Shops without money are in neither. */
export function planPayouts(shops: readonly Candidate[]): { planned: Planned[]; carried: Carried[] } {
  const planned: Planned[] = [];
  const carried: Carried[] = [];
  for (const shop of shops) {
    const { shopId, availableVnd: amountVnd, bankAccountId } = shop;
    const reason = reasonToCarry(shop);
    if (amountVnd === 0) continue;
    if (reason !== null) carried.push({ shopId, amountVnd, reason });
    else if (bankAccountId !== null) planned.push({ shopId, bankAccountId, amountVnd });
  }
  return { planned, carried };
}

/**
 * Which of a run's payouts can no longer be made as they were prepared: the shop has less by now, may not be paid, or
 * another account has taken the place of the one in the run.
 */
export function stalePayouts(payouts: readonly Planned[], shops: readonly Candidate[]): string[] {
  const now = new Map(shops.map((shop) => [shop.shopId, { ...shop, hasOpenPayout: false }]));
  return payouts
    .filter(({ shopId, amountVnd, bankAccountId }) => {
      const shop = now.get(shopId);
      if (!shop || shop.availableVnd < amountVnd || shop.bankAccountId !== bankAccountId) return true;
      return reasonToCarry(shop) !== null;
    })
    .map(({ shopId }) => shopId);
}

/** What one transfer of a run is called in the bank's file and in its answer: the run's code and the transfer's place, from 1. */
export function transferReference(runCode: string, place: number): string {
  return `${runCode}-${String(place).padStart(4, "0")}`;
}
