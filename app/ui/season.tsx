import { cx } from "./cx.ts";

const twelve = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Twelve stitches, one a month (1 to 12): filled in season, outlined now. `label` names the months. */
export function Season({ months, now, label }: { months: readonly number[]; now?: number | undefined; label: string }) {
  return (
    <span className="season" role="img" aria-label={label}>
      {twelve.map((month) => (
        <i key={month} className={cx(months.includes(month) && "on", month === now && "now") || undefined} />
      ))}
    </span>
  );
}
