import { useLocation, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { MarketFooter } from "#app/features/frame/market-footer.tsx";
import { MarketHeader } from "#app/features/frame/market-header.tsx";
import { findRoute, href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { TabBar, type TabItem } from "#app/ui/bars.tsx";
import { GroupNav, SkipLink } from "#app/ui/header.tsx";
import { DemoBar } from "#app/ui/note.tsx";

export type FrameData = { groups: { slug: string; name: string }[]; communes: number };

type Framed = { frame: FrameData | null };

/** From the layout of the market's pages, or from a page outside of it that wears the same frame. */
export function useFrameData(): FrameData | undefined {
  const layout = useRouteLoaderData("layout.shop") as FrameData | undefined;
  const show = useRouteLoaderData("live-show") as Framed | undefined;
  const inEnglish = useRouteLoaderData("live-show.en") as Framed | undefined;
  return layout ?? show?.frame ?? inEnglish?.frame ?? undefined;
}

/** Which entry of the menus this page belongs to. */
function usePlace(): { id: string; params: Record<string, string> } {
  const { pathname } = useLocation();
  const found = findRoute(pathname);
  return { id: found?.entry.id ?? "", params: found?.params ?? {} };
}

function Groups() {
  const { t, language } = useWords();
  const data = useFrameData();
  const place = usePlace();
  if (!data || data.groups.length === 0) return null;
  const items = data.groups.map((g) => ({
    href: href("group", language, { slug: g.slug }),
    text: g.name,
    current: place.id === "group" && place.params.slug === g.slug,
  }));
  const more = [
    { href: href("shows", language), text: t("header.shows"), current: place.id === "shows" },
    {
      href: href("communes", language),
      text: t("header.communesCount", { count: data.communes }),
      current: place.id === "communes",
    },
    { href: href("lots", language), text: t("header.lots"), current: place.id === "lots" },
  ];
  return <GroupNav label={t("header.groups")} items={items} more={more} />;
}

function Tabs() {
  const { t, language } = useWords();
  const root = useRootData();
  const { id } = usePlace();
  const count = root?.cartCount ?? 0;
  const items: TabItem[] = [
    { href: href("home", language), text: t("header.homeShort"), icon: "store", current: id === "home" },
    {
      href: href("communes", language),
      text: t("header.communesShort"),
      icon: "map-pin",
      current: id === "communes" || id === "commune",
    },
    { href: href("shows", language), text: t("header.showsShort"), icon: "radio", current: id === "shows" },
    {
      href: href("cart", language),
      text: t("header.cart"),
      icon: "shopping-basket",
      current: id === "cart",
      count,
      countLabel: t("header.cartCount", { count }),
    },
    root?.person
      ? {
          href: href("account", language),
          text: t("header.me"),
          icon: "user",
          current: id === "account" || id === "account-orders",
        }
      : { href: href("sign-in", language), text: t("header.me"), icon: "user", current: id === "sign-in" },
  ];
  return <TabBar label={t("header.menu")} items={items} />;
}

/**
 * What surrounds every page of the market: head, groups, the word of the demonstration, foot, tabs of a phone. A page with
 * a `.bar` of its own hides the tabs.
 */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const root = useRootData();
  return (
    <>
      <SkipLink href="#main">{t("skip")}</SkipLink>
      <MarketHeader />
      <Groups />
      {root?.isDemo ? <DemoBar label={t("demo.label")}>{t("demo.banner")}</DemoBar> : null}
      {children}
      <MarketFooter />
      <Tabs />
    </>
  );
}
