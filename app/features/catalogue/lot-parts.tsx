import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { EndedNote } from "#app/features/catalogue/why-stars.tsx";
import { day, exactTime, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block, Facts } from "#app/ui/block.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { Chain, type ChainLink } from "#app/ui/progress.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { type StarCount, Stars } from "#app/ui/stars.tsx";
import type { LotPage } from "#services/catalogue/view-lot.ts";

const LOOK = {
  on_sale: { className: "verdict", icon: "circle-check" },
  sold_out: { className: "verdict", icon: "circle-check" },
  off_sale: { className: "verdict verdict--mind", icon: "circle-alert" },
  expired: { className: "verdict verdict--bad", icon: "octagon-alert" },
} as const;

/** The answer first: is the code right, is the lot still good and sold. */
export function Verdict({ lot }: { lot: LotPage }) {
  const { t, language } = useWords();
  const look = LOOK[lot.verdict];
  return (
    <div className={look.className}>
      <div className="wrap">
        <Icon name={look.icon} />
        <div>
          <h1>{t(`shop:lot.verdicts.${lot.verdict}`)}</h1>
          {lot.verdict === "expired" && lot.bestBefore ? (
            <p>{t("shop:lot.expiredText", { day: day(lot.bestBefore, language) })}</p>
          ) : null}
          <p>{t("shop:lot.asked", { time: exactTime(lot.askedAt, language), day: day(lot.askedAt, language) })}</p>
        </div>
      </div>
    </div>
  );
}

function StarLine({ lot }: { lot: LotPage }) {
  const { t, language } = useWords();
  if (!lot.certificate) return <EndedNote ended={lot.ended} />;
  const until = day(lot.certificate.until, language);
  return (
    <p className="row starline">
      <Stars n={lot.certificate.stars as StarCount} size="l" />
      <span>
        {t("shop:lot.starsNow", { count: lot.certificate.stars, until })}{" "}
        {lot.productSlug ? (
          <Anchor href={`${href("product", language, { slug: lot.productSlug })}#sao`}>{t("shop:lot.starsWhy")}</Anchor>
        ) : null}
      </span>
    </p>
  );
}

function useLotFacts(lot: LotPage) {
  const { t, language } = useWords();
  const when = (value: string | null) => (value === null ? t("shop:product.unknown") : day(value, language));
  const { origin, former } = lot;
  return [
    { term: t("shop:lot.producer"), detail: <Vietnamese>{lot.producer.name}</Vietnamese> },
    {
      term: t("shop:lot.seller"),
      detail: (
        <Vietnamese>
          {lot.shop.slug ? (
            <Anchor href={href("shop", language, { slug: lot.shop.slug })}>{lot.shop.name}</Anchor>
          ) : (
            lot.shop.name
          )}
        </Vietnamese>
      ),
    },
    ...(origin
      ? [
          {
            term: t("shop:product.origin"),
            detail: (
              <>
                <Vietnamese>
                  {origin.kind} {origin.name}, {origin.province}
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
          },
        ]
      : []),
    { term: t("shop:product.madeOn"), detail: when(lot.madeOn) },
    { term: t("shop:product.bestBefore"), detail: when(lot.bestBefore) },
    ...(lot.ingredients
      ? [{ term: t("shop:product.ingredients"), detail: <Vietnamese>{lot.ingredients}</Vietnamese> }]
      : []),
  ];
}

/** What the lot is: product, stars now, maker, dates, and the ways on. */
export function LotSummary({ lot }: { lot: LotPage }) {
  const { t, language } = useWords();
  const facts = useLotFacts(lot);
  const productHref = lot.productSlug === null ? null : href("product", language, { slug: lot.productSlug });
  return (
    <section className="who1">
      <Pic
        picture={pictureOf(lot.picture?.hash, lot.group, "", "(min-width: 60rem) 26rem, 100vw")}
        tint={tintOf(lot.group)}
        eager
      />
      <div className="stack stack--3">
        <p className="muted">{t("shop:lot.lotNumber", { number: lot.number, code: lot.code })}</p>
        <h2>
          <Vietnamese when={lot.nameIsVietnamese}>{lot.name}</Vietnamese>
          {", "}
          <Vietnamese>{lot.pack}</Vietnamese>
        </h2>
        <StarLine lot={lot} />
        <Facts items={facts} />
        {lot.isHealthProtection ? (
          <Note kind="warn" icon="pill">
            <span lang="vi">
              <b>{t("shop:product.health1")}</b>
              <br />
              {t("shop:product.health2")}
            </span>
          </Note>
        ) : null}
        <div className="row row--wrap">
          {productHref ? (
            <LinkButton href={productHref}>
              {lot.verdict === "on_sale" && lot.priceVnd !== null
                ? t("shop:lot.buy", { price: money(lot.priceVnd, language) })
                : t("shop:lot.see")}
            </LinkButton>
          ) : null}
          <LinkButton href={href("report", language, { kind: "lot", id: lot.lotId })} variant="line" rel="nofollow">
            {t("shop:lot.report")}
          </LinkButton>
        </div>
      </div>
    </section>
  );
}

/** What was recorded, and beside it what nobody has recorded or checked. */
export function LotKnowledge({ lot }: { lot: LotPage }) {
  const { t, language } = useWords();
  const links: ChainLink[] = [];
  if (lot.madeOn)
    links.push({
      key: "made",
      title: t("shop:lot.made"),
      children: (
        <>
          <p className="meta">{day(lot.madeOn, language)}</p>
          <p className="meta">{t("shop:lot.selfRecorded")}</p>
        </>
      ),
    });
  links.push({
    key: "listed",
    title: t("shop:lot.listed"),
    children: <p className="meta">{t("shop:lot.selfRecorded")}</p>,
  });
  return (
    <div className="cols cols--side">
      <section className="sec" aria-labelledby="h-chuoi">
        <SectionHead id="h-chuoi" title={t("shop:lot.chain")} note={t("shop:lot.chainText")} />
        <Chain links={links} />
      </section>
      <div className="stickyside sec">
        <Block title={t("shop:lot.unknown")} className="block--not">
          <ul className="nots">
            <li>{t("shop:lot.unknownItems.events")}</li>
            <li>{t("shop:lot.unknownItems.vouched")}</li>
            <li>{t("shop:lot.unknownItems.tests")}</li>
          </ul>
        </Block>
        <Block title={t("shop:lot.wrong")}>
          <p>{t("shop:lot.wrongText")}</p>
          <p>
            <Anchor className="lnk" href={href("report", language, { kind: "lot", id: lot.lotId })} rel="nofollow">
              {t("shop:lot.report")}
            </Anchor>
          </p>
        </Block>
      </div>
    </div>
  );
}
