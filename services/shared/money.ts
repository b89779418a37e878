/** Whole Vietnamese đồng, from 0 to 10¹² in stored amounts; differences may be negative. */
export type Vnd = number & { readonly __unit: "VND" };

export const MAX_VND = 1_000_000_000_000;

/** Brands a whole number as đồng. Throws on fractions and on amounts beyond ±10¹²: nobody can cause those. */
export function vnd(amount: number): Vnd {
  if (!Number.isSafeInteger(amount) || Math.abs(amount) > MAX_VND)
    throw new RangeError(`not an amount in đồng: ${amount}`);
  return amount as Vnd;
}

export function sumVnd(amounts: Iterable<number>): Vnd {
  let total = 0;
  for (const amount of amounts) total += amount;
  return vnd(total);
}

/**
 * Splits `amount` đồng in proportion to `weights`, whole đồng each, adding up to `amount` exactly.
 * The largest remainders get the spare đồng, earlier ones first on a tie. All weights zero: everything to the first.
 */
export function splitVnd(amount: Vnd, weights: readonly number[]): Vnd[] {
  if (weights.length === 0) throw new RangeError("nothing to split over");
  if (weights.some((w) => !Number.isSafeInteger(w) || w < 0))
    throw new RangeError("weights are whole and not negative");
  const totalWeight = weights.reduce((a, b) => a + BigInt(b), 0n);
  if (totalWeight === 0n) return weights.map((_, i) => vnd(i === 0 ? amount : 0));
  const exact = weights.map((w) => BigInt(amount) * BigInt(w));
  const parts = exact.map((e) => Number(e / totalWeight));
  const order = exact
    .map((e, i) => ({ i, remainder: e % totalWeight }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  let spare = amount - parts.reduce((a, b) => a + b, 0);
  for (const { i } of order) {
    if (spare === 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    spare -= 1;
  }
  return parts.map(vnd);
}
