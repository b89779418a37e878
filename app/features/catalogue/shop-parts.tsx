import { Goods } from "#app/features/catalogue/goods.tsx";
import { BeyondEnd } from "#app/features/catalogue/list-tools.tsx";
import { LotTable } from "#app/features/catalogue/lot-table.tsx";
import { Pages } from "#app/features/catalogue/pages.tsx";
import { drawingOf, pictureAddress } from "#app/features/catalogue/picture.ts";
import { Paragraphs } from "#app/features/catalogue/product-parts.tsx";
import { SellerFacts } from "#app/features/catalogue/seller-block.tsx";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { day } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { ShopPage } from "#services/catalogue/view-shop.ts";

/** Picture and name of a shop, and in four facts what it is. */
export function Cover({ shop }: { shop: ShopPage }) {
  const { t, language } = useWords();
  const { commune } = shop;
  const place = commune ? `${commune.kind} ${commune.name}` : null;
  return (
    <>
      <div className="cover">
        <div className="cover__pic">
          <img
            src={shop.picture ? pictureAddress(shop.picture.hash, 800) : drawingOf(shop.cards[0]?.group ?? 1)}
            alt={shop.picture?.alt ?? ""}
            width="800"
            height="800"
          />
        </div>
        <div className="cover__who">
          <h1>
            <Vietnamese>{shop.name}</Vietnamese>
          </h1>
          <p>
            <Vietnamese>
              {shop.seller.name}
              {place ? ", " : null}
              {commune?.slug ? (
                <Anchor href={href("commune", language, { slug: commune.slug })}>{place}</Anchor>
              ) : (
                place
              )}
            </Vietnamese>
          </p>
          {shop.isPaused ? (
            <Note kind="warn">
              <b>{t("shop:shopPage.paused")}</b>
              <p>{t("shop:shopPage.pausedText")}</p>
            </Note>
          ) : null}
        </div>
      </div>
      <dl className="sfacts">
        <div>
          <dt>{t("shop:shopPage.certified")}</dt>
          <dd>{t("shop:shopPage.certifiedOf", { count: shop.certified, total: shop.total })}</dd>
        </div>
        <div>
          <dt>{t("shop:shopPage.form")}</dt>
          <dd>{t(`shop:seller.forms.${shop.seller.form}`)}</dd>
        </div>
        <div>
          <dt>{t("shop:shopPage.place")}</dt>
          <dd>{place ? <Vietnamese>{place}</Vietnamese> : t("shop:seller.missing")}</dd>
        </div>
        <div>
          <dt>{t("shop:shopPage.since")}</dt>
          <dd>{shop.since ? day(shop.since, language) : t("shop:product.unknown")}</dd>
        </div>
      </dl>
    </>
  );
}

/** A shop's goods, 24 a page. */
export function ShopGoods({ shop }: { shop: ShopPage }) {
  const { t, language } = useWords();
  const hrefOf = (n: number) => href("shop", language, { slug: shop.slug }, { trang: n > 1 ? n : null });
  if (shop.total === 0) {
    return shop.isPaused ? null : (
      <section className="sec">
        <Empty title={t("shop:shopPage.none")} picture="/drawings/empty-search.svg">
          {t("shop:list.noneText")}
        </Empty>
      </section>
    );
  }
  return (
    <section className="sec" aria-labelledby="h-hang">
      <SectionHead id="h-hang" title={t("shop:shopPage.goods", { count: shop.total })} />
      {shop.page > shop.lastPage ? (
        <BeyondEnd page={shop.page} last={shop.lastPage} total={shop.total} hrefOf={hrefOf} />
      ) : (
        <>
          <Goods cards={shop.cards} eager={4} />
          <Pages page={shop.page} last={shop.lastPage} hrefOf={hrefOf} />
        </>
      )}
    </section>
  );
}

/** The producer's own words, and who stands behind the shop. */
export function StoryAndIdentity({ shop }: { shop: ShopPage }) {
  const { t } = useWords();
  return (
    <section className="sec cols cols--2" aria-label={t("shop:shopPage.identity")}>
      {shop.story ? (
        <div>
          <SectionHead title={t("shop:shopPage.story")} />
          <Paragraphs told={{ text: shop.story, vi: true }} />
        </div>
      ) : null}
      <div>
        <SectionHead title={t("shop:shopPage.identity")} note={t("shop:shopPage.identityNote")} />
        <SellerFacts seller={shop.seller} />
      </div>
    </section>
  );
}

/** Lots the shop sells from. */
export function ShopLots({ shop }: { shop: ShopPage }) {
  const { t, language } = useWords();
  if (shop.lots.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="h-lo">
      <SectionHead
        id="h-lo"
        title={t("shop:shopPage.lots")}
        more={{ href: href("lots", language), text: t("shop:shopPage.otherCode") }}
      />
      <LotTable
        lots={shop.lots}
        caption={t("shop:shopPage.lots")}
        head={t("shop:shopPage.product")}
        of={(lot) => `${lot.name}, ${lot.variant}`}
      />
      {shop.hasMoreLots ? <p className="meta mt-2">{t("shop:shopPage.lotsMore")}</p> : null}
    </section>
  );
}
