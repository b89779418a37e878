import { Form } from "@remix-run/react";
import { useState } from "react";
import { useRefusalWords } from "#app/features/cart/use-refusal-words.ts";
import { LiveNow } from "#app/features/catalogue/live-now.tsx";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { WhyStars } from "#app/features/catalogue/why-stars.tsx";
import { POLICY_SLUGS } from "#app/features/frame/market-footer.tsx";
import { count, money, netContent, phoneText, unitPrice } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Bar } from "#app/ui/bars.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { RadioChoices } from "#app/ui/choice.tsx";
import { ErrorText, errorId } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Note } from "#app/ui/note.tsx";
import { Price } from "#app/ui/price.tsx";
import { QuantityInput } from "#app/ui/quantity-input.tsx";
import { MAX_QUANTITY } from "#services/cart/rules.ts";
import { asQualifier, pieceWord, saysMeasure, shippingRange } from "#services/catalogue/rules.ts";
import type { ProductPage, VariantView } from "#services/catalogue/view-product.ts";

const FORM = "buy";
/** Where the page is opened again when the quantity was refused: beside it. */
const QUANTITY = "so-luong";

/** What was chosen and typed when the cart refused it, and why. */
export type RefusedAdd = { code: string; variantId: string; quantity: string };

function useUnit(variant: VariantView): string | undefined {
  const { language } = useWords();
  const { unitPriceVnd, netUnit, netAmount, name } = variant;
  return unitPriceVnd === null ? undefined : unitPrice(unitPriceVnd, netUnit, language, pieceWord(name, netAmount));
}

function PriceLine({ variant }: { variant: VariantView }) {
  const { t, language } = useWords();
  const net = `(${netContent(variant.netAmount, variant.netUnit, language, pieceWord(variant.name, variant.netAmount))})`;
  return (
    <div aria-live="polite">
      <Price amount={money(variant.priceVnd, language)} perUnit={useUnit(variant)} big />
      <p className="muted">
        <Vietnamese>{variant.name}</Vietnamese>
        {saysMeasure(variant.name) ? null : ` ${net}`}
        {t("shop:product.includes")}
      </p>
    </div>
  );
}

/** Why it can't be bought now, and whom to ask. */
function Obstacle({ product }: { product: ProductPage }) {
  const { t } = useWords();
  const { obstacle, seller } = product;
  if (obstacle === null) return null;
  const key = (
    { sold_out: "soldOut", no_price: "noPrice", paused: "paused", licence: "licence", service: "service" } as const
  )[obstacle];
  return (
    <div className="stack">
      <Note kind={obstacle === "service" ? "info" : "warn"}>
        <b>{t(`shop:product.${key}`)}</b>
        <p>{t(`shop:product.${key}Text`)}</p>
      </Note>
      {seller.phone ? (
        <LinkButton
          href={`tel:${seller.phone.replace(/\s/g, "")}`}
          icon="phone"
          variant={obstacle === "service" ? "primary" : "line"}
        >
          {t("shop:product.call", { phone: phoneText(seller.phone) })}
        </LinkButton>
      ) : null}
    </div>
  );
}

/** Sentences that the law words, to the letter and in their language. */
function LegalWords({ product }: { product: ProductPage }) {
  const { t } = useWords();
  return (
    <>
      {product.isHealthProtection ? (
        <Note kind="warn" icon="pill">
          <span lang="vi">
            <b>{t("shop:product.health1")}</b>
            <br />
            {t("shop:product.health2")}
          </span>
        </Note>
      ) : null}
      {product.isAlcohol ? (
        <Note kind="warn" icon="wine">
          {t("shop:product.alcohol")}
        </Note>
      ) : null}
    </>
  );
}

function ShippingLine({ product, variant }: { product: ProductPage; variant: VariantView }) {
  const { t, language } = useWords();
  const range = shippingRange(variant.shipping);
  if (!range) return <span>{t("shop:product.shippingNone")}</span>;
  const key = range.fromVnd === range.toVnd ? "shippingOne" : "shipping";
  const sums = { from: money(range.fromVnd, language), to: money(range.toVnd, language) };
  return (
    <div>
      <span>
        {t(`shop:product.${key}`, sums)}
        {saysMeasure(variant.name) ? (
          <>
            {" "}
            {t("shop:product.shippingOf")} <Vietnamese>{asQualifier(variant.name)}</Vietnamese>
          </>
        ) : null}
        {key === "shipping" ? t("shop:product.shippingVaries") : null}
      </span>
      <details>
        <summary className="sumlink">{t("shop:product.shippingMore")}</summary>
        <table className="table tight">
          <caption className="sr">
            <Vietnamese>{variant.name}</Vietnamese>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("shop:product.zone")}</th>
              <th scope="col">{t("shop:product.days")}</th>
              <th scope="col" className="num">
                {t("shop:product.fee")}
              </th>
            </tr>
          </thead>
          <tbody>
            {variant.shipping.map((row) => (
              <tr key={row.zone}>
                <td>{t(`shop:product.zones.${row.zone as "province"}`)}</td>
                <td>{t("shop:product.daysRange", { min: row.daysMin, max: row.daysMax })}</td>
                <td className="num">{money(row.priceVnd, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="meta mt-2">
          {t(product.tariffIsDemo ? "shop:product.shippingDemo" : "shop:product.shippingReal")}
        </p>
      </details>
    </div>
  );
}

function StockLine({ product, variant }: { product: ProductPage; variant: VariantView }) {
  const { t, language } = useWords();
  if (variant.available === 0) return <span>{t("shop:product.stockOut", { pack: variant.name })}</span>;
  const amount = count(variant.available, language);
  const lots = product.lots.filter((lot) => lot.variant === variant.name);
  const only = lots.length === 1 ? lots[0] : undefined;
  return (
    <span>
      <b>
        {variant.pack === null
          ? t("shop:product.stockPlain", { amount })
          : t("shop:product.stock", { amount, pack: variant.pack })}
      </b>
      ,{" "}
      {only ? (
        <Anchor href={href("lot", language, { code: only.code })}>
          {t("shop:product.lotShort", { number: only.number })}
        </Anchor>
      ) : (
        <a href="#lo">{t("shop:product.stockLots", { count: lots.length })}</a>
      )}
    </span>
  );
}

function Promises({ product, variant }: { product: ProductPage; variant: VariantView }) {
  const { t, language } = useWords();
  return (
    <ul className="promise">
      <li>
        <Icon name="package-check" />
        <StockLine product={product} variant={variant} />
      </li>
      <li>
        <Icon name="truck" />
        <ShippingLine product={product} variant={variant} />
      </li>
      <li>
        <Icon name="undo-2" />
        <span>
          {t("shop:product.returns")}{" "}
          <Anchor className="nowrap" href={href("policy", language, { page: POLICY_SLUGS.returns })}>
            {t("shop:product.returnsMore")}
          </Anchor>
        </span>
      </li>
    </ul>
  );
}

/** How many, what is wrong with that, and the way into the cart. */
function HowMany({ product, refused }: { product: ProductPage; refused: RefusedAdd | null }) {
  const { t } = useWords();
  const say = useRefusalWords();
  return (
    <>
      <div className="row buyrow">
        <QuantityInput
          id={QUANTITY}
          name="quantity"
          label={t("shop:product.quantity", { name: product.name.text })}
          less={t("shop:product.less")}
          more={t("shop:product.more")}
          max={MAX_QUANTITY}
          defaultValue={refused?.quantity}
          invalid={refused !== null}
          describedBy={refused ? errorId(QUANTITY) : undefined}
        />
        <Button grow icon="shopping-basket" className="only-desk">
          {t("shop:product.addToCart")}
        </Button>
      </div>
      {refused ? (
        <div role="alert">
          <ErrorText id={errorId(QUANTITY)}>{say(refused.code)}</ErrorText>
        </div>
      ) : null}
    </>
  );
}

type BuyFormProps = {
  product: ProductPage;
  variant: VariantView;
  onChoose: (at: number) => void;
  refused: RefusedAdd | null;
};

function BuyForm({ product, variant, onChoose, refused }: BuyFormProps) {
  const { t, language } = useWords();
  const { variants, obstacle } = product;
  const isBuyable = obstacle === null;
  return (
    <Form
      id={FORM}
      method="post"
      action={`${href("product", language, { slug: product.slug })}#${QUANTITY}`}
      className="buy"
      noValidate
    >
      {variants.length > 1 ? (
        <RadioChoices
          id="quy-cach"
          name="variantId"
          legend={t("shop:product.variants")}
          defaultValue={variant.id}
          options={variants.map((v) => ({
            value: v.id,
            label: <Vietnamese>{v.name}</Vietnamese>,
            note: money(v.priceVnd, language),
            disabled: isBuyable && v.available === 0,
          }))}
          onChange={(id) => onChoose(variants.findIndex((v) => v.id === id))}
        />
      ) : (
        <input type="hidden" name="variantId" value={variant.id} />
      )}
      {product.kind === "goods" ? <Promises product={product} variant={variant} /> : null}
      <LegalWords product={product} />
      {isBuyable ? (
        <>
          <HowMany product={product} refused={refused} />
          <Bar sum={{ label: t("shop:product.price"), amount: money(variant.priceVnd, language) }}>
            <Button icon="shopping-basket">{t("shop:product.addToCart")}</Button>
          </Bar>
        </>
      ) : (
        <Obstacle product={product} />
      )}
    </Form>
  );
}

/** What one decides on: name, seller, price, stars, pack, stock, shipping, and the way into the cart. */
export function BuyBox({ product, refused }: { product: ProductPage; refused: RefusedAdd | null }) {
  const { t, language } = useWords();
  const asked = product.variants.findIndex((v) => v.id === refused?.variantId);
  const [at, setAt] = useState(asked < 0 ? product.chosen : asked);
  const variant = product.variants[at] ?? product.variants[0];
  const { origin } = product;
  return (
    <div className="buy">
      <div className="stack stack--2">
        <h1>
          <Vietnamese when={product.name.vi}>{product.name.text}</Vietnamese>
        </h1>
        <p>
          <Vietnamese>
            <Anchor href={href("shop", language, { slug: product.shop.slug })}>{product.shop.name}</Anchor>
            {origin ? `, ${origin.kind} ${origin.name}, ${origin.province}` : null}
          </Vietnamese>
        </p>
        {product.summary.text ? (
          <p className="muted">
            <Vietnamese when={product.summary.vi}>{product.summary.text}</Vietnamese>
          </p>
        ) : null}
      </div>
      {variant ? <PriceLine variant={variant} /> : <p className="strong">{t("shop:card.noPrice")}</p>}
      {variant ? <LiveNow product={product} variant={variant} /> : null}
      <WhyStars {...product} />
      {variant ? (
        <BuyForm product={product} variant={variant} onChoose={setAt} refused={refused} />
      ) : (
        <>
          <LegalWords product={product} />
          <Obstacle product={product} />
        </>
      )}
    </div>
  );
}
