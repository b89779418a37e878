import type { ReactNode } from "react";
import { Anchor } from "./anchor.tsx";
import { Icon, type IconName } from "./icon.tsx";
import type { NavItem } from "./nav.tsx";

export type TabItem = Omit<NavItem, "count"> & {
  icon: IconName;
  count?: number | undefined;
  countLabel?: string | undefined;
};

/** Bottom tabs of a phone, at most five. Never together with Bar; the page makes room by itself. */
export function TabBar({ label, items }: { label: string; items: readonly TabItem[] }) {
  return (
    <nav className="tabbar" aria-label={label}>
      {items.map((item) => (
        <Anchor key={item.href} href={item.href} aria-current={item.current ? "page" : undefined}>
          <Icon name={item.icon} />
          {item.text}
          {item.count !== undefined && item.count > 0 && (
            <>
              <b className="count" aria-hidden={item.countLabel !== undefined}>
                {item.count}
              </b>
              {item.countLabel !== undefined && <span className="sr">, {item.countLabel}</span>}
            </>
          )}
        </Anchor>
      ))}
    </nav>
  );
}

/** The one action of a page at the thumb on a phone; on a desk the page shows it where it belongs (`.only-desk`). */
export function Bar({ sum, children }: { sum?: { label: string; amount: string } | undefined; children: ReactNode }) {
  return (
    <div className="bar">
      {sum && (
        <p className="bar__sum">
          <span className="meta">{sum.label}</span>
          <b>{sum.amount}</b>
        </p>
      )}
      {children}
    </div>
  );
}
