import { Form, useSubmit } from "@remix-run/react";
import { useRef } from "react";
import { useRefusalWords } from "#app/features/cart/use-refusal-words.ts";
import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { WhoseField } from "#app/features/frame/whose.tsx";
import { day, money, time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Bar } from "#app/ui/bars.tsx";
import { Block, Sums } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { ErrorText } from "#app/ui/field.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { QuantityInput } from "#app/ui/quantity-input.tsx";
import { type StarCount, Stars } from "#app/ui/stars.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import type { CartLine, CartShop, CartView } from "#services/cart/view-cart.ts";
import type { Refusal } from "#services/shared/result.ts";

/** A quantity is sent once the fingers rest. */
const PAUSE_MS = 500;

/** The form that goes on to checkout; its buttons stand elsewhere. */
const ENTER = "sang-dat-hang";

type PageProps = {
  cart: CartView;
  refusal: Refusal | null;
  typedQuantity: string;
  /** Where somebody was who could not put something in; empty for nowhere else. */
  back: string;
};

/** What became of stars that a line was put into the cart with: which, and how they ended. */
function useStarsChanged() {
  const { t, language } = useWords();
  return ({ stars, seenStars, starsEnded }: CartLine) => {
    const [before, now] = [seenStars ?? 0, stars ?? 0];
    if (before === 0) return t("shop:cart.starsChanged.came", { now });
    if (now > 0) return t("shop:cart.starsChanged.other", { before, now });
    if (starsEnded === null) return t("shop:cart.starsChanged.gone", { before });
    return t(`shop:cart.starsChanged.${starsEnded.how}`, { before, day: day(starsEnded.on, language) });
  };
}

/** What differs from what was shown last, in sentences beside the line. */
function Changes({ line }: { line: CartLine }) {
  const { t, language } = useWords();
  const starsChanged = useStarsChanged();
  return line.changes.map((change) => (
    <p key={change} className={change === "stars_changed" ? "cl__n cl__n--e" : "cl__n"}>
      <Icon name={change === "stars_changed" ? "badge-alert" : "info"} small />
      <span>
        {change === "stars_changed"
          ? starsChanged(line)
          : t(`shop:cart.changes.${change}`, {
              before: money(line.seenPriceVnd, language),
              now: money(line.priceVnd ?? 0, language),
            })}
      </span>
    </p>
  ));
}

type LineActProps = { intent: "remove" | "aside" | "back" | "keep-regular"; lineId: string; text: string };

function LineAct({ intent, lineId, text }: LineActProps) {
  return (
    <Form method="post" preventScrollReset>
      <WhoseField />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="lineId" value={lineId} />
      <Button variant="quiet" small>
        {text}
      </Button>
    </Form>
  );
}

function Quantity({ line, error, typed }: { line: CartLine; error: string | null; typed: string }) {
  const { t } = useWords();
  const ready = useHydrated();
  const submit = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const id = `so-${line.lineId}`;
  const sendSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => form.current && submit(form.current, { preventScrollReset: true }), PAUSE_MS);
  };
  return (
    <Form method="post" ref={form} className="row row--wrap" preventScrollReset noValidate>
      <WhoseField />
      <input type="hidden" name="intent" value="quantity" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <QuantityInput
        key={`${line.quantity}`}
        id={id}
        name="quantity"
        label={t("shop:cart.quantityOf", { name: line.name })}
        less={t("shop:cart.less")}
        more={t("shop:cart.more")}
        defaultValue={error ? typed : line.quantity}
        max={999}
        invalid={error !== null}
        describedBy={error ? `${id}-error` : undefined}
        onChange={sendSoon}
      />
      {ready ? null : (
        <Button variant="line" small>
          {t("shop:cart.update")}
        </Button>
      )}
      {error ? <ErrorText id={`${id}-error`}>{error}</ErrorText> : null}
    </Form>
  );
}

function Problem({ line }: { line: CartLine }) {
  const { t, language } = useWords();
  if (line.problem === null) return null;
  return (
    <p className="cl__n cl__n--e">
      <Icon name="circle-alert" small />
      <span>
        {t(`shop:cart.problems.${line.problem}`, {
          free: line.free,
          left: line.deal?.left ?? 0,
          most: line.deal?.most ?? 0,
          mine: line.deal?.mine ?? 0,
          before: money(line.seenPriceVnd, language),
          now: money(line.priceVnd ?? 0, language),
          reason: line.left ? t(`shop:leftShow.${line.left.reason}`) : "",
        })}
      </span>
    </p>
  );
}

/** What a live price promises, or the way on when it isn't to be had. */
function Deal({ line }: { line: CartLine }) {
  const { t, language } = useWords();
  const { deal, problem, left } = line;
  if (left)
    return left.isSoldOutside ? (
      <LineAct
        intent="keep-regular"
        lineId={line.lineId}
        text={t("shop:cart.buyOutside", { price: money(line.regularVnd ?? 0, language) })}
      />
    ) : null;
  if (deal === null) return null;
  const isGone =
    problem === "deal_over" ||
    problem === "deal_not_started" ||
    problem === "deal_taken" ||
    problem === "limit_reached";
  if (isGone)
    return (
      <LineAct
        intent="keep-regular"
        lineId={line.lineId}
        text={t("shop:cart.keepRegular", { price: money(line.regularVnd ?? 0, language) })}
      />
    );
  return (
    <p className="meta">
      {t("shop:cart.deal", { most: deal.most })}
      {deal.heldUntil === null ? "" : ` ${t("shop:cart.dealHeld", { time: time(deal.heldUntil, language) })}`}
    </p>
  );
}

function Line({ line, error, typed }: { line: CartLine; error: string | null; typed: string }) {
  const { t, language } = useWords();
  const to = href("product", language, { slug: line.slug });
  return (
    <li className="cl">
      <Anchor href={to} aria-hidden="true" tabIndex={-1}>
        <Pic picture={pictureOf(line.picture, line.group, "", "5.5rem")} tint={tintOf(line.group)} />
      </Anchor>
      <div className="cl__b">
        <h3>
          <Anchor href={to}>
            <Vietnamese>{line.name}</Vietnamese>
          </Anchor>
        </h3>
        <p className="meta">
          <Vietnamese>{line.pack}</Vietnamese>
          {line.priceVnd === null ? null : ` · ${money(line.priceVnd, language)}`}
        </p>
        {line.stars ? (
          <p className="meta row">
            <Stars n={line.stars as StarCount} />
            {t("shop:cart.stars", { count: line.stars })}
          </p>
        ) : null}
        <Problem line={line} />
        <Deal line={line} />
        <Changes line={line} />
        {line.isHealthProtection ? <p className="meta">{t("shop:cart.health")}</p> : null}
        {line.isAlcohol ? <p className="meta">{t("shop:cart.alcohol")}</p> : null}
        <div className="row row--wrap">
          <Quantity line={line} error={error} typed={typed} />
          <b className="push cl__t">{line.priceVnd === null ? "" : money(line.priceVnd * line.quantity, language)}</b>
        </div>
        <div className="row row--wrap">
          <LineAct intent="aside" lineId={line.lineId} text={t("shop:cart.aside")} />
          <LineAct intent="remove" lineId={line.lineId} text={t("shop:cart.remove")} />
        </div>
      </div>
    </li>
  );
}

function Shop({ shop, refusal, typedQuantity }: { shop: CartShop; refusal: Refusal | null; typedQuantity: string }) {
  const { t, language } = useWords();
  const say = useRefusalWords();
  return (
    <section className="shopcart" aria-label={shop.name}>
      <header className="row">
        <Icon name="store" />
        <h2 className="grow">
          <Anchor href={href("shop", language, { slug: shop.slug })}>
            <Vietnamese>{shop.name}</Vietnamese>
          </Anchor>
        </h2>
      </header>
      <ul>
        {shop.lines.map((line) => (
          <Line
            key={line.lineId}
            line={line}
            error={refusal?.field === line.lineId ? say(refusal.code) : null}
            typed={typedQuantity}
          />
        ))}
      </ul>
      <div className="shopcart__foot">
        <p className="row shopcart__sub">
          <span>{t("shop:cart.shopSum")}</span>
          <b className="push">{money(shop.goodsVnd, language)}</b>
        </p>
      </div>
    </section>
  );
}

function Aside({ lines }: { lines: readonly CartLine[] }) {
  const { t } = useWords();
  if (lines.length === 0) return null;
  return (
    <section className="shopcart" aria-labelledby="de-sau">
      <header className="row">
        <h2 id="de-sau">{t("shop:cart.asideTitle")}</h2>
      </header>
      <ul>
        {lines.map((line) => (
          <li key={line.lineId} className="cl">
            <Pic picture={pictureOf(line.picture, line.group, "", "5.5rem")} tint={tintOf(line.group)} />
            <div className="cl__b">
              <h3>
                <Vietnamese>{line.name}</Vietnamese>
              </h3>
              <p className="meta">
                <Vietnamese>{line.pack}</Vietnamese> · {t("shop:cart.times", { quantity: line.quantity })}
              </p>
              <div className="row row--wrap">
                <LineAct intent="back" lineId={line.lineId} text={t("shop:cart.bringBack")} />
                <LineAct intent="remove" lineId={line.lineId} text={t("shop:cart.remove")} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Summary({ cart }: { cart: CartView }) {
  const { t, language } = useWords();
  const hasDeal = cart.shops.some((shop) => shop.lines.some((line) => line.deal !== null));
  return (
    <aside className="stickyside">
      <Block title={t("shop:cart.summary")}>
        <Sums
          rows={[
            {
              term: t("shop:cart.goodsSum", { count: cart.count }),
              amount: money(cart.goodsVnd, language),
              total: true,
            },
          ]}
        />
        <p className="meta mt-3">{t("shop:cart.shippingLater", { parcels: cart.shops.length })}</p>
        <Button form={ENTER} wide className="mt-4 only-desk">
          {t("shop:cart.checkout")}
        </Button>
        <p className="meta mt-3">{t(hasDeal ? "shop:cart.notHeldDeal" : "shop:cart.notHeld")}</p>
      </Block>
    </aside>
  );
}

/** Why something could not be done that is no line's fault, and of what; it is seen wherever the page was scrolled to. */
function Refused({ refusal, back }: { refusal: Refusal; back: string }) {
  const { t } = useWords();
  const say = useRefusalWords();
  const name = refusal.details?.name;
  const reason = say(refusal.code);
  return (
    <div className="stack stack--2">
      <FormErrors title={typeof name === "string" ? t("shop:cart.notAdded", { name, reason }) : reason} />
      {back === "" ? null : (
        <p>
          <LinkButton variant="line" small icon="arrow-left" href={back}>
            {t("shop:cart.back")}
          </LinkButton>
        </p>
      )}
    </div>
  );
}

/** Everything in the cart, a parcel a shop, and what the market says of it now. */
export function CartPage({ cart, refusal, typedQuantity, back }: PageProps) {
  const { t, language } = useWords();
  const isEmpty = cart.shops.length === 0;
  const hasChanges = cart.shops.some((shop) => shop.lines.some((line) => line.changes.length > 0));
  const isLoose = refusal !== null && !cart.shops.some((s) => s.lines.some((l) => l.lineId === refusal.field));
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <div className="head head--plain">
        <h1>{t("shop:cart.title")}</h1>
        {isEmpty ? null : <p>{t("shop:cart.lead", { count: cart.shops.length })}</p>}
      </div>
      {isLoose && refusal ? <Refused refusal={refusal} back={back} /> : null}
      {hasChanges ? (
        <Form method="post" className="mt-3" preventScrollReset>
          <WhoseField />
          <input type="hidden" name="intent" value="seen" />
          <Note kind="warn">
            {t("shop:cart.changed")}{" "}
            <Button variant="line" small>
              {t("shop:cart.seen")}
            </Button>
          </Note>
        </Form>
      ) : null}
      {isEmpty ? (
        <Empty
          title={t("shop:cart.empty")}
          picture="/drawings/empty-cart.svg"
          action={<LinkButton href={href("home", language)}>{t("shop:cart.look")}</LinkButton>}
        >
          {t("shop:cart.emptyText")}
        </Empty>
      ) : (
        <div className="cols cols--side">
          <div className="stack stack--5 carts">
            {cart.shops.map((shop) => (
              <Shop key={shop.shopId} shop={shop} refusal={refusal} typedQuantity={typedQuantity} />
            ))}
          </div>
          <Summary cart={cart} />
        </div>
      )}
      <Aside lines={cart.aside} />
      {isEmpty ? null : (
        <>
          <Form method="post" action={href("cart", language)} id={ENTER}>
            <WhoseField />
            <input type="hidden" name="intent" value="checkout" />
          </Form>
          <Bar sum={{ label: t("shop:cart.goodsSum", { count: cart.count }), amount: money(cart.goodsVnd, language) }}>
            <Button form={ENTER}>{t("shop:cart.checkout")}</Button>
          </Bar>
        </>
      )}
    </main>
  );
}
