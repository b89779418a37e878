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

export type GroupState = "awaiting_payment" | "in_progress" | "completed" | "ended";

/** The state of a group is derived from its orders, never stored. */
export function groupState(states: readonly OrderState[]): GroupState {
  if (states.some((s) => s === "awaiting_payment")) return "awaiting_payment";
  const isEnded = (s: OrderState) => s === "refused" || s === "cancelled";
  if (states.every(isEnded)) return "ended";
  return states.every((s) => s === "completed" || isEnded(s)) ? "completed" : "in_progress";
}
