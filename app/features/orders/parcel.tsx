import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { WhoseField } from "#app/features/frame/whose.tsx";
import { carrierName, goodsPicture, reasonOf, tintOf } from "#app/features/orders/show.ts";
import { TimeLine } from "#app/features/orders/time-line.tsx";
import { day, money, time, weekday } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { type Step, Steps } from "#app/ui/progress.tsx";
import { Sheet, SheetClose, SheetLink } from "#app/ui/sheet.tsx";
import { Tag, type TagKind } from "#app/ui/tag.tsx";
import type { Parcel } from "#services/orders/view-group.ts";

const TAGS: Partial<Record<Parcel["state"], TagKind>> = {
  awaiting_payment: "earth",
  handed_over: "cham",
  delivered: "leaf",
  completed: "leaf",
};

const REACHED = ["accepted", "packed", "handed_over", "received"] as const;

function stepsOf(parcel: Parcel): { key: (typeof REACHED)[number]; at: string | null }[] {
  const at = {
    accepted: parcel.acceptedAt,
    packed: parcel.packedAt,
    handed_over: parcel.handedOverAt,
    received: parcel.deliveredAt ?? (parcel.state === "completed" ? parcel.closedAt : null),
  };
  return REACHED.map((key) => ({ key, at: at[key] }));
}

/** How far a parcel is; what comes next is marked as now. */
function Progress({ parcel }: { parcel: Parcel }) {
  const { t, language } = useWords();
  const all = stepsOf(parcel);
  const next = all.findIndex((step) => step.at === null);
  const isOnItsWay = parcel.state === "handed_over";
  const steps: Step[] = all.map(({ key, at }, index) => ({
    key,
    text: t(`shop:order.step.${key}`),
    when: at === null ? undefined : day(at, language).slice(0, 5),
    state:
      isOnItsWay && key === "handed_over"
        ? "now"
        : at !== null
          ? "done"
          : index === next && !isOnItsWay
            ? "now"
            : undefined,
  }));
  return <Steps label={t("shop:order.progress")} steps={steps} />;
}

function Lots({ lots, quantity }: { lots: Parcel["lines"][number]["lots"]; quantity: number }) {
  const { t, language } = useWords();
  return lots.map((lot) => (
    <span key={lot.lotId}>
      {" · "}
      <Anchor className="lnk" href={href("lot", language, { code: lot.code })}>
        {lot.quantity === quantity
          ? t("shop:order.lot", { number: lot.number })
          : t("shop:order.lotOf", { count: lot.quantity, number: lot.number })}
      </Anchor>
    </span>
  ));
}

function Goods({ parcel }: { parcel: Parcel }) {
  const { t, language } = useWords();
  return (
    <ul>
      {parcel.lines.map((line) => (
        <li key={line.id} className="lineitem">
          <Pic picture={goodsPicture(line.pictureHash)} tint={tintOf(line.group)} />
          <div>
            <h3 lang={language === "vi" ? undefined : "vi"}>
              {line.isOnSale ? (
                <Anchor href={href("product", language, { slug: line.slug })}>{line.name}</Anchor>
              ) : (
                line.name
              )}
            </h3>
            <p className="meta">
              {t("shop:order.quantity", { count: line.quantity, variant: line.variantName })}
              <Lots lots={line.lots} quantity={line.quantity} />
            </p>
          </div>
          <b>{money(line.totalVnd, language)}</b>
        </li>
      ))}
    </ul>
  );
}

/** Money owed back for a parcel or a whole group, or that it was paid back; `isAtDoor`: the order stands all the same. */
export function Refund({ refund, isAtDoor }: { refund: NonNullable<Parcel["refund"]>; isAtDoor?: boolean }) {
  const { t, language } = useWords();
  const amount = money(refund.amountVnd, language);
  const stands = isAtDoor ? ` ${t("shop:order.standsAtDoor")}` : "";
  if (refund.state === "paid") {
    return (
      <Note kind="good">
        <b>{t("shop:order.paidBack", { amount, day: day(refund.paidAt ?? refund.since, language) })}.</b>{" "}
        {t("shop:order.paidBackReference", { reference: refund.reference ?? "" })}
        {stands}
      </Note>
    );
  }
  return (
    <Note kind="warn" icon="hand-coins">
      <b>{t("shop:order.owed", { amount })}.</b> {t(`shop:order.owedCause.${refund.cause}`)} {t("shop:order.owedText")}
      {stands}
    </Note>
  );
}

function Ending({ parcel }: { parcel: Parcel }) {
  const { t, language } = useWords();
  if (parcel.state !== "refused" && parcel.state !== "cancelled") return null;
  const reason = reasonOf(parcel.endReasonCode);
  const isBareOther = reason === "other" && parcel.endReason !== null;
  return (
    <Note kind={parcel.state === "refused" ? "bad" : "info"} icon="package-x">
      <b>{t(`shop:order.ended.${parcel.state}`)}.</b> {isBareOther || t(`shop:order.reason.${reason}`)}
      {parcel.endReason && (
        <span lang={language === "vi" ? undefined : "vi"}>
          {" “"}
          {parcel.endReason}”
        </span>
      )}
    </Note>
  );
}

type ActProps = {
  id: string;
  open: ReactNode;
  title: string;
  text: ReactNode;
  fields: Record<string, string>;
  submit: string;
  isFinal?: boolean;
};

/** An act that is asked once more before it happens; works without scripts. */
export function Asked({ id, open, title, text, fields, submit, isFinal }: ActProps) {
  const { t } = useWords();
  return (
    <>
      {open}
      <Sheet id={id} title={title} close={t("close")}>
        <Form method="post" preventScrollReset className="stack">
          <WhoseField />
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {text}
          <div className="row">
            <SheetClose className="grow">{t("shop:order.keep")}</SheetClose>
            <Button grow variant={isFinal ? "danger" : "primary"}>
              {submit}
            </Button>
          </div>
        </Form>
      </Sheet>
    </>
  );
}

type ActsProps = { parcel: Parcel; isPaid: boolean; sent: Record<string, string> };

function Acts({ parcel, isPaid, sent }: ActsProps) {
  const { t, language } = useWords();
  if (!parcel.mayCancel && !parcel.mayConfirm) return null;
  const fields = { ...sent, order: parcel.code };
  const [confirmId, cancelId] = [`nhan-${parcel.code}`, `huy-${parcel.code}`];
  return (
    <div className="acts">
      {parcel.mayConfirm && (
        <Asked
          id={confirmId}
          open={
            <SheetLink to={confirmId} className="btn">
              {t("shop:order.confirm")}
            </SheetLink>
          }
          title={t("shop:order.confirmTitle")}
          text={<p>{t("shop:order.confirmText", { shop: parcel.shopName })}</p>}
          fields={{ ...fields, act: "confirm" }}
          submit={t("shop:order.confirm")}
        />
      )}
      {parcel.mayCancel && (
        <Asked
          id={cancelId}
          open={
            <SheetLink to={cancelId} className="btn btn--line">
              {t("shop:order.cancel")}
            </SheetLink>
          }
          title={t("shop:order.cancelTitle", { shop: parcel.shopName })}
          text={
            <>
              <p>{t("shop:order.cancelText")}</p>
              {isPaid && <p>{t("shop:order.cancelPaid", { amount: money(parcel.totalVnd, language) })}</p>}
            </>
          }
          fields={{ ...fields, act: "cancel" }}
          submit={t("shop:order.cancel")}
          isFinal
        />
      )}
    </div>
  );
}

function When({ parcel }: { parcel: Parcel }) {
  const { t, language } = useWords();
  const onDay = (iso: string) => weekday(iso, language);
  if (parcel.state === "new" && parcel.acceptBy) {
    return (
      <p className="meta">
        {t("shop:order.acceptBy", { time: time(parcel.acceptBy, language), day: onDay(parcel.acceptBy) })}
      </p>
    );
  }
  if (parcel.mayConfirm && parcel.completeBy) {
    return <p className="meta">{t("shop:order.completeBy", { day: onDay(parcel.completeBy) })}</p>;
  }
  return null;
}

function Carried({ parcel }: { parcel: Parcel }) {
  const { t } = useWords();
  if (!parcel.carrier) return null;
  return (
    <p className="meta">
      {carrierName(t, parcel.carrier)}
      {parcel.trackingNumber && `, ${t("shop:order.tracking", { number: parcel.trackingNumber })}`}
    </p>
  );
}

/** `sent` goes along with each act: its id, and what proves a guest. */
type ParcelProps = { parcel: Parcel; number: number; isPaid: boolean; sent: Record<string, string> };

/** One shop's parcel: how far it is, what is in it, what may be done. */
export function ParcelCard({ parcel, number, isPaid, sent }: ParcelProps) {
  const { t, language } = useWords();
  const isRunning = !["awaiting_payment", "refused", "cancelled"].includes(parcel.state);
  const titleId = `kien-${parcel.code}`;
  return (
    <section className="parcel" aria-labelledby={titleId}>
      <header className="row row--top">
        <div className="grow">
          <h2 id={titleId}>
            {parcel.isShopOpen ? (
              <Anchor href={href("shop", language, { slug: parcel.shopSlug })}>
                {t("shop:order.parcel", { number, shop: parcel.shopName })}
              </Anchor>
            ) : (
              t("shop:order.parcel", { number, shop: parcel.shopName })
            )}
          </h2>
          <Carried parcel={parcel} />
        </div>
        <Tag kind={TAGS[parcel.state] ?? "plain"}>{t(`shop:order.state.${parcel.state}`)}</Tag>
      </header>
      {isRunning && <Progress parcel={parcel} />}
      <Ending parcel={parcel} />
      {parcel.refund && <Refund refund={parcel.refund} />}
      <Goods parcel={parcel} />
      <When parcel={parcel} />
      <Acts parcel={parcel} isPaid={isPaid} sent={sent} />
      <TimeLine events={parcel.events} />
    </section>
  );
}
