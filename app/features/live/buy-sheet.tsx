import { useFetcher } from "@remix-run/react";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { money, unitPrice } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, IconButton, LinkButton } from "#app/ui/button.tsx";
import { ErrorText } from "#app/ui/field.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { QuantityInput } from "#app/ui/quantity-input.tsx";
import type { BoardItem } from "#services/live/board.ts";
import { ItemFacts, ItemPrice, liveDealOf } from "./goods.tsx";
import { SheetCheckout } from "./sheet-checkout.tsx";

const SAID = [
  "deal_over",
  "deal_not_started",
  "deal_taken",
  "limit_reached",
  "too_many_holds",
  "left_show",
  "off_sale",
  "not_enough",
  "service",
] as const;

export type BuyingCode = (typeof SAID)[number] | "other";

export const buyingCode = (code: string): BuyingCode => SAID.find((one) => one === code) ?? "other";

type Refused = { code: string; details?: Record<string, unknown> };
type AddAnswer = { refusal: Refused | null; cartCount: number | null };

const isSeen = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element.isConnected && element.getClientRects().length > 0;

/** Back to where the sheet was opened; where that is gone (a shelf that was closed), to what opens the goods. */
function giveFocusBack(opener: Element | null): void {
  const places = [opener, document.querySelector(".chat__shelf"), document.querySelector("#main")];
  places.find(isSeen)?.focus();
}

/** A modal sheet that is there while something is bought; Esc and the x close it and the focus goes back. */
function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    box.current?.showModal();
    return () => {
      giveFocusBack(opener);
    };
  }, []);
  return (
    <dialog ref={box} className="sheet" data-live="" aria-labelledby={id} onClose={onClose}>
      <div className="sheet__head">
        <h2 id={id}>{title}</h2>
        <IconButton type="button" icon="x" label={t("live:watch.close")} onClick={onClose} />
      </div>
      {children}
    </dialog>
  );
}

function Packs({
  items,
  chosen,
  onChoose,
}: {
  items: readonly BoardItem[];
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const { t, language } = useWords();
  if (items.length < 2) return null;
  return (
    <fieldset className="choices" aria-label={t("live:watch.pack")}>
      {items.map((one) => (
        <label key={one.variantId} className="choice" lang="vi">
          <input type="radio" name="pack" checked={one.variantId === chosen} onChange={() => onChoose(one.variantId)} />
          <span>
            {one.pack}
            <small>{money(liveDealOf(one)?.priceVnd ?? one.priceVnd, language)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function What({ item }: { item: BoardItem }) {
  const { language } = useWords();
  const price = liveDealOf(item)?.priceVnd ?? item.priceVnd;
  const perUnit = unitPrice(
    Math.round((price / item.netAmount) * (item.netUnit === "piece" ? 1 : 1000)),
    item.netUnit,
    language,
  );
  return (
    <div className="lineitem lineitem--sheet">
      <Pic
        className="sheetpic"
        picture={pictureOf(item.pictureHash, item.group, "", "5.5rem")}
        tint={tintOf(item.group)}
      />
      <div className="stack stack--1">
        <h3 lang="vi">
          {item.name}, {item.pack}
        </h3>
        <ItemPrice item={item} isLive />
        <p className="meta">{perUnit}</p>
        <ItemFacts item={item} />
      </div>
    </div>
  );
}

type SheetProps = { slug: string; item: BoardItem; siblings: readonly BoardItem[]; onClose: () => void };

/** What is wrong with a quantity before it is sent, so that the sentence stands in the sheet and not in a bubble. */
function useWrongQuantity(quantity: number | null, perBuyer: number | null): string | null {
  const { t } = useWords();
  if (quantity === null) return t("live:watch.badQuantity");
  return perBuyer !== null && quantity > perBuyer ? t("live:watch.overLimit", { most: perBuyer }) : null;
}

/** Why nothing was added; a limit names what this buyer has already, and leads to ordering it. */
function Refusal({ refusal, onOrder }: { refusal: Refused; onOrder: () => void }) {
  const { t } = useWords();
  const { most, mine, inCart } = refusal.details ?? {};
  const isLimit = refusal.code === "limit_reached" && most !== undefined;
  return (
    <Note kind="bad" role="alert">
      {isLimit
        ? t("live:watch.limitReached", { most, mine: Number(mine ?? 0), inCart: Number(inCart ?? 0) })
        : t(`live:watch.buying.${buyingCode(refusal.code)}`)}{" "}
      {isLimit && Number(inCart) > 0 ? (
        <Button type="button" small variant="line" onClick={onOrder}>
          {t("live:watch.orderCart")}
        </Button>
      ) : null}
    </Note>
  );
}

const QUANTITY = /^[0-9]{1,3}$/;

/** To order, to go on watching with the goods in the cart, or to read more. */
function SendActs({ amount, slug, isBusy }: { amount: string; slug: string; isBusy: boolean }) {
  const { t, language } = useWords();
  return (
    <div className="stack stack--2">
      <Button wide name="then" value="order" busy={isBusy}>
        {t("live:watch.toCheckout", { amount })}
      </Button>
      <Button wide variant="line" name="then" value="stay" busy={isBusy}>
        {t("live:watch.toCart")}
      </Button>
      <LinkButton wide variant="quiet" href={href("product", language, { slug: slug })} target="_blank">
        {t("live:watch.see")}
      </LinkButton>
    </div>
  );
}

/** Chooses pack and quantity; then either goes on watching or orders in the same sheet. */
function Choose({ slug, item, siblings, onOrder }: Omit<SheetProps, "onClose"> & { onOrder: () => void }) {
  const { t, language } = useWords();
  const fetcher = useFetcher<AddAnswer>();
  const [variantId, setVariantId] = useState(item.variantId);
  const [typed, setTyped] = useState("1");
  /** Of what is being sent: an answer to something else leads nowhere. */
  const wantsOrder = useRef(false);
  const chosen = siblings.find((one) => one.variantId === variantId) ?? item;
  const deal = liveDealOf(chosen);
  const priceVnd = deal?.priceVnd ?? chosen.priceVnd;
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  useEffect(() => {
    if (answer?.refusal === null && wantsOrder.current) onOrder();
  }, [answer, onOrder]);
  const quantity = QUANTITY.test(typed.trim()) && Number(typed) > 0 ? Number(typed) : null;
  const wrong = useWrongQuantity(quantity, deal?.perBuyer ?? null);
  const wrongId = useId();
  const amount = money(priceVnd * (quantity ?? 1), language);
  const check = (event: FormEvent<HTMLFormElement>) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    wantsOrder.current = wrong === null && submitter instanceof HTMLButtonElement && submitter.value === "order";
    if (wrong === null) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLInputElement>('[name="quantity"]')?.focus();
  };
  return (
    <fetcher.Form method="post" action={href("cart", language)} className="stack stack--4" noValidate onSubmit={check}>
      <input type="hidden" name="intent" value="show-add" />
      <input type="hidden" name="show" value={slug} />
      <input type="hidden" name="variantId" value={chosen.variantId} />
      <input type="hidden" name="dealId" value={deal?.dealId ?? ""} />
      <What item={chosen} />
      <Packs items={siblings} chosen={chosen.variantId} onChoose={setVariantId} />
      <QuantityInput
        key={chosen.variantId}
        defaultValue={typed}
        name="quantity"
        label={t("live:watch.quantity")}
        less={t("live:watch.less")}
        more={t("live:watch.more")}
        max={999}
        invalid={wrong !== null}
        describedBy={wrong === null ? undefined : wrongId}
        onChange={setTyped}
      />
      {wrong === null ? null : (
        <div role="alert">
          <ErrorText id={wrongId}>{wrong}</ErrorText>
        </div>
      )}
      <dl className="sum">
        <div>
          <dt>{t("live:watch.sum", { quantity: quantity ?? 1, price: money(priceVnd, language) })}</dt>
          <dd>{amount}</dd>
        </div>
      </dl>
      {answer?.refusal ? <Refusal refusal={answer.refusal} onOrder={onOrder} /> : null}
      {answer?.refusal === null ? <p role="status">{t("live:watch.inCart", { count: answer.cartCount })}</p> : null}
      <SendActs amount={amount} slug={item.slug} isBusy={fetcher.state !== "idle"} />
    </fetcher.Form>
  );
}

/** Buying without leaving the show: choose, order, done, all in one sheet over the picture that goes on. */
export function BuySheet({ slug, item, siblings, onClose }: SheetProps) {
  const { t } = useWords();
  const [isOrdering, setOrdering] = useState(false);
  return (
    <Dialog title={t("live:watch.sheet")} onClose={onClose}>
      {isOrdering ? (
        <SheetCheckout onBack={() => setOrdering(false)} onClose={onClose} />
      ) : (
        <Choose slug={slug} item={item} siblings={siblings} onOrder={() => setOrdering(true)} />
      )}
    </Dialog>
  );
}
