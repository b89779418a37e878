import { CommuneMap } from "#app/features/catalogue/commune-map.tsx";
import { drawingOf, pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { count, money, unitPrice } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { Price } from "#app/ui/price.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { type StarCount, Stars, StarTag } from "#app/ui/stars.tsx";
import { Table } from "#app/ui/table.tsx";
import type { Card } from "#services/catalogue/card.ts";
import type { HomePage } from "#services/catalogue/view-home.ts";

function ShelfLine({ card }: { card: Card }) {
  const { language } = useWords();
  const perUnit =
    card.unitPrice !== undefined && card.unit ? unitPrice(card.unitPrice, card.unit, language, card.piece) : undefined;
  return (
    <li className="lineitem">
      <Pic picture={pictureOf(card.picture, card.group, "", "4.5rem")} tint={tintOf(card.group)} />
      <div>
        <h3>
          <Anchor href={href("product", language, { slug: card.slug })}>
            <Vietnamese>{card.pack ? `${card.name}, ${card.pack}` : card.name}</Vietnamese>
          </Anchor>
        </h3>
        {card.price === undefined ? null : <Price amount={money(card.price, language)} perUnit={perUnit} />}
      </div>
    </li>
  );
}

/** First screen: the goods with most stars, large, and beside it what the market is and the newest three. */
export function Hero({ home }: { home: HomePage }) {
  const { t, language } = useWords();
  const { first, shelf } = home;
  return (
    <section className="wrap hero hero--goods" aria-labelledby="h-cho">
      {first ? (
        <Anchor className="frame hero__frame hero__good" href={href("product", language, { slug: first.slug })}>
          <img
            src={first.picture ? `/anh/${first.picture}-800.webp` : drawingOf(first.group)}
            alt=""
            width="800"
            height="800"
          />
          <span className="hero__cap">
            {first.stars ? (
              <StarTag
                n={first.stars as StarCount}
                text={t("shop:card.badge")}
                spoken={t("shop:card.badgeSpoken", { count: first.stars })}
              />
            ) : null}
            <b>
              <Vietnamese>{first.name}</Vietnamese>
            </b>
            <span className="muted">
              <Vietnamese>{first.shop}</Vietnamese>
            </span>
          </span>
        </Anchor>
      ) : null}
      <div className="hero__side">
        <div className="stack stack--2">
          <h1 id="h-cho">{t("shop:home.title")}</h1>
          <p className="muted">
            {home.total > 0
              ? t("shop:home.text", {
                  total: count(home.total, language),
                  shops: count(home.shopTotal, language),
                })
              : t("shop:home.empty")}
          </p>
        </div>
        {shelf.length > 0 ? (
          <>
            <h2 className="label hero__lbl">{t("shop:home.heroNew")}</h2>
            <ul className="homeshelf">
              {shelf.map((card) => (
                <ShelfLine key={card.slug} card={card} />
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </section>
  );
}

/** The six groups with how many goods each has. */
export function SixGroups({ groups }: { groups: HomePage["groups"] }) {
  const { t, language } = useWords();
  return (
    <section className="wrap sec" id="nhom" aria-labelledby="h-nhom">
      <SectionHead id="h-nhom" title={t("shop:home.groups")} />
      <ul className="six">
        {groups.map((group) => (
          <li key={group.slug}>
            <Anchor href={href("group", language, { slug: group.slug })}>
              <img src={drawingOf(group.number)} alt="" width="200" height="200" loading="lazy" />
              <span>
                <b>{group.name}</b>
                <small className="muted">
                  {group.count === 0
                    ? t("shop:home.noGoods")
                    : t("shop:home.goods", { count: group.count, formatted: count(group.count, language) })}
                </small>
              </span>
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}

const RANKS = [
  { stars: 5, points: "90–100", issuer: "ministry" },
  { stars: 4, points: "70–89", issuer: "province" },
  { stars: 3, points: "50–69", issuer: "province" },
] as const;

/** What stars are, who gives them, and how many are in force now. */
export function StarMeaning({ stars }: { stars: HomePage["stars"] }) {
  const { t, language } = useWords();
  const inForce = new Map(stars.map((s) => [s.stars, s.n]));
  return (
    <section className="wrap sec" aria-labelledby="h-sao">
      <SectionHead id="h-sao" title={t("shop:home.meaning")} />
      <div className="starsec">
        <div className="stack stack--4">
          <p>{t("shop:home.meaningText")}</p>
          <p className="row">
            <LinkButton href={href("lots", language)} variant="line" small icon="scan-line">
              {t("shop:home.check")}
            </LinkButton>
          </p>
        </div>
        <Table
          className="starstable"
          phone="scroll"
          caption={t("shop:home.tableCaption")}
          columns={[
            { key: "rank", head: t("shop:home.rank") },
            { key: "points", head: t("shop:home.points") },
            { key: "issuer", head: t("shop:home.issuer") },
            { key: "valid", head: t("shop:home.valid"), num: true },
          ]}
        >
          {RANKS.map((rank) => (
            <tr key={rank.stars}>
              <td>
                <Stars n={rank.stars} spoken={t("shop:list.starsOf", { count: rank.stars })} />
              </td>
              <td className="nowrap">{rank.points}</td>
              <td>{t(`shop:home.${rank.issuer}`)}</td>
              <td className="num">{count(inForce.get(rank.stars) ?? 0, language)}</td>
            </tr>
          ))}
        </Table>
      </div>
    </section>
  );
}

/** Where goods come from: the map, and the communes with most of them. */
export function Places({ home }: { home: HomePage }) {
  const { t, language } = useWords();
  return (
    <section className="wrap sec" id="xa" aria-labelledby="h-xa">
      <SectionHead id="h-xa" title={t("shop:home.places")} />
      <div className="xa">
        {home.map ? <CommuneMap map={home.map} /> : null}
        <ul className="xalist">
          {home.communes.map((c) => (
            <li key={c.slug}>
              <Anchor href={href("commune", language, { slug: c.slug })}>
                <span lang={language === "vi" ? undefined : "vi"}>
                  {t("shop:commune.title", { kind: upper(c.kind), name: c.name })}
                </span>
                <span className="muted">{t("shop:commune.count", { count: c.count })}</span>
              </Anchor>
            </li>
          ))}
          <li className="all">
            <Anchor href={href("communes", language)}>{t("shop:home.allPlaces", { count: home.communeTotal })}</Anchor>
          </li>
        </ul>
      </div>
    </section>
  );
}

export const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Shops with most goods. */
export function Shops({ home }: { home: HomePage }) {
  const { t, language } = useWords();
  if (home.shops.length === 0) return null;
  return (
    <section className="wrap sec" aria-labelledby="h-nguoi">
      <SectionHead
        id="h-nguoi"
        title={t("shop:home.shops")}
        note={t("shop:home.shopsNote", { count: home.shopTotal })}
      />
      <Lines className="shops">
        {home.shops.map((shop) => (
          <Line
            key={shop.slug}
            href={href("shop", language, { slug: shop.slug })}
            icon={shop.picture ? undefined : "store"}
            picture={shop.picture ? pictureOf(shop.picture, 1, "", "4rem") : undefined}
            title={<Vietnamese>{shop.name}</Vietnamese>}
            meta={
              <>
                {shop.commune ? (
                  <>
                    <Vietnamese>{shop.commune}</Vietnamese>
                    {" · "}
                  </>
                ) : null}
                {t("shop:commune.count", { count: shop.goods })}
              </>
            }
          />
        ))}
      </Lines>
    </section>
  );
}
