import { goodsPicture, spacedCode, spokenPhone, tintOf } from "#app/features/orders/show.ts";
import { type ActsProps, NextAct, RefuseForm, SlipLink } from "#app/features/seller/order-acts.tsx";
import { payText } from "#app/features/seller/order-card.tsx";
import { carrierOf, endingOf, errorOf } from "#app/features/seller/show.ts";
import { instant, money, weight } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Block, Sums } from "#app/ui/block.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { tabOf } from "#services/orders/rules.ts";
import type { ShopOrderPage } from "#services/orders/view-shop-order.ts";

type PageProps = { page: ShopOrderPage };

function Goods({ page }: PageProps) {
  const { t, language } = useWords();
  const isPacked = page.parcel.packedAt !== null;
  return (
    <section className="parcel" aria-labelledby="hang">
      <h2 id="hang">{t("seller:orders.goods")}</h2>
      <ul>
        {page.parcel.lines.map((line) => {
          const lots = line.lots.map((lot) => `${lot.number} × ${lot.quantity}`).join(", ");
          return (
            <li key={line.id} className="oi">
              <Pic picture={goodsPicture(line.pictureHash)} tint={tintOf(line.group)} />
              <b className="oi__q">{line.quantity}×</b>
              <div>
                <p className="strong" lang="vi">
                  {line.name}, {line.variantName}
                </p>
                <p className="meta">
                  {isPacked ? t("seller:orders.lotsPacked", { lots }) : t("seller:orders.lotsFrom", { lots })} ·{" "}
                  {money(line.totalVnd, language)}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Buyer({ page }: PageProps) {
  const { t } = useWords();
  const { contact } = page;
  if (!contact) return null;
  return (
    <Block title={t("seller:orders.buyer")}>
      <p>
        {contact.name}, <a href={`tel:${contact.phone}`}>{spokenPhone(contact.phone)}</a>
        <br />
        {contact.addressLine}
        <br />
        {contact.communeName}, {contact.provinceName}
      </p>
      {contact.note && (
        <p className="mt-2">
          <b>{t("seller:orders.note")}:</b> {contact.note}
        </p>
      )}
    </Block>
  );
}

function Money({ page }: PageProps) {
  const { t, language } = useWords();
  const { parcel } = page;
  const fee = parcel.lines.reduce((sum, line) => sum + line.commissionVnd, 0);
  const rows = [
    { term: t("seller:orders.goodsSum"), amount: money(parcel.goodsVnd, language) },
    { term: t("seller:orders.shippingSum"), amount: money(parcel.shippingVnd, language) },
    { term: t("seller:orders.total"), amount: money(parcel.totalVnd, language), total: true },
    { term: t("seller:orders.fee"), amount: money(-fee, language) },
    { term: t("seller:orders.net"), amount: money(parcel.goodsVnd - fee, language) },
  ];
  const pay = { ...page, isCashReceived: parcel.cashReceivedAt !== null, totalVnd: parcel.totalVnd };
  return (
    <Block title={t("seller:orders.money")}>
      <Sums rows={rows} />
      <p className="meta mt-3">{payText(t, language, pay)}</p>
    </Block>
  );
}

const ACTORS = ["buyer", "shop", "staff", "system", "gateway"] as const;

function History({ page }: PageProps) {
  const { t, language } = useWords();
  if (page.parcel.events.length === 0) return null;
  return (
    <section aria-labelledby="lich-su">
      <h2 id="lich-su" className="label">
        {t("seller:orders.history")}
      </h2>
      <ol className="log mt-2">
        {page.parcel.events.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}>{instant(event.at, language)}</time>
            <span>
              {t(`seller:orders.event.${event.kind}`)}{" "}
              <span className="muted">· {t(`seller:orders.by.${ACTORS.find((a) => a === event.by) ?? "system"}`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Standing({ page }: PageProps) {
  const { t } = useWords();
  const { parcel } = page;
  if (parcel.state === "refused" || parcel.state === "cancelled") {
    return (
      <Note kind="info" icon="package-x">
        <b>{t("seller:orders.endedTitle")}.</b> {endingOf(t, parcel.endReasonCode)}. {parcel.endReason}
      </Note>
    );
  }
  if (!parcel.carrier) return null;
  return (
    <Note icon="truck">
      <b>{t("seller:orders.sent", { carrier: carrierOf(t, parcel.carrier) })}.</b>{" "}
      {parcel.trackingNumber && t("seller:orders.sentNumber", { number: parcel.trackingNumber })}
    </Note>
  );
}

/** One order of a shop: what to do next, what is in it, for whom, and all that happened. */
export function OrderPage(props: ActsProps) {
  const { page, answer } = props;
  const { t, language } = useWords();
  const { parcel } = page;
  const code = spacedCode(parcel.code);
  const title = t("seller:orders.orderTitle", { code });
  // Only the code stays on one line: it is read and typed as a whole.
  const words = title.replace(code, "").trim();
  const list = href("seller-orders", language, {}, { tab: tabOf(parcel.state) });
  const isField = answer?.refusal.field !== undefined;
  return (
    <>
      <Breadcrumbs
        label={t("seller:orders.back")}
        items={[{ text: t("seller:orders.back"), href: list }, { text: title }]}
      />
      <div className="sh row row--top row--wrap">
        <div className="grow">
          <h1>
            {words} <span className="nowrap">{code}</span>
          </h1>
          <p className="meta">
            {instant(page.placedAt, language)}, {weight(parcel.weightGrams, language)}
          </p>
        </div>
        <Tag kind={parcel.state === "new" ? "earth" : "plain"}>{t(`seller:orders.state.${parcel.state}`)}</Tag>
      </div>
      {answer && !isField && <FormErrors title={errorOf(t, answer.refusal)} />}
      <div className="cols cols--side mt-3">
        <div className="stack stack--5">
          <Standing page={page} />
          <NextAct {...props} />
          <Goods page={page} />
          {(parcel.state === "accepted" || parcel.state === "packed") && (
            <p>
              <SlipLink href={href("seller-slip", language, { code: parcel.code })} />
            </p>
          )}
          <RefuseForm {...props} />
          <History page={page} />
        </div>
        <aside className="stickyside">
          <Buyer page={page} />
          <Money page={page} />
        </aside>
      </div>
    </>
  );
}
