import { useEffect, useRef } from "react";
import { Anchor } from "./anchor.tsx";
import { Act, type HeaderAct } from "./header.tsx";
import type { NavItem } from "./nav.tsx";

type Home = { href: string; label: string };

function Mark({ home }: { home: Home }) {
  return (
    <Anchor className="top__logo" href={home.href}>
      <img className="mark" src="/look/mark.svg" alt={home.label} width="36" height="36" />
    </Anchor>
  );
}

function Rooms({ label, items, className }: { label: string; items: readonly NavItem[]; className: string }) {
  return (
    <nav className={className} aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <Anchor href={item.href} aria-current={item.current ? "page" : undefined}>
              {item.text}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type SellerNavProps = {
  home: Home;
  name: string;
  sub: string;
  label: string;
  items: readonly NavItem[];
  acts?: readonly HeaderAct[];
};

/** Head of a producer's pages: whose shop this is; its rooms on a desk (on a phone they are the TabBar). */
export function SellerNav({ home, name, sub, label, items, acts = [] }: SellerNavProps) {
  return (
    <header className="on-dark">
      <div className="top top--slim">
        <div className="wrap">
          <div className="top__row">
            <Mark home={home} />
            <p className="top__title">
              <span className="top__name" title={name}>
                {name}
              </span>
              <small>{sub}</small>
            </p>
            <Rooms label={label} items={items} className="only-desk snav" />
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

type StaffBarProps = { home: Home; label: string; items: readonly NavItem[]; acts: readonly HeaderAct[] };

/** Head of the staff desks; its rooms scroll sideways on a phone, to the one that is open. */
export function StaffBar({ home, label, items, acts }: StaffBarProps) {
  const bar = useRef<HTMLElement>(null);
  const current = items.find((item) => item.current)?.href;
  useEffect(() => {
    if (current === undefined) return;
    bar.current?.querySelector(".stnav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [current]);
  return (
    <header className="on-dark" ref={bar}>
      <div className="top top--slim">
        <div className="row stbar">
          <Mark home={home} />
          <Rooms label={label} items={items} className="stnav grow" />
          {acts.map((act) => (
            <Act key={act.href} act={act} />
          ))}
        </div>
      </div>
      <div className="hem" />
    </header>
  );
}
