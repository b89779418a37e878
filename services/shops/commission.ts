import { type Vnd, vnd } from "#services/shared/money.ts";

/** Commission of an amount at a rate in basis points, rounded down to a whole đồng: in the seller's favour. */
export function commissionOf(amountVnd: number, basisPoints: number): Vnd {
  return vnd(Number((BigInt(amountVnd) * BigInt(basisPoints)) / 10_000n));
}
