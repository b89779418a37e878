import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Anchor } from "./anchor.tsx";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icon.tsx";
import type { NavItem } from "./nav.tsx";

/** First thing in the page: leads keyboards past the header. */
export function SkipLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="skip" href={href}>
      {children}
    </a>
  );
}

export type HeaderAct = {
  href: string;
  icon: IconName;
  /** Seen on a desk, spoken on a phone. */
  text: string;
  count?: number | undefined;
  /** The count in words: "4 món". */
  countLabel?: string | undefined;
  deskOnly?: boolean;
  /** Leads to a part of the market with other words: loads a new document. */
  reload?: boolean;
};

/** One way in the header: an icon on a phone, icon and word on a desk, with a counter when there is something to count. */
export function Act({ act, push }: { act: HeaderAct; push?: boolean }) {
  const counted = act.count !== undefined && act.count > 0;
  return (
    <Anchor className={cx("top__act", push && "push", act.deskOnly && "only-desk")} href={act.href} reload={act.reload}>
      <Icon name={act.icon} />
      <span className="top__word">{act.text}</span>
      {counted && (
        <b className="count" aria-hidden={act.countLabel !== undefined}>
          {act.count}
        </b>
      )}
      {counted && act.countLabel !== undefined && <span className="sr">, {act.countLabel}</span>}
    </Anchor>
  );
}

export type SearchWords = {
  action: string;
  label: string;
  placeholder: string;
  submit: string;
  value?: string | undefined;
};

function Search({ search }: { search: SearchWords }) {
  return (
    <Form className="search" role="search" action={search.action} key={search.value ?? ""}>
      <Icon name="search" />
      <input
        type="search"
        name="q"
        aria-label={search.label}
        placeholder={search.placeholder}
        defaultValue={search.value}
        maxLength={200}
        autoComplete="off"
      />
      <button type="submit" aria-label={search.submit}>
        <Icon name="arrow-right" />
      </button>
    </Form>
  );
}

type HeaderProps = { home: { href: string; label: string }; search: SearchWords; acts: readonly HeaderAct[] };

/** The market's head: mark, search (its own line on a phone), ways, hem. */
export function Header({ home, search, acts }: HeaderProps) {
  return (
    <header className="on-dark">
      <div className="top">
        <div className="wrap">
          <div className="top__row">
            <Anchor className="top__logo" href={home.href}>
              <img src="/look/logo-paper.svg" alt={home.label} width="250" height="56" />
            </Anchor>
            <Search search={search} />
            {acts.map((act, at) => (
              <Act key={act.href} act={act} push={at === 0} />
            ))}
          </div>
        </div>
      </div>
      <div className="hem" />
    </header>
  );
}

type SlimHeaderProps = {
  back?: { href: string; label: string } | undefined;
  /** Without `back`: the mark leads home. */
  home?: { href: string; label: string } | undefined;
  title?: ReactNode;
  acts?: readonly HeaderAct[];
};

/** A narrow head for pages with one job: checkout, sign-in, a scanned lot. */
export function SlimHeader({ back, home, title, acts = [] }: SlimHeaderProps) {
  return (
    <header className="on-dark">
      <div className="top top--slim">
        <div className="wrap">
          <div className="top__row">
            {back && (
              <Anchor className="top__act top__back" href={back.href} aria-label={back.label}>
                <Icon name="arrow-left" />
              </Anchor>
            )}
            {home && (
              <Anchor className="top__logo" href={home.href}>
                <img src="/look/logo-paper.svg" alt={home.label} width="250" height="56" />
              </Anchor>
            )}
            {title && <p className="top__title grow">{title}</p>}
            {acts.map((act, at) => (
              <Act key={act.href} act={act} push={at === 0} />
            ))}
          </div>
        </div>
      </div>
      <div className="hem" />
    </header>
  );
}

type GroupNavProps = { label: string; items: readonly NavItem[]; more?: readonly NavItem[] };

/** Below the header on a desk: groups on the left, other ways on the right. */
export function GroupNav({ label, items, more = [] }: GroupNavProps) {
  const list = (entries: readonly NavItem[], className?: string) => (
    <ul className={className}>
      {entries.map((item) => (
        <li key={item.href}>
          <Anchor href={item.href} aria-current={item.current ? "page" : undefined}>
            {item.text}
          </Anchor>
        </li>
      ))}
    </ul>
  );
  return (
    <nav className="groupnav" aria-label={label}>
      <div className="wrap row">
        {list(items)}
        {more.length > 0 && list(more, "push")}
      </div>
    </nav>
  );
}
