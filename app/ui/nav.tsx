import type { ReactNode } from "react";
import { Anchor } from "./anchor.tsx";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icon.tsx";
import { pagesToShow } from "./pages-to-show.ts";

export type NavItem = { href: string; text: string; current?: boolean; count?: number | string | undefined };

const here = (current: boolean | undefined) => (current ? "page" : undefined);

/** Tabs that are addresses; the count stands behind the word. */
export function Tabs({ label, items, bleed }: { label: string; items: readonly NavItem[]; bleed?: boolean }) {
  return (
    <nav className={cx("tabs", bleed && "bleed")} aria-label={label}>
      {items.map((item) => (
        <Anchor key={item.href} href={item.href} aria-current={here(item.current)}>
          {item.text}
          {item.count !== undefined && <span className="n">{item.count}</span>}
        </Anchor>
      ))}
    </nav>
  );
}

/** A row of chips that scrolls sideways by itself. */
export function Chips({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <nav className={cx("chips", className)} aria-label={label}>
      {children}
    </nav>
  );
}

type ChipProps = {
  href: string;
  on?: boolean;
  icon?: IconName | undefined;
  /** Words for "take this filter away"; adds the x. */
  remove?: string | undefined;
  /** No frame: "Bỏ hết". */
  plain?: boolean;
  className?: string;
  children: ReactNode;
};

/** A filter that is on, or a way to one. */
export function Chip({ href, on, icon, remove, plain, className, children }: ChipProps) {
  return (
    <Anchor
      href={href}
      className={cx("chip", plain && "chip--clear", className)}
      aria-current={on ? "true" : undefined}
    >
      {icon && <Icon name={icon} small />}
      {remove !== undefined && <span className="sr">{remove} </span>}
      {children}
      {remove !== undefined && <Icon name="x" small />}
    </Anchor>
  );
}

/** Where this page hangs; the last entry is the page itself and has no address. */
export function Breadcrumbs({ label, items }: { label: string; items: readonly { text: ReactNode; href?: string }[] }) {
  return (
    <nav className="crumbs" aria-label={label}>
      <ol>
        {items.map((item, at) => (
          <li key={item.href ?? "here"} aria-current={at === items.length - 1 ? "page" : undefined}>
            {item.href === undefined ? item.text : <Anchor href={item.href}>{item.text}</Anchor>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

type PaginationProps = {
  label: string;
  page: number;
  pages: number;
  hrefOf: (page: number) => string;
  /** Spoken name of a number: "Trang 3". */
  nameOf: (page: number) => string;
  previous: string;
  next: string;
};

/** Numbered pages with their addresses; nothing at all when there is one page. */
export function Pagination({ label, page, pages, hrefOf, nameOf, previous, next }: PaginationProps) {
  if (pages <= 1) return null;
  return (
    <nav className="pages" aria-label={label}>
      {page > 1 && (
        <Anchor className="step" href={hrefOf(page - 1)} rel="prev">
          <Icon name="chevron-left" small />
          <span className="sr">{previous}</span>
        </Anchor>
      )}
      {pagesToShow(page, pages).map((entry) =>
        typeof entry === "string" ? (
          <span key={entry} className="gap" aria-hidden="true">
            …
          </span>
        ) : (
          <Anchor key={entry} href={hrefOf(entry)} aria-label={nameOf(entry)} aria-current={here(entry === page)}>
            {entry}
          </Anchor>
        ),
      )}
      {page < pages && (
        <Anchor className="step" href={hrefOf(page + 1)} rel="next">
          <Icon name="chevron-right" small />
          <span className="sr">{next}</span>
        </Anchor>
      )}
    </nav>
  );
}

/** One question of the filters; open or folded without scripts. Holds FacetLinks, Checkboxes or inputs. */
export function Facet({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="facet" open={open}>
      <summary>
        {title}
        <Icon name="chevron-down" />
      </summary>
      <div>{children}</div>
    </details>
  );
}

type FacetLinkProps = { href: string; on: boolean; count?: number | string | undefined; children: ReactNode };

/** One answer of a facet as a link to the page with it or without it: a tick that needs no script. */
export function FacetLink({ href, on, count, children }: FacetLinkProps) {
  return (
    <Anchor className="check" href={href} aria-current={on ? "true" : undefined} rel="nofollow">
      <span className="box" aria-hidden="true">
        {on && <Icon name="check" small />}
      </span>
      <span>{children}</span>
      {count !== undefined && <span className="n">{count}</span>}
    </Anchor>
  );
}
