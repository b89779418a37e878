import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Column = { key: string; head: ReactNode; num?: boolean };

type TableProps = {
  caption: string;
  /** Shows the caption; otherwise it is spoken only. */
  showCaption?: boolean;
  columns: readonly Column[];
  /** `tr` elements; give number cells `className="num"`, and `data-l` where a phone's card needs the head's word. */
  children: ReactNode;
  foot?: ReactNode;
  /** On a phone: a card a row, or the table scrolls sideways in its own box. */
  phone: "cards" | "scroll";
  tight?: boolean;
  className?: string;
};

/** A table on a desk; what becomes of it on a phone is chosen. */
export function Table({ caption, showCaption, columns, children, foot, phone, tight, className }: TableProps) {
  const table = (
    <table className={cx("table", tight && "tight", phone === "cards" && "cardy", className)}>
      <caption className={cx(!showCaption && "sr")}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={cx(column.num && "num") || undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
      {foot && <tfoot>{foot}</tfoot>}
    </table>
  );
  if (phone === "cards") return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="tablewrap" tabIndex={0} aria-label={caption}>
      {table}
    </section>
  );
}
