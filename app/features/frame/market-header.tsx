import { useLocation, useSearchParams } from "@remix-run/react";
import { findRoute, href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Header, type HeaderAct } from "#app/ui/header.tsx";

/** The head of every page: search, orders, cart, who is signed in, and the ways to a shop or the province's desk for those who have one. */
export function MarketHeader() {
  const { t, language } = useWords();
  const root = useRootData();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const isSearch = findRoute(pathname)?.entry.id === "search";
  const count = root?.cartCount ?? 0;
  const hasDesk = Boolean(root?.isMember || root?.isStaff);
  const acts: HeaderAct[] = [];
  if (root?.isMember)
    acts.push({ href: href("seller", language), icon: "warehouse", text: t("header.sell"), reload: true });
  if (root?.isStaff)
    acts.push({ href: href("staff", language), icon: "stamp", text: t("header.province"), reload: true });
  acts.push(
    {
      href: root?.person ? href("account-orders", language) : href("track", language),
      icon: "package",
      text: root?.person ? t("header.orders") : t("footer.track"),
      deskOnly: hasDesk,
    },
    {
      href: href("cart", language),
      icon: "shopping-basket",
      text: t("header.cart"),
      count,
      countLabel: t("header.cartCount", { count }),
    },
    root?.person
      ? { href: href("account", language), icon: "user", text: root.person.name || t("header.account"), deskOnly: true }
      : { href: href("sign-in", language), icon: "user", text: t("header.signIn"), deskOnly: true },
  );
  return (
    <Header
      home={{ href: href("home", language), label: t("header.home") }}
      search={{
        action: href("search", language),
        label: t("header.search"),
        placeholder: t("header.searchHint"),
        submit: t("header.searchShort"),
        value: isSearch ? (params.get("q") ?? "") : undefined,
      }}
      acts={acts}
    />
  );
}
