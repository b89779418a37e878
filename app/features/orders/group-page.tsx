import type { ReactNode } from "react";
import { Asked, ParcelCard, Refund } from "#app/features/orders/parcel.tsx";
import { spacedCode, spokenPhone } from "#app/features/orders/show.ts";
import { TimeLine } from "#app/features/orders/time-line.tsx";
import { money, time, weekday } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block, Sums } from "#app/ui/block.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { MoneyBar, type Part } from "#app/ui/progress.tsx";
import { SheetLink } from "#app/ui/sheet.tsx";
import { ORDER_MOVES, type OrderState } from "#services/orders/rules.ts";
import type { GroupPage } from "#services/orders/view-group.ts";

const STATES = Object.keys(ORDER_MOVES) as OrderState[];

/** "1 kiện đang trên đường, 1 kiện đang đóng gói": furthest first. */
export function useSummary(group: GroupPage): string {
  const { t } = useWords();
  return [...STATES]
    .reverse()
    .map((state) => ({ state, count: group.parcels.filter((p) => p.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t(`shop:order.summary.${state}`, { count }))
    .join(", ");
}

/** Where the buyer's money goes, by the fees and tariffs frozen at placing; more than three shops don't fit a bar. */
function Split({ group }: { group: GroupPage }) {
  const { t, language } = useWords();
  const kept = group.parcels.filter((p) => p.state !== "refused" && p.state !== "cancelled");
  if (kept.length === 0 || kept.length > 3) return null;
  const fee = (p: GroupPage["parcels"][number]) => p.lines.reduce((sum, line) => sum + line.commissionVnd, 0);
  const part = (key: string, amount: number, text: string): Part => ({
    key,
    amount,
    text,
    shown: money(amount, language),
  });
  const sum = (of: (p: (typeof kept)[number]) => number) => kept.reduce((total, p) => total + of(p), 0);
  const parts = [
    ...kept.map((p) => part(p.id, p.goodsVnd - fee(p), t("shop:order.splitShop", { shop: p.shopName }))),
    part(
      "shipping",
      sum((p) => p.shippingVnd),
      t("shop:order.splitShipping"),
    ),
    part("fee", sum(fee), t("shop:order.splitFee")),
  ];
  return (
    <section className="parcel" aria-labelledby="tien-di-dau">
      <h2 id="tien-di-dau">{t("shop:order.split")}</h2>
      <p className="muted">
        {t("shop:order.splitText", {
          amount: money(
            sum((p) => p.totalVnd),
            language,
          ),
        })}
      </p>
      <MoneyBar label={parts.map((p) => `${p.text} ${p.shown}`).join(", ")} parts={parts} />
    </section>
  );
}

function Money({ group }: { group: GroupPage }) {
  const { t, language } = useWords();
  const title = group.isPaid
    ? t(`shop:order.paidBy.${group.method}`)
    : group.state === "ended"
      ? t("shop:order.nothingToPay")
      : t(`shop:order.unpaidBy.${group.method}`);
  return (
    <Block title={title}>
      <Sums
        rows={[
          { term: t("shop:order.goods"), amount: money(group.goodsVnd, language) },
          { term: t("shop:order.shipping"), amount: money(group.shippingVnd, language) },
          {
            term: group.isPaid ? t("shop:order.paid") : t("shop:order.toPay"),
            amount: money(group.isPaid ? group.totalVnd : stillToPay(group), language),
            total: true,
          },
        ]}
      />
    </Block>
  );
}

/** What will be asked for: parcels that ended are not. */
function stillToPay(group: GroupPage): number {
  return group.parcels
    .filter((p) => p.state !== "refused" && p.state !== "cancelled")
    .reduce((sum, p) => sum + p.totalVnd, 0);
}

function Address({ group }: { group: GroupPage }) {
  const { t, language } = useWords();
  const { contact } = group;
  if (!contact) return null;
  const place = `${contact.communeName}, ${contact.provinceName}`;
  return (
    <Block title={t("shop:order.to")}>
      <p>
        {contact.name}, {group.isMasked ? contact.phone : spokenPhone(contact.phone)}
        {contact.addressLine && (
          <>
            <br />
            {contact.addressLine}
          </>
        )}
        <br />
        {place}
      </p>
      {contact.note && <p className="meta mt-2">“{contact.note}”</p>}
      {group.isMasked && (
        <p className="meta mt-3">
          {t("shop:order.masked")} {group.acts === "own" ? null : t(`shop:order.maskedActs.${group.acts}`)}{" "}
          {group.acts === "account" ? (
            <Anchor className="lnk" href={href("sign-in", language)}>
              {t("shop:order.maskedSignIn")}
            </Anchor>
          ) : null}
        </p>
      )}
      {group.isGuest && !group.isMasked && (
        <p className="meta mt-3">{t("shop:order.guestHint", { code: spacedCode(group.code) })}</p>
      )}
    </Block>
  );
}

function CancelAll({ group, sent }: { group: GroupPage; sent: Record<string, string> }) {
  const { t } = useWords();
  const isUnpaid = group.state === "awaiting_payment";
  const count = group.parcels.filter((p) => p.mayCancel).length;
  const mayAct = group.acts === "own" || group.acts === "proved";
  if (!mayAct || (!isUnpaid && count < 2)) return null;
  const submit = isUnpaid ? t("shop:order.cancelUnpaid") : t("shop:order.cancelAll");
  return (
    <Asked
      id="huy-don"
      open={
        <p>
          <SheetLink to="huy-don" className="btn btn--quiet">
            {submit}
          </SheetLink>
        </p>
      }
      title={isUnpaid ? t("shop:order.cancelUnpaid") : t("shop:order.cancelAllTitle")}
      text={<p>{isUnpaid ? t("shop:order.cancelUnpaidText") : t("shop:order.cancelAllText", { count })}</p>}
      fields={{ ...sent, act: "cancel-all" }}
      submit={submit}
      isFinal
    />
  );
}

const REFUSALS = [
  "conflict",
  "not_found",
  "invalid_request",
  "awaiting_payment",
  "unavailable",
  "paid",
  "not_open",
  "too_late",
  "alcohol_not_cod",
  "too_many_cod",
] as const;

type GroupProps = {
  group: GroupPage;
  requestId: string;
  refusal?: string | null;
  panel?: ReactNode;
  /** Code and phone, to be sent along with each act where they are what opens the page. */
  proof?: Record<string, string>;
};

/** The page of a group: a parcel a shop, its money, where it goes. `panel` is what checkout says of the payment. */
export function GroupView({ group, requestId, refusal, panel, proof = {} }: GroupProps) {
  const { t, language } = useWords();
  const summary = useSummary(group);
  const sent = { ...proof, requestId };
  const isAtDoor = group.method === "cod" && group.state === "in_progress";
  const wrong = refusal ? (REFUSALS.find((code) => code === refusal) ?? "conflict") : null;
  const placed = t("shop:order.placed", {
    time: time(group.placedAt, language),
    day: weekday(group.placedAt, language),
  });
  return (
    <>
      <div className="ohead">
        <p className="muted">
          {t("shop:order.title", { code: spacedCode(group.code) })}. {placed}
        </p>
        <h1 className="mt-2">{summary}</h1>
      </div>
      {wrong && <FormErrors title={t(`shop:order.refusal.${wrong}`)} />}
      <div className="cols cols--side mt-5">
        <div className="stack stack--5">
          {panel}
          {group.refunds.map((refund) => (
            <Refund key={refund.since} refund={refund} isAtDoor={isAtDoor} />
          ))}
          {group.parcels.map((parcel, at) => (
            <ParcelCard key={parcel.id} parcel={parcel} number={at + 1} isPaid={group.isPaid} sent={sent} />
          ))}
          <CancelAll group={group} sent={sent} />
          {!group.isMasked && <Split group={group} />}
        </div>
        <aside className="stickyside">
          <Money group={group} />
          <Address group={group} />
          <TimeLine events={group.events} />
        </aside>
      </div>
    </>
  );
}
