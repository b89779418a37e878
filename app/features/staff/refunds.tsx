import { Form } from "@remix-run/react";
import { spacedCode, spokenPhone } from "#app/features/orders/show.ts";
import { instant, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import { Pagination, Tabs } from "#app/ui/nav.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import type { RefundList } from "#services/orders/list-refund-dues.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

type Due = RefundList["dues"][number];
export type RefundAnswer = { refundId: string; reference: string; code: string } | null;

const LATE_AFTER_DAYS = 3;
const ERRORS = ["reference_missing", "reference_invalid", "conflict", "not_found"] as const;

function Buyer({ due }: { due: Due }) {
  const { t } = useWords();
  return (
    <>
      <b>{due.buyerName}</b>
      <br />
      {due.buyerPhone && <a href={`tel:${due.buyerPhone}`}>{spokenPhone(due.buyerPhone)}</a>}
      {due.buyerEmail && (
        <>
          {" · "}
          <a href={`mailto:${due.buyerEmail}`}>{due.buyerEmail}</a>
        </>
      )}
      <br />
      <span className="meta">{t("staff:refunds.order", { code: spacedCode(due.groupCode) })}</span>
    </>
  );
}

function Why({ due }: { due: Due }) {
  const { t } = useWords();
  return (
    <>
      {t(`staff:refunds.cause.${due.cause}`)}
      {due.orderCode && (
        <>
          <br />
          <span className="meta">
            {t("staff:refunds.parcel", { code: spacedCode(due.orderCode), shop: due.shopName ?? "" })}
          </span>
        </>
      )}
    </>
  );
}

function PaidBy({ due }: { due: Due }) {
  const { t } = useWords();
  if (!due.provider) return null;
  const provider = due.provider === "vnpay" ? t("staff:refunds.provider.vnpay") : due.provider;
  return (
    <>
      {due.providerTransactionNo
        ? t("staff:refunds.transaction", { provider, number: due.providerTransactionNo })
        : provider}
    </>
  );
}

function Record({ due, answer }: { due: Due; answer: RefundAnswer }) {
  const { t, language } = useWords();
  const mine = answer?.refundId === due.id ? answer : null;
  const wrong = mine && t(`staff:refunds.error.${ERRORS.find((code) => code === mine.code) ?? "conflict"}`);
  const amount = money(due.amountVnd, language);
  return (
    <details open={mine !== null}>
      <summary className="btn btn--line btn--s">{t("staff:refunds.act")}</summary>
      <Form method="post" className="stack mt-2" preventScrollReset>
        <p>{t("staff:refunds.recordTitle", { amount, code: spacedCode(due.groupCode) })}</p>
        <input type="hidden" name="refundId" value={due.id} />
        <Field
          id={`chung-tu-${due.id}`}
          label={t("staff:refunds.reference")}
          hint={t("staff:refunds.referenceHint")}
          error={wrong ?? undefined}
        >
          <TextInput
            name="reference"
            required
            maxLength={LETTERS.bankReference}
            autoComplete="off"
            defaultValue={mine?.reference ?? ""}
          />
        </Field>
        <Button small>{t("staff:refunds.record", { amount })}</Button>
      </Form>
    </details>
  );
}

function Age({ due }: { due: Due }) {
  const { t } = useWords();
  const isLate = due.ageDays > LATE_AFTER_DAYS;
  const age = due.ageDays > 0 ? t("staff:refunds.days", { count: due.ageDays }) : t("staff:refunds.today");
  return (
    <td className={cx("nowrap", isLate && "c-red strong")}>{isLate ? `${age}, ${t("staff:refunds.late")}` : age}</td>
  );
}

function OwedTable({ list, answer }: { list: RefundList; answer: RefundAnswer }) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "since", head: t("staff:refunds.since") },
    { key: "buyer", head: t("staff:refunds.buyer") },
    { key: "why", head: t("staff:refunds.why") },
    { key: "from", head: t("staff:refunds.from") },
    { key: "amount", head: t("staff:refunds.amount"), num: true },
    { key: "act", head: t("staff:refunds.act"), num: true },
  ];
  return (
    <Table caption={t("staff:refunds.caption.owed")} columns={columns} phone="cards" tight>
      {list.dues.map((due) => (
        <tr key={due.id}>
          <Age due={due} />
          <td>
            <Buyer due={due} />
          </td>
          <td>
            <Why due={due} />
          </td>
          <td data-l={t("staff:refunds.from")}>
            <PaidBy due={due} />
          </td>
          <td className="num strong">{money(due.amountVnd, language)}</td>
          <td className="num">
            <Record due={due} answer={answer} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function PaidTable({ list }: { list: RefundList }) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "paidAt", head: t("staff:refunds.paidAt") },
    { key: "buyer", head: t("staff:refunds.buyer") },
    { key: "why", head: t("staff:refunds.why") },
    { key: "reference", head: t("staff:refunds.reference") },
    { key: "by", head: t("staff:refunds.by") },
    { key: "amount", head: t("staff:refunds.amount"), num: true },
  ];
  return (
    <Table caption={t("staff:refunds.caption.paid")} columns={columns} phone="cards" tight>
      {list.dues.map((due) => (
        <tr key={due.id}>
          <td className="nowrap">{due.paidAt && instant(due.paidAt, language)}</td>
          <td>
            <Buyer due={due} />
          </td>
          <td>
            <Why due={due} />
          </td>
          <td data-l={t("staff:refunds.reference")}>{due.paidReference}</td>
          <td data-l={t("staff:refunds.by")}>{due.paidBy}</td>
          <td className="num strong">{money(due.amountVnd, language)}</td>
        </tr>
      ))}
    </Table>
  );
}

type RefundsProps = { list: RefundList; answer: RefundAnswer };

/** What the market owes buyers, oldest first, and what it paid back. */
export function Refunds({ list, answer }: RefundsProps) {
  const { t, language } = useWords();
  const to = (state: "owed" | "paid", page = 1) =>
    href("staff-refunds", language, {}, { state: state === "paid" ? "paid" : null, page: page > 1 ? page : null });
  const { owed, paid } = list.counts;
  const amount = money(list.owedVnd, language);
  return (
    <>
      <div className="fh">
        <h1>{owed > 0 ? t("staff:refunds.heading", { count: owed, amount }) : t("staff:refunds.headingNone")}</h1>
        <p className="muted">{t("staff:refunds.intro")}</p>
      </div>
      <Tabs
        label={t("staff:refunds.tabs")}
        items={[
          { href: to("owed"), text: t("staff:refunds.owed"), current: list.state === "owed", count: owed },
          { href: to("paid"), text: t("staff:refunds.paid"), current: list.state === "paid", count: paid },
        ]}
      />
      {list.dues.length === 0 ? (
        <Empty title={t(`staff:refunds.none.${list.state}`)}>{t("staff:refunds.noneText")}</Empty>
      ) : list.state === "owed" ? (
        <OwedTable list={list} answer={answer} />
      ) : (
        <PaidTable list={list} />
      )}
      <Pagination
        label={t("pages")}
        page={list.page}
        pages={list.pages}
        hrefOf={(page) => to(list.state, page)}
        nameOf={(page) => t("page", { page })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </>
  );
}
