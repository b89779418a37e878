import { useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { href, otherLanguage } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { TabBar, type TabItem } from "#app/ui/bars.tsx";
import { SellerNav } from "#app/ui/console-bars.tsx";
import { SkipLink } from "#app/ui/header.tsx";
import { Demo, Note, OfflineStrip } from "#app/ui/note.tsx";

export type FrameShop = { shopId: string; name: string; state: string; paused: boolean };

type FrameProps = {
  shop: FrameShop | null;
  waiting: number;
  /** Whether the viewer runs the shop and so sees its money. */
  seesMoney: boolean;
  isDemo: boolean;
  children: ReactNode;
};

/** `isWide`: on a desk. A thumb reaches five rooms; a phone's way to the money is on the first and the last of them. */
function useRooms({ shop, waiting, seesMoney }: Omit<FrameProps, "children" | "isDemo">, isWide: boolean): TabItem[] {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  const home = href("seller", language);
  const item = (id: string, text: string, icon: TabItem["icon"]): TabItem => {
    const at = href(id, language);
    const current = at === home ? pathname.replace(/\/$/, "") === home : pathname.startsWith(at);
    return { href: at, text, icon, current };
  };
  const today = item("seller", t("seller:frame.today"), "house");
  if (shop === null) return [today, item("seller-apply", t("seller:frame.apply"), "store")];
  const orders = item("seller-orders", t("seller:frame.orders"), "package");
  return [
    today,
    { ...orders, count: waiting, countLabel: t("seller:frame.ordersWaiting", { count: waiting }) },
    item("seller-listings", t("seller:frame.goods"), "boxes"),
    item("seller-shows", t("seller:frame.shows"), "radio"),
    ...(isWide && seesMoney ? [item("seller-money", t("seller:frame.money"), "wallet")] : []),
    item("seller-shop", t("seller:frame.shop"), "store"),
  ];
}

function ShopState({ shop }: { shop: FrameShop }) {
  const { t } = useWords();
  if (shop.state === "suspended") return <Note kind="bad">{t("seller:frame.suspended")}</Note>;
  if (shop.state === "submitted") return <Note kind="info">{t("seller:frame.waiting")}</Note>;
  if (shop.paused) return <Note kind="warn">{t("seller:frame.paused")}</Note>;
  return null;
}

/** The frame of a producer's pages: whose shop, its rooms on top of a desk and at the thumb on a phone. */
export function SellerFrame(props: FrameProps) {
  const { shop, isDemo, children } = props;
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  const rooms = useRooms(props, true);
  const tabs = useRooms(props, false);
  const other = otherLanguage(pathname, search);
  return (
    <>
      <SkipLink href="#main">{t("skip")}</SkipLink>
      <SellerNav
        home={{ href: href("seller", language), label: t("seller:frame.home") }}
        name={shop?.name ?? t("seller:frame.noShop")}
        sub={shop ? t("seller:frame.sub") : t("seller:frame.noShopSub")}
        label={t("seller:frame.rooms")}
        items={rooms.map(({ href: to, text, current }) => ({ href: to, text, current: current ?? false }))}
        acts={[
          { href: href("home", language), icon: "shopping-basket", text: t("seller:frame.market"), reload: true },
          { href: href("account", language), icon: "user", text: t("seller:frame.account"), reload: true },
        ]}
      />
      <OfflineStrip>{t("seller:frame.offline")}</OfflineStrip>
      {shop && (
        <div className="wrap mt-3">
          <ShopState shop={shop} />
        </div>
      )}
      {children}
      <footer className="wrap">
        {other && (
          <p className="mt-5">
            <Anchor className="lnk" href={other.href} hrefLang={other.language} lang={other.language} reload>
              {t("header.otherLanguage")}
            </Anchor>
          </p>
        )}
        {isDemo && <Demo>{t("demo.banner")}</Demo>}
      </footer>
      <TabBar label={t("seller:frame.rooms")} items={tabs} />
    </>
  );
}
