import { type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

type BlockProps = { title?: ReactNode; level?: 2 | 3; className?: string; children: ReactNode };

/** A framed piece of a page, named by its title. */
export function Block({ title, level = 2, className, children }: BlockProps) {
  const id = useId();
  const Title = level === 2 ? "h2" : "h3";
  return (
    <section className={cx("block", className)} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && <Title id={id}>{title}</Title>}
      {children}
    </section>
  );
}

export type Fact = { term: string; detail: ReactNode };

/** Questions on the left, answers on the right. */
export function Facts({ items, className }: { items: readonly Fact[]; className?: string }) {
  return (
    <dl className={cx("facts", className)}>
      {items.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.detail}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Amounts that add up; the `total` row is large and stands under a line. */
export function Sums({ rows }: { rows: readonly { term: string; amount: string; total?: boolean }[] }) {
  return (
    <dl className="sum">
      {rows.map((row) => (
        <div key={row.term} className={cx(row.total && "total") || undefined}>
          <dt>{row.term}</dt>
          <dd>{row.amount}</dd>
        </div>
      ))}
    </dl>
  );
}
