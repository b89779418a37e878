/** Page numbers worth showing: both ends, this page and its neighbours; "gap-…" where numbers are left out. */
export function pagesToShow(page: number, pages: number): (number | `gap-${number}`)[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const numbers = [...new Set(wanted)].sort((a, b) => a - b);
  return numbers.flatMap((n, at) => {
    const missing = n - (numbers[at - 1] ?? 0) - 1;
    if (missing === 1) return [n - 1, n];
    return missing > 1 ? [`gap-${n}` as const, n] : [n];
  });
}
