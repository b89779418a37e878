import { Goods } from "#app/features/catalogue/goods.tsx";
import { LotTable } from "#app/features/catalogue/lot-table.tsx";
import { drawingOf, pictureOf } from "#app/features/catalogue/picture.ts";
import { SellerFacts } from "#app/features/catalogue/seller-block.tsx";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { netContent } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { type Fact, Facts } from "#app/ui/block.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { Card } from "#services/catalogue/card.ts";
import { pieceWord } from "#services/catalogue/rules.ts";
import type { ProductPage, Told } from "#services/catalogue/view-product.ts";

/** A long text in its paragraphs, marked as Vietnamese where it exists in no other language. */
export function Paragraphs({ told }: { told: Told }) {
  const { language } = useWords();
  const lang = told.vi && language !== "vi" ? "vi" : undefined;
  return (
    <div className="stack" lang={lang}>
      {told.text
        .split(/\n{2,}/)
        .filter((p) => p.trim() !== "")
        .map((p) => (
          <p key={p}>{p}</p>
        ))}
    </div>
  );
}

function useFacts(product: ProductPage): Fact[] {
  const { t, language } = useWords();
  const told = (term: string, text: Told): Fact[] =>
    text.text === "" ? [] : [{ term, detail: <Vietnamese when={text.vi}>{text.text}</Vietnamese> }];
  const { origin, former, variants } = product;
  const gtins = variants.filter((v) => v.gtin !== null);
  const facts: Fact[] = [
    ...told(t("shop:product.ingredients"), product.ingredients),
    ...(product.kind === "goods" && variants.length > 0
      ? [
          {
            term: t("shop:product.net"),
            detail: [
              ...new Set(
                variants.map((v) => netContent(v.netAmount, v.netUnit, language, pieceWord(v.name, v.netAmount))),
              ),
            ].join(", "),
          },
        ]
      : []),
    ...told(t("shop:product.storage"), product.storage),
    ...told(t("shop:product.usage"), product.usage),
  ];
  if (origin)
    facts.push({
      term: t("shop:product.origin"),
      detail: (
        <>
          <Vietnamese>
            {origin.slug ? (
              <Anchor href={href("commune", language, { slug: origin.slug })}>
                {origin.kind} {origin.name}
              </Anchor>
            ) : (
              `${origin.kind} ${origin.name}`
            )}
            , {origin.province}
          </Vietnamese>
          {former ? (
            <>
              , {t("shop:product.formerly", { place: "" })}
              <Vietnamese>
                {former.kind} {former.name}, {former.district}
              </Vietnamese>
            </>
          ) : null}
        </>
      ),
    });
  facts.push({ term: t("shop:product.groupTerm"), detail: product.group.name });
  if (product.setName) facts.push({ term: t("shop:product.set"), detail: product.setName });
  for (const v of gtins) facts.push({ term: `${t("shop:product.gtin")}, ${v.name}`, detail: v.gtin });
  return facts;
}

/** Description and facts. */
export function About({ product }: { product: ProductPage }) {
  const { t } = useWords();
  const facts = useFacts(product);
  return (
    <div>
      <SectionHead title={t("shop:product.about")} />
      <Paragraphs told={product.description} />
      <Facts className="mt-4" items={facts} />
    </div>
  );
}

/** Who sells it, as it must be told before an order. */
export function Maker({ product }: { product: ProductPage }) {
  const { t, language } = useWords();
  const shopHref = href("shop", language, { slug: product.shop.slug });
  return (
    <div id="nguoi-ban">
      <SectionHead title={t("shop:product.maker")} more={{ href: shopHref, text: t("shop:product.visit") }} />
      <div className="maker">
        <Pic
          picture={
            product.shop.picture
              ? pictureOf(product.shop.picture, product.group.number, "", "6rem")
              : { src: drawingOf(product.group.number), alt: "" }
          }
        />
        <div>
          <h3>
            <Vietnamese>{product.shop.name}</Vietnamese>
          </h3>
          <p className="muted">{t(`shop:seller.forms.${product.seller.form}`)}</p>
        </div>
      </div>
      <div className="mt-3">
        <SellerFacts seller={product.seller} />
      </div>
    </div>
  );
}

/** Lots that are on sale, each with its public page. */
export function Lots({ product }: { product: ProductPage }) {
  const { t } = useWords();
  if (product.kind === "service") return null;
  return (
    <section className="sec" id="lo" aria-labelledby="h-lo">
      <SectionHead id="h-lo" title={t("shop:product.lots")} note={t("shop:product.lotsNote")} />
      {product.lots.length === 0 ? (
        <p className="muted">{t("shop:product.noLots")}</p>
      ) : (
        <LotTable
          lots={product.lots}
          caption={t("shop:product.lots")}
          head={t("shop:product.variants")}
          of={(lot) => lot.variant}
        />
      )}
    </section>
  );
}

/** Other goods, under one title. */
export function Others(props: {
  id: string;
  title: string;
  more?: { href: string; text: string };
  cards: readonly Card[];
}) {
  if (props.cards.length === 0) return null;
  return (
    <section className="sec" aria-labelledby={props.id}>
      <SectionHead id={props.id} title={props.title} more={props.more} />
      <Goods cards={props.cards} />
    </section>
  );
}
