const GMT7_MS = 7 * 60 * 60 * 1000;

/** A moment (ms since 1970) as yyyyMMddHHmmss in GMT+7. */
export function stampOf(ms: number): string {
  const at = new Date(ms + GMT7_MS);
  const two = (n: number) => String(n).padStart(2, "0");
  return (
    String(at.getUTCFullYear()).padStart(4, "0") +
    two(at.getUTCMonth() + 1) +
    two(at.getUTCDate()) +
    two(at.getUTCHours()) +
    two(at.getUTCMinutes()) +
    two(at.getUTCSeconds())
  );
}

/** The moment (ms since 1970) that yyyyMMddHHmmss in GMT+7 names; null when it names none. */
export function momentOf(stamp: string): number | null {
  if (!/^\d{14}$/.test(stamp)) return null;
  const part = (from: number, to: number) => Number(stamp.slice(from, to));
  const ms = Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14)) - GMT7_MS;
  return stampOf(ms) === stamp ? ms : null;
}
