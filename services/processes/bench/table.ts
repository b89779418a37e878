import type { Measured } from "./load.ts";

export type Row = { name: string; market: Measured; bare: Measured | null };

const number = (value: number, digits = 0) => value.toFixed(digits);

function line(name: string, who: string, m: Measured, ratio: string): string[] {
  return [
    name,
    who,
    number(m.requestsPerSecond, m.requestsPerSecond < 100 ? 1 : 0),
    number(m.p50, 1),
    number(m.p975, 1),
    number(m.p99, 1),
    String(m.errors),
    `${number(m.cpuPercent)} %`,
    `${number(m.residentMb)} MB`,
    ratio,
  ];
}

/** One table in plain text: the market, beside it the limit of the same run, and the ratio of the two. */
export function renderTable(rows: readonly Row[]): string {
  const head = ["", "", "per second", "p50 ms", "p97.5 ms", "p99 ms", "errors", "CPU", "memory", "ratio"];
  const body = rows.flatMap(({ name, market, bare }) => {
    const ratio = bare ? number(market.requestsPerSecond / bare.requestsPerSecond, 2) : "";
    return [line(name, "market", market, ratio), ...(bare ? [line("", "bare", bare, "")] : [])];
  });
  const all = [head, ...body];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
    )
    .join("\n");
}
