import { OrderCard } from "#app/features/seller/order-card.tsx";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Pagination, Tabs } from "#app/ui/nav.tsx";
import type { ShopOrderList } from "#services/orders/list-shop-orders.ts";
import { SHOP_TABS, type ShopTab } from "#services/orders/rules.ts";

const TABS = Object.keys(SHOP_TABS) as ShopTab[];

/** "3 × Miến dong, gói 500 g, 1 × …": what to fetch for all orders on this page. */
function pickList(orders: ShopOrderList["orders"]): string {
  const sums = new Map<string, number>();
  for (const line of orders.flatMap((order) => order.lines)) {
    const name = `${line.name}, ${line.variantName}`;
    sums.set(name, (sums.get(name) ?? 0) + line.quantity);
  }
  return [...sums].map(([name, count]) => `${count} × ${name}`).join("; ");
}

/** A shop's orders in one state of work. */
export function OrderList({ list, requestId }: { list: ShopOrderList; requestId: string }) {
  const { t, language } = useWords();
  const { tab, counts, page, pages, orders } = list;
  return (
    <>
      <div className="sh">
        <h1>
          {counts[tab] > 0 ? t(`seller:orders.heading.${tab}`, { count: counts[tab] }) : t("seller:orders.title")}
        </h1>
        {tab === "pack" && orders.length > 0 && (
          <p className="muted">{t("seller:orders.pickList", { list: pickList(orders) })}</p>
        )}
      </div>
      <Tabs
        bleed
        label={t("seller:orders.tabs")}
        items={TABS.map((name) => ({
          href: href("seller-orders", language, {}, { tab: name }),
          text: t(`seller:orders.tab.${name}`),
          current: name === tab,
          count: counts[name] || undefined,
        }))}
      />
      {orders.length === 0 ? (
        <Empty
          title={page > 1 ? t("seller:orders.beyond") : t(`seller:orders.none.${tab}`)}
          action={
            page > 1 && (
              <LinkButton href={href("seller-orders", language, {}, { tab })}>{t("seller:orders.first")}</LinkButton>
            )
          }
        >
          {page === 1 && <p>{t("seller:orders.noneText")}</p>}
        </Empty>
      ) : (
        <div className="ords">
          {orders.map((order) => (
            <OrderCard key={order.code} order={order} requestId={requestId} />
          ))}
        </div>
      )}
      <Pagination
        label={t("pages")}
        page={page}
        pages={pages}
        hrefOf={(to) => href("seller-orders", language, {}, { tab, page: to > 1 ? to : null })}
        nameOf={(to) => t("page", { page: to })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </>
  );
}
