import { Form, useLocation } from "@remix-run/react";
import { CARD_SIZES, pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { money, unitPrice } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { IconButton } from "#app/ui/button.tsx";
import { Card, CardGrid } from "#app/ui/card.tsx";
import { Price } from "#app/ui/price.tsx";
import { type StarCount, StarTag } from "#app/ui/stars.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { Card as CardData } from "#services/catalogue/card.ts";

const ADD_FORM = "add-to-cart";

function CardPrice({ card }: { card: CardData }) {
  const { t, language } = useWords();
  if (card.price === undefined) return <p className="grow muted">{t("shop:card.noPrice")}</p>;
  const perUnit =
    card.unitPrice !== undefined && card.unit ? unitPrice(card.unitPrice, card.unit, language, card.piece) : undefined;
  return <Price amount={money(card.price, language)} perUnit={perUnit} />;
}

function GoodsCard({ card, eager, level }: { card: CardData; eager: boolean; level: 2 | 3 }) {
  const { t, language } = useWords();
  const title = card.pack === undefined ? card.name : `${card.name}, ${card.pack}`;
  const n = card.stars as StarCount | undefined;
  return (
    <Card
      href={href("product", language, { slug: card.slug })}
      title={<Vietnamese when={card.vi === true || card.pack !== undefined}>{title}</Vietnamese>}
      picture={pictureOf(card.picture, card.group, "", CARD_SIZES)}
      tint={tintOf(card.group)}
      eager={eager}
      level={level}
      badge={n ? <StarTag n={n} text={t("shop:card.badge")} spoken={t("shop:card.badgeSpoken", { count: n })} /> : null}
      season={
        card.note ? (
          <p>
            <Tag kind={card.note === "out" ? "earth" : "plain"}>{t(`shop:card.${card.note}`)}</Tag>
          </p>
        ) : null
      }
      lines={[
        <Vietnamese key="shop">{card.shop}</Vietnamese>,
        ...(card.commune === undefined ? [] : [<Vietnamese key="commune">{card.commune}</Vietnamese>]),
      ]}
      price={<CardPrice card={card} />}
      action={
        card.add === undefined ? undefined : (
          <IconButton
            form={ADD_FORM}
            name="variantId"
            value={card.add}
            icon="plus"
            label={t("shop:card.add", { name: title })}
            framed
          />
        )
      }
    />
  );
}

/** Goods as cards. Their buttons belong to the one AddForm of the page. */
export function Goods({
  cards,
  beside,
  eager = 0,
  level = 3,
}: {
  cards: readonly CardData[];
  beside?: boolean;
  eager?: number;
  level?: 2 | 3;
}) {
  return (
    <CardGrid beside={beside ?? false}>
      {cards.map((card, at) => (
        <GoodsCard key={card.slug} card={card} eager={at < eager} level={level} />
      ))}
    </CardGrid>
  );
}

/** The form behind every "+" of a page: one of a thing into the cart, then back here. Works without scripts. */
export function AddForm() {
  const { language } = useWords();
  const { pathname, search } = useLocation();
  return (
    <Form id={ADD_FORM} method="post" action={href("cart", language)} preventScrollReset>
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="quantity" value="1" />
      <input type="hidden" name="back" value={pathname + search} />
    </Form>
  );
}
