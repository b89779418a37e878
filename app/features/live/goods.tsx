import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { money, time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, IconButton, LinkButton } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Pic } from "#app/ui/picture.tsx";
import { type StarCount, Stars } from "#app/ui/stars.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import type { BoardItem } from "#services/live/board.ts";

type ItemProps = { item: BoardItem; isLive: boolean; onBuy: (item: BoardItem) => void };

/** The price that is asked now: the deal's while it has units, with the price outside the show beside it. */
export function liveDealOf(item: BoardItem) {
  return item.deal && item.deal.left > 0 ? item.deal : null;
}

export function ItemPrice({ item, isLive }: { item: BoardItem; isLive: boolean }) {
  const { t, language } = useWords();
  const deal = liveDealOf(item);
  if (deal) {
    return (
      <span className="price price--live">
        <b>{money(deal.priceVnd, language)}</b>
        <small>{t("live:watch.outside", { price: money(deal.regularVnd, language) })}</small>
      </span>
    );
  }
  return (
    <span className="price">
      <b>{money(item.priceVnd, language)}</b>
      {isLive ? <small>{t("live:watch.same")}</small> : null}
    </span>
  );
}

/** What there is to know of units and time, each a fact of the board. */
export function ItemFacts({ item, isShort = false }: { item: BoardItem; isShort?: boolean }) {
  const { t, language } = useWords();
  const { deal, offSale } = item;
  const back = (held: number) => (held > 0 ? `, ${t("live:watch.heldBack", { count: held })}` : "");
  if (offSale === "sold_out") return <p className="meta">{`${t("live:watch.soldOut")}${back(item.held)}`}</p>;
  if (offSale === "off_sale") return <p className="meta">{t("live:watch.offSale")}</p>;
  if (offSale !== null)
    return <p className="meta c-red">{t("live:watch.leftShow", { reason: t(`shop:leftShow.${offSale}`) })}</p>;
  if (!deal) return <p className="meta">{t("live:watch.left", { count: item.free })}</p>;
  if (deal.left === 0) return <p className="meta">{`${t("live:watch.dealTaken")}${back(deal.held)}`}</p>;
  const left = Math.min(deal.left, item.free);
  if (isShort) return <p className="meta">{t("live:watch.dealShort", { quota: deal.quota, left })}</p>;
  const facts = [
    t("live:watch.dealOf", { quota: deal.quota, left }),
    t("live:watch.dealUntil", { time: time(new Date(deal.endsAt), language) }),
    t("live:watch.perBuyer", { count: deal.perBuyer }),
  ];
  return <p className="meta">{facts.join(", ")}</p>;
}

function ItemStars({ item }: { item: BoardItem }) {
  const { t, language } = useWords();
  if (item.stars === null) return null;
  const spoken = t("live:watch.why", { count: item.stars });
  return (
    <Anchor className="starlink" href={`${href("product", language, { slug: item.slug })}#sao`} target="_blank">
      <Stars n={item.stars as StarCount} spoken={spoken} />
    </Anchor>
  );
}

/** Buys inside the show with scripts; without them, and for what isn't in stock, leads to the product's page. */
function BuyAct({ item, isLive, onBuy, isLine }: ItemProps & { isLine: boolean }) {
  const { t, language } = useWords();
  const ready = useHydrated();
  const name = t("live:watch.buyNamed", { name: item.name, pack: item.pack });
  if (item.offSale !== null || !ready || !isLive) {
    return (
      <LinkButton
        small
        variant="line"
        href={href("product", language, { slug: item.slug })}
        reload
        aria-label={`${t("live:watch.see")}: ${item.name}`}
      >
        {t("live:watch.seeShort")}
      </LinkButton>
    );
  }
  return (
    <Button type="button" small variant={isLine ? "line" : "primary"} aria-label={name} onClick={() => onBuy(item)}>
      {t("live:watch.buy")}
    </Button>
  );
}

function ShelfItem({ isPinned, ...props }: ItemProps & { isPinned: boolean }) {
  const { item, isLive } = props;
  const { t } = useWords();
  return (
    <li className={cx("shelf__item", isPinned && "is-pin")}>
      <Pic picture={pictureOf(item.pictureHash, item.group, "", "4.5rem")} tint={tintOf(item.group)} />
      <div className="grow">
        <p className="strong" lang="vi">
          {item.name}, {item.pack}
        </p>
        {isPinned ? <span className="sr">{t("live:watch.pinned")}</span> : null}
        <ItemStars item={item} />
        <ItemPrice item={item} isLive={isLive} />
        <ItemFacts item={item} />
      </div>
      <BuyAct {...props} isLine={!isPinned} />
    </li>
  );
}

type ShelfProps = {
  items: readonly BoardItem[];
  pinnedId: string | null;
  isLive: boolean;
  isOpen: boolean;
  onBuy: (item: BoardItem) => void;
  onClose: () => void;
};

/** All goods of the show; on a phone it comes from below. */
export function Shelf({ items, pinnedId, isLive, isOpen, onBuy, onClose }: ShelfProps) {
  const { t } = useWords();
  return (
    <aside className="shelf" id="gian" aria-labelledby="h-gian" data-open={isOpen ? "" : undefined}>
      <h2 id="h-gian">
        {t("live:watch.shelf")} <small className="muted">{t("live:watch.items", { count: items.length })}</small>
        <IconButton className="only-phone" type="button" icon="x" label={t("live:watch.close")} onClick={onClose} />
      </h2>
      <ul>
        {items.map((item) => (
          <ShelfItem key={item.itemId} item={item} isPinned={item.itemId === pinnedId} isLive={isLive} onBuy={onBuy} />
        ))}
      </ul>
      {isLive ? <p className="meta shelf__end">{t("live:watch.shelfEnd")}</p> : null}
    </aside>
  );
}

/** What the seller shows now, over the lower edge of the picture on a phone. */
export function PinCard({ item, isLive, onBuy }: ItemProps) {
  const { t } = useWords();
  return (
    <section className="pin only-phone" aria-label={t("live:watch.pinned")}>
      <div className="pin__card">
        <Pic picture={pictureOf(item.pictureHash, item.group, "", "4.25rem")} tint={tintOf(item.group)} />
        <div className="grow">
          <span className="pin__name">
            <ItemStars item={item} />
            <b lang="vi">
              {item.name}, {item.pack}
            </b>
          </span>
          <ItemPrice item={item} isLive={isLive} />
          <ItemFacts item={item} isShort />
        </div>
        <BuyAct item={item} isLive={isLive} onBuy={onBuy} isLine={false} />
      </div>
    </section>
  );
}
