import { LETTERS } from "#services/shared/text-limits.ts";

/** States of one shop's order and the moves between them; nothing else may move an order. */
export const ORDER_MOVES = {
  awaiting_payment: ["new", "cancelled"],
  new: ["accepted", "refused", "cancelled"],
  accepted: ["packed", "refused", "cancelled"],
  packed: ["handed_over", "refused"],
  handed_over: ["delivered", "completed"],
  delivered: ["completed"],
  completed: [],
  refused: [],
  cancelled: [],
} as const;

export type OrderState = keyof typeof ORDER_MOVES;

/** Whether an order may go from one state to another. */
export function canMove(from: OrderState, to: OrderState): boolean {
  return (ORDER_MOVES[from] as readonly OrderState[]).includes(to);
}

/** A buyer may cancel until the goods are packed. */
export function buyerMayCancel(state: OrderState): boolean {
  return canMove(state, "cancelled");
}

/** "I have it" is said of what is on its way or was brought. */
export function buyerMayConfirm(state: OrderState): boolean {
  return canMove(state, "completed");
}

/** Staff refuse a suspended shop's order until it is packed; a packed parcel goes its way. */
export function staffMayRefuse(state: OrderState): boolean {
  return state === "new" || state === "accepted";
}

/** Money handed over at the door is asked apart, once the parcel has left; completing doesn't wait for the answer. */
export function cashMayBeRecorded(state: OrderState): boolean {
  return state === "handed_over" || state === "delivered" || state === "completed";
}

export function isEnded(state: OrderState): boolean {
  return state === "refused" || state === "cancelled";
}

/**
 * Why money is owed, as people are told. Money that comes late found its order cancelled, or switched meanwhile to be paid
 * at the door: a group that began by paying online and isn't any more was switched, for nothing else changes its method.
 */
export function toldCause<C extends string>(cause: C, method: "cod" | "vnpay"): C | "late_at_door" {
  return cause === "late_payment" && method === "cod" ? "late_at_door" : cause;
}

export type GroupState = "awaiting_payment" | "in_progress" | "completed" | "ended";

/** The state of a group is derived from its orders, never stored. */
export function groupState(states: readonly OrderState[]): GroupState {
  if (states.some((s) => s === "awaiting_payment")) return "awaiting_payment";
  if (states.every(isEnded)) return "ended";
  return states.every((s) => s === "completed" || isEnded(s)) ? "completed" : "in_progress";
}

/** Why a shop can't serve an order; "other" needs words. */
export const REFUSAL_REASONS = [
  "out_of_stock",
  "damaged",
  "cannot_ship",
  "buyer_unreachable",
  "shop_closed",
  "other",
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why staff refuse a suspended shop's order. */
export const STAFF_REFUSAL_REASONS = ["shop_suspended", "unsafe_goods", "other"] as const;

/** Who carries parcels; "other" needs a name. */
export const CARRIERS = ["vnpost", "viettel_post", "ghn", "ghtk", "jt", "own", "other"] as const;
export type Carrier = (typeof CARRIERS)[number];

/** Under which name the cash of a carrier is booked: those of the list by their own, all others together. */
export function payingCarrier(carrier: string | null): Carrier {
  return CARRIERS.find((known) => known === carrier) ?? "other";
}

export const MAX_REASON = LETTERS.note;
export const MAX_CARRIER = LETTERS.carrier;
export const TRACKING_NUMBER = new RegExp(`^[A-Za-z0-9][A-Za-z0-9 ._-]{2,${LETTERS.trackingNumber - 1}}$`);

/** How a shop looks through its orders. */
export const SHOP_TABS = {
  new: ["new"],
  pack: ["accepted"],
  collect: ["packed"],
  shipping: ["handed_over"],
  done: ["delivered", "completed"],
  ended: ["refused", "cancelled"],
} as const satisfies Record<string, readonly OrderState[]>;

export type ShopTab = keyof typeof SHOP_TABS;

export function tabOf(state: OrderState): ShopTab | null {
  const found = Object.entries(SHOP_TABS).find(([, states]) => (states as readonly OrderState[]).includes(state));
  return found ? (found[0] as ShopTab) : null;
}

export type Allotment = { lineId: string; lotId: string; quantity: number };

/**
 * Whether chosen lots serve every line fully: whole positive quantities, each lot once a line, nothing for strangers'
 * lines. Answers the first line that is not served, or null when all are.
 */
export function lineNotServed(
  lines: readonly { id: string; quantity: number }[],
  chosen: readonly Allotment[],
): string | null {
  const known = new Set(lines.map((line) => line.id));
  const stray = chosen.find((c) => !known.has(c.lineId) || !Number.isSafeInteger(c.quantity) || c.quantity < 1);
  if (stray) return stray.lineId;
  for (const line of lines) {
    const own = chosen.filter((c) => c.lineId === line.id);
    const isTwice = new Set(own.map((c) => c.lotId)).size !== own.length;
    if (isTwice || own.reduce((sum, c) => sum + c.quantity, 0) !== line.quantity) return line.id;
  }
  return null;
}

/** `Nguyễn Thu Hà` as `N… T… Hà`: enough for the person, too little for a stranger. */
export function maskName(name: string): string {
  const words = name.trim().split(/\s+/);
  return words.map((word, at) => (at === words.length - 1 ? word : `${[...word][0] ?? ""}…`)).join(" ");
}

/** `+84912345678` as `… 678`. */
export function maskPhone(phone: string): string {
  return `… ${phone.replace(/\D/g, "").slice(-3)}`;
}
