import { PAYOUT_TAGS } from "#app/features/orders/payout-tags.ts";
import { spacedCode } from "#app/features/orders/show.ts";
import { eventWords } from "#app/features/seller-money/words.ts";
import { day, instant, money, signedMoney } from "#app/i18n/format.ts";
import { href, type Language } from "#app/i18n/href.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { type Fact, Facts } from "#app/ui/block.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { Statement, StatementLine } from "#services/ledger/view-statement.ts";

type StatementProps = { statement: Statement };

function factsOf(t: Words, language: Language, payout: Statement["payout"]): Fact[] {
  const { paidAt, bankReference, failure } = payout;
  const facts: (Fact | null)[] = [
    { term: t("seller:statement.shop"), detail: payout.shopName },
    {
      term: t("seller:statement.account"),
      detail: t("seller:money.accountEnd", { bank: payout.bankName, end: payout.accountEnd }),
    },
    { term: t("seller:statement.preparedAt"), detail: instant(payout.preparedAt, language) },
    paidAt === null ? null : { term: t("seller:statement.paidAt"), detail: instant(paidAt, language) },
    bankReference === null ? null : { term: t("seller:statement.reference"), detail: bankReference },
    failure === null ? null : { term: t("seller:statement.failure"), detail: failure },
  ];
  return facts.filter((fact) => fact !== null);
}

/** How much, where it stands and where it went; the whole of it as a file. */
function About({ statement: { payout } }: StatementProps) {
  const { t, language } = useWords();
  const { id, state } = payout;
  const file = href("statement-file", language, { id }, { "ngon-ngu": language === "vi" ? null : language });
  return (
    <div className="till">
      <div className="stack stack--2">
        <p className="muted strong">{t("seller:statement.amount")}</p>
        <p className="till__n">{money(payout.amountVnd, language)}</p>
        <p>
          <Tag kind={PAYOUT_TAGS[state]}>{t(`seller:money.state.${state}`)}</Tag>
        </p>
        <p className="mt-2">
          <LinkButton variant="line" icon="download" href={file} download>
            {t("seller:statement.file")}
          </LinkButton>
        </p>
      </div>
      <div>
        <Facts items={factsOf(t, language, payout)} />
      </div>
    </div>
  );
}

function LineRow({ line }: { line: StatementLine }) {
  const { t, language } = useWords();
  const { grossVnd } = line;
  const part = (amountVnd: number) => (grossVnd === null || amountVnd === 0 ? "" : signedMoney(amountVnd, language));
  return (
    <tr>
      <td className="meta nowrap">
        <time dateTime={line.occurredAt}>{day(line.occurredAt, language)}</time>
      </td>
      <td>
        {eventWords(t, line)}
        {line.orderCode && (
          <>
            {", "}
            <Anchor className="nowrap" href={href("seller-order", language, { code: line.orderCode })}>
              {t("seller:money.order", { code: spacedCode(line.orderCode) })}
            </Anchor>
          </>
        )}
      </td>
      <td className="num" data-l={t("seller:statement.gross")}>
        {part(grossVnd ?? 0)}
      </td>
      <td className="num" data-l={t("seller:money.columns.commission")}>
        {part(-line.commissionVnd)}
      </td>
      <td className="num" data-l={t("seller:money.columns.vat")}>
        {part(-line.vatVnd)}
      </td>
      <td className="num" data-l={t("seller:money.columns.pit")}>
        {part(-line.pitVnd)}
      </td>
      <td className="num strong" data-l={t("seller:statement.net")}>
        {signedMoney(line.availableVnd, language)}
      </td>
    </tr>
  );
}

/** What the columns add up to, as they are shown: what was kept is taken off. */
function sumsOf(events: readonly StatementLine[]) {
  const sum = (of: (line: StatementLine) => number) => events.reduce((total, line) => total + of(line), 0);
  return {
    gross: sum((line) => line.grossVnd ?? 0),
    commission: -sum((line) => line.commissionVnd),
    vat: -sum((line) => line.vatVnd),
    pit: -sum((line) => line.pitVnd),
    net: sum((line) => line.availableVnd),
  };
}

function Foot({ statement: { events, payout } }: StatementProps) {
  const { t, language } = useWords();
  const sums = sumsOf(events);
  const cells = [
    { key: "gross", head: t("seller:statement.gross"), amountVnd: sums.gross },
    { key: "commission", head: t("seller:money.columns.commission"), amountVnd: sums.commission },
    { key: "vat", head: t("seller:money.columns.vat"), amountVnd: sums.vat },
    { key: "pit", head: t("seller:money.columns.pit"), amountVnd: sums.pit },
    { key: "net", head: t("seller:statement.net"), amountVnd: sums.net },
  ];
  return (
    <>
      <tr>
        <td colSpan={2}>{t("seller:statement.sum")}</td>
        {cells.map((cell) => (
          <td key={cell.key} className="num" data-l={cell.head}>
            {signedMoney(cell.amountVnd, language)}
          </td>
        ))}
      </tr>
      <tr className="tills__total">
        <td colSpan={6}>{t("seller:statement.total")}</td>
        <td className="num">{money(payout.amountVnd, language)}</td>
      </tr>
    </>
  );
}

function LineTable({ statement }: StatementProps) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "day", head: t("seller:statement.day") },
    { key: "what", head: t("seller:statement.what") },
    { key: "gross", head: t("seller:statement.gross"), num: true },
    { key: "commission", head: t("seller:money.columns.commission"), num: true },
    { key: "vat", head: t("seller:money.columns.vat"), num: true },
    { key: "pit", head: t("seller:money.columns.pit"), num: true },
    { key: "net", head: t("seller:statement.net"), num: true },
  ];
  return (
    <Table
      caption={t("seller:statement.lines")}
      columns={columns}
      phone="cards"
      tight
      className="tills"
      foot={<Foot statement={statement} />}
    >
      <tr className="tills__open">
        <td colSpan={6}>{t("seller:statement.opening")}</td>
        <td className="num strong">{money(statement.openingVnd, language)}</td>
      </tr>
      {statement.events.map((line) => (
        <LineRow key={`${line.seq}${line.orderCode}`} line={line} />
      ))}
    </Table>
  );
}

/** How what a shop is paid comes about, amount by amount. */
export function StatementPage({ statement }: StatementProps) {
  const { t, language } = useWords();
  const { code } = statement.payout;
  return (
    <>
      <Breadcrumbs
        label={t("crumbs")}
        items={[
          { text: t("seller:money.heading"), href: href("seller-money", language) },
          { text: t("seller:statement.heading", { code }) },
        ]}
      />
      <div className="sh">
        <h1>{t("seller:statement.heading", { code })}</h1>
      </div>
      <About statement={statement} />
      <section className="sec" aria-labelledby="vi-sao">
        <SectionHead id="vi-sao" title={t("seller:statement.lines")} note={t("seller:statement.linesText")} />
        <LineTable statement={statement} />
      </section>
    </>
  );
}
