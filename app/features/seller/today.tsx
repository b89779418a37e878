import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { time, weekday } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Field } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Select } from "#app/ui/inputs.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { ShopTab } from "#services/orders/rules.ts";

type Job = { tab: ShopTab; count: number; title: string; meta: string | null; isUrgent?: boolean };

export type TodayData = {
  toAccept: number;
  acceptBy: string | null;
  acceptMinutes: number | null;
  toPack: number;
  packSince: string | null;
  toHandOver: number;
  toDeliver: number;
  cashToAsk: number;
  waiting: number;
  returned: number;
  onSale: number;
  lowStock: { listingId: string; name: string; variantName: string; free: number }[];
};

function useLeft(minutes: number | null): string {
  const { t } = useWords();
  if (minutes === null || minutes < 1) return t("seller:home.over");
  return minutes < 120
    ? t("seller:home.minutes", { count: minutes })
    : t("seller:home.hours", { count: Math.floor(minutes / 60) });
}

function useJobs(today: TodayData): Job[] {
  const { t, language } = useWords();
  const left = useLeft(today.acceptMinutes);
  const when = (iso: string) => ({ time: time(iso, language), day: weekday(iso, language) });
  const accept = today.acceptBy && t("seller:home.acceptBy", { ...when(today.acceptBy), left });
  const pack = today.packSince && t("seller:home.packSince", when(today.packSince));
  const jobs: Job[] = [
    {
      tab: "new",
      count: today.toAccept,
      title: t("seller:home.accept"),
      meta: accept || t("seller:home.acceptNone"),
      isUrgent: today.toAccept > 0,
    },
    { tab: "pack", count: today.toPack, title: t("seller:home.pack"), meta: pack || t("seller:home.packNone") },
    { tab: "collect", count: today.toHandOver, title: t("seller:home.collect"), meta: t("seller:home.collectText") },
    { tab: "shipping", count: today.toDeliver, title: t("seller:home.deliver"), meta: t("seller:home.deliverText") },
    { tab: "done", count: today.cashToAsk, title: t("seller:home.cash"), meta: t("seller:home.cashText") },
  ];
  return jobs.filter((job) => job.count > 0 || job.tab === "new" || job.tab === "pack");
}

function Jobs({ today }: { today: TodayData }) {
  const { t, language } = useWords();
  const jobs = useJobs(today);
  return (
    <section aria-labelledby="viec">
      <h2 className="sr" id="viec">
        {t("seller:home.jobs")}
      </h2>
      <div className="today">
        {jobs.map((job) => (
          <Anchor
            key={job.tab}
            className={cx("job", job.isUrgent && "job--now")}
            href={href("seller-orders", language, {}, { tab: job.tab })}
          >
            <span className="job__n">{job.count}</span>
            <span>
              <b>{job.title}</b>
              {job.meta && <span className="meta">{job.meta}</span>}
            </span>
            <Icon name="chevron-right" />
          </Anchor>
        ))}
      </div>
    </section>
  );
}

function Minded({ today }: { today: TodayData }) {
  const { t, language } = useWords();
  const goods = href("seller-listings", language);
  const look = (to: string, text: string): ReactNode => (
    <LinkButton small variant="line" href={to}>
      {text}
    </LinkButton>
  );
  const isQuiet = today.lowStock.length + today.waiting + today.returned === 0 && today.onSale > 0;
  if (isQuiet) return null;
  return (
    <section aria-labelledby="de-y">
      <SectionHead id="de-y" title={t("seller:home.mind")} />
      <Lines>
        {today.onSale === 0 && today.waiting === 0 && (
          <Line
            icon="package-plus"
            title={t("seller:home.nothingOnSale")}
            meta={t("seller:home.nothingOnSaleText")}
            action={look(href("seller-listing-new", language), t("seller:home.newListing"))}
          />
        )}
        {today.lowStock.map((low) => (
          <Line
            key={`${low.listingId}${low.variantName}`}
            icon="package-minus"
            title={`${low.name}, ${low.variantName}`}
            meta={
              <span className="c-earth strong">
                {low.free > 0 ? t("seller:home.low", { count: low.free }) : t("seller:home.lowNone")}
              </span>
            }
            action={look(href("seller-stock", language, { id: low.listingId }), t("seller:home.lowAction"))}
          />
        ))}
        {today.returned > 0 && (
          <Line
            icon="message-square-warning"
            title={t("seller:home.returned", { count: today.returned })}
            meta={t("seller:home.returnedText")}
            action={look(goods, t("seller:home.look"))}
          />
        )}
        {today.waiting > 0 && (
          <Line
            icon="file-clock"
            title={t("seller:home.waiting", { count: today.waiting })}
            meta={t("seller:home.waitingText")}
            action={look(goods, t("seller:home.look"))}
          />
        )}
      </Lines>
    </section>
  );
}

type ShopChoice = { shopId: string; name: string; state: string; reason: string | null };

function Choose({ shops, shopId }: { shops: readonly ShopChoice[]; shopId: string }) {
  const { t } = useWords();
  if (shops.length < 2) return null;
  return (
    <Form method="post" className="block stack">
      <Field id="shop" label={t("seller:frame.choose")}>
        <Select name="shop" defaultValue={shopId} options={shops.map((s) => ({ value: s.shopId, label: s.name }))} />
      </Field>
      <Button variant="line">{t("seller:frame.chooseSubmit")}</Button>
    </Form>
  );
}

const BEFORE_OPEN = ["draft", "returned", "submitted", "refused"] as const;
type BeforeOpen = (typeof BEFORE_OPEN)[number];

/** What there is to do before a shop is open: its application. */
function Application({ state, reason }: { state: BeforeOpen; reason: string | null }) {
  const { t, language } = useWords();
  const isBack = state === "returned" || state === "refused";
  return (
    <section className="stack">
      {isBack && reason ? (
        <Note kind="bad">
          <b>{t("seller:home.staffSay")}:</b> {reason}
        </Note>
      ) : (
        <p>{t(`seller:home.application.text.${state}`)}</p>
      )}
      <p>
        <LinkButton href={href("seller-apply", language)}>{t(`seller:home.application.act.${state}`)}</LinkButton>
      </p>
    </section>
  );
}

const QUICK = [
  { id: "seller-listing-new", icon: "package-plus", text: "seller:home.newListing" },
  { id: "seller-listings", icon: "boxes", text: "seller:home.goods" },
  { id: "seller-money", icon: "wallet", text: "seller:money.toMoney" },
  { id: "seller-shop", icon: "store", text: "seller:home.shop" },
] as const;

function Quick({ seesMoney }: { seesMoney: boolean }) {
  const { t, language } = useWords();
  return (
    <section aria-labelledby="nhanh">
      <h2 id="nhanh" className="label">
        {t("seller:home.quick")}
      </h2>
      <div className="quick mt-2">
        {QUICK.filter(({ id }) => id !== "seller-money" || seesMoney).map((way) => (
          <Anchor key={way.id} href={href(way.id, language)}>
            <Icon name={way.icon} />
            {t(way.text)}
          </Anchor>
        ))}
      </div>
    </section>
  );
}

type TodayProps = { today: TodayData; shopId: string; shops: readonly ShopChoice[]; seesMoney: boolean };

/** A shop's day: work as numbers with deadlines, then what is worth minding. */
export function Today({ today, shopId, shops, seesMoney }: TodayProps) {
  const { t } = useWords();
  const shop = shops.find((s) => s.shopId === shopId);
  const before = BEFORE_OPEN.find((state) => state === shop?.state);
  const count = today.toAccept + today.toPack + today.toHandOver;
  return (
    <>
      <div className="sh hello">
        <h1>
          {before
            ? t(`seller:home.application.title.${before}`)
            : count > 0
              ? t("seller:home.hello", { count })
              : t("seller:home.helloNone")}
        </h1>
      </div>
      <div className="cols cols--side">
        <div className="stack stack--5">
          {before ? <Application state={before} reason={shop?.reason ?? null} /> : <Jobs today={today} />}
          <Minded today={today} />
        </div>
        <aside className="stickyside">
          <Quick seesMoney={seesMoney} />
          <Choose shops={shops} shopId={shopId} />
        </aside>
      </div>
    </>
  );
}
