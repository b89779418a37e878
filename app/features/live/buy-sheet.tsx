import { useFetcher } from "@remix-run/react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { money, unitPrice } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, IconButton, LinkButton } from "#app/ui/button.tsx";
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

type AddAnswer = { refusal: { code: string } | null; cartCount: number | null };

/** A modal sheet that is there while something is bought; Esc and the x close it and the focus goes back. */
function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    box.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
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
        <h3 lang="vi">{item.name}</h3>
        <ItemPrice item={item} isLive />
        <p className="meta">{perUnit}</p>
        <ItemFacts item={item} />
      </div>
    </div>
  );
}

type SheetProps = { slug: string; item: BoardItem; siblings: readonly BoardItem[]; onClose: () => void };

/** Chooses pack and quantity; then either goes on watching or orders in the same sheet. */
function Choose({ slug, item, siblings, onOrder }: Omit<SheetProps, "onClose"> & { onOrder: () => void }) {
  const { t, language } = useWords();
  const fetcher = useFetcher<AddAnswer>();
  const [variantId, setVariantId] = useState(item.variantId);
  const [quantity, setQuantity] = useState(1);
  const [wantsOrder, setWantsOrder] = useState(false);
  const chosen = siblings.find((one) => one.variantId === variantId) ?? item;
  const deal = liveDealOf(chosen);
  const priceVnd = deal?.priceVnd ?? chosen.priceVnd;
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  const isOrdered = answer?.refusal === null && wantsOrder;
  useEffect(() => {
    if (isOrdered) onOrder();
  }, [isOrdered, onOrder]);
  const amount = money(priceVnd * quantity, language);
  return (
    <fetcher.Form method="post" action={href("cart", language)} className="stack stack--4">
      <input type="hidden" name="intent" value="show-add" />
      <input type="hidden" name="show" value={slug} />
      <input type="hidden" name="variantId" value={chosen.variantId} />
      <input type="hidden" name="dealId" value={deal?.dealId ?? ""} />
      <What item={chosen} />
      <Packs items={siblings} chosen={chosen.variantId} onChoose={setVariantId} />
      <QuantityInput
        key={chosen.variantId}
        name="quantity"
        label={t("live:watch.quantity")}
        less={t("live:watch.less")}
        more={t("live:watch.more")}
        max={deal?.perBuyer ?? 999}
        onChange={(value) => setQuantity(Math.max(1, Number.parseInt(value, 10) || 1))}
      />
      <dl className="sum">
        <div>
          <dt>{t("live:watch.sum", { quantity, price: money(priceVnd, language) })}</dt>
          <dd>{amount}</dd>
        </div>
      </dl>
      {answer?.refusal ? (
        <Note kind="bad" role="alert">
          {t(`live:watch.buying.${buyingCode(answer.refusal.code)}`)}
        </Note>
      ) : null}
      {answer?.refusal === null && !wantsOrder ? (
        <p role="status">{t("live:watch.inCart", { count: answer.cartCount })}</p>
      ) : null}
      <div className="stack stack--2">
        <Button wide busy={fetcher.state !== "idle"} onClick={() => setWantsOrder(true)}>
          {t("live:watch.toCheckout", { amount })}
        </Button>
        <Button wide variant="line" busy={fetcher.state !== "idle"} onClick={() => setWantsOrder(false)}>
          {t("live:watch.toCart")}
        </Button>
        <LinkButton wide variant="quiet" href={href("product", language, { slug: item.slug })} target="_blank">
          {t("live:watch.see")}
        </LinkButton>
      </div>
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
