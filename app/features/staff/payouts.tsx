import { Form, useNavigation } from "@remix-run/react";
import { payoutError } from "#app/features/staff/payout-forms.tsx";
import { instant, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block, Sums } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Tag, type TagKind } from "#app/ui/tag.tsx";
import type { PayoutRunList } from "#services/ledger/list-payout-runs.ts";
import type { CarryReason } from "#services/ledger/payout-rules.ts";
import type { PayoutPreview } from "#services/ledger/preview-payouts.ts";
import type { Refusal } from "#services/shared/result.ts";

type Run = PayoutRunList["runs"][number];

/** Where a run stands, in a word, with the colour of the word. */
export function runState(t: Words, { state, open }: Pick<Run, "state" | "open">): { text: string; kind: TagKind } {
  if (state === "prepared") return { text: t("staff:payouts.runState.prepared"), kind: "earth" };
  if (state === "discarded") return { text: t("staff:payouts.runState.discarded"), kind: "plain" };
  return open > 0
    ? { text: t("staff:payouts.runState.sent"), kind: "cham" }
    : { text: t("staff:payouts.runState.answered"), kind: "leaf" };
}

/** Shops that a run leaves out, with what stands for them and the reason. */
export function LeftOut(props: {
  shops: readonly { shopId: string; shopName: string; amountVnd: number; reason: CarryReason }[];
}) {
  const { t, language } = useWords();
  if (props.shops.length === 0) return null;
  const columns: Column[] = [
    { key: "shop", head: t("staff:payouts.shop") },
    { key: "why", head: t("staff:payouts.why") },
    { key: "amount", head: t("staff:payouts.standing"), num: true },
  ];
  return (
    <section aria-labelledby="khong-chi">
      <SectionHead id="khong-chi" plain title={t("staff:payouts.leftOut")} note={t("staff:payouts.leftOutText")} />
      <Table caption={t("staff:payouts.leftOut")} columns={columns} phone="cards" tight className="tills">
        {props.shops.map((shop) => (
          <tr key={shop.shopId}>
            <td className="strong">{shop.shopName}</td>
            <td className="c-earth">{t(`staff:payouts.reasons.${shop.reason}`)}</td>
            <td className="num" data-l={t("staff:payouts.standing")}>
              {money(shop.amountVnd, language)}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Planned({ preview }: { preview: PayoutPreview }) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "shop", head: t("staff:payouts.shop") },
    { key: "account", head: t("staff:payouts.account") },
    { key: "amount", head: t("staff:payouts.amount"), num: true },
  ];
  const foot = (
    <tr className="tills__total">
      <td colSpan={2}>{t("staff:payouts.sum")}</td>
      <td className="num">{money(preview.totalVnd, language)}</td>
    </tr>
  );
  return (
    <Table caption={t("staff:payouts.planned")} columns={columns} phone="cards" tight className="tills" foot={foot}>
      {preview.planned.map((shop) => (
        <tr key={shop.shopId}>
          <td className="strong">{shop.shopName}</td>
          <td>{t("staff:payouts.accountEnd", { bank: shop.bankName ?? "", end: shop.accountEnd ?? "" })}</td>
          <td className="num" data-l={t("staff:payouts.amount")}>
            {money(shop.amountVnd, language)}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Prepare({ preview, requestId }: { preview: PayoutPreview; requestId: string }) {
  const { t, language } = useWords();
  const busy = useNavigation().state === "submitting";
  const amount = money(preview.totalVnd, language);
  return (
    <Block title={t("staff:payouts.toPay", { amount })} className="four">
      <Sums
        rows={[
          { term: t("staff:payouts.shopsPaid"), amount: String(preview.planned.length) },
          { term: t("staff:payouts.shopsLeft"), amount: String(preview.carried.length) },
        ]}
      />
      <Form method="post" className="stack">
        <input type="hidden" name="requestId" value={requestId} />
        <Button wide busy={busy}>
          {t("staff:payouts.prepare", { amount })}
        </Button>
        <p className="meta">{t("staff:payouts.secondPerson")}</p>
      </Form>
    </Block>
  );
}

/** Whom a run prepared now would pay and whom not, and the button that prepares it. */
function Preview({ preview, requestId }: { preview: PayoutPreview; requestId: string }) {
  const { t } = useWords();
  const isNothing = preview.planned.length === 0;
  return (
    <section className="sec" aria-labelledby="luc-nay">
      <SectionHead id="luc-nay" title={t("staff:payouts.preview")} />
      <div className={isNothing ? undefined : "cols cols--side"}>
        <div className="stack stack--5">
          {isNothing ? (
            <Empty level={3} title={t("staff:payouts.nothing")}>
              <p>{t("staff:payouts.nothingText")}</p>
            </Empty>
          ) : (
            <Planned preview={preview} />
          )}
          <LeftOut shops={preview.carried} />
        </div>
        {!isNothing && (
          <aside className="stickyside">
            <Prepare preview={preview} requestId={requestId} />
          </aside>
        )}
      </div>
    </section>
  );
}

/** Nothing else can be prepared before somebody decides on this run. */
function Waiting({ run }: { run: Run }) {
  const { t, language } = useWords();
  return (
    <Note kind="warn" className="mt-3">
      <p>{t("staff:payouts.waiting", { code: run.code, amount: money(run.totalVnd, language) })}</p>
      <p className="mt-2">
        <LinkButton small href={href("staff-payout-run", language, { id: run.id })}>
          {t("staff:payouts.toWaiting", { code: run.code })}
        </LinkButton>
      </p>
    </Note>
  );
}

function RunRow({ run }: { run: Run }) {
  const { t, language } = useWords();
  const state = runState(t, run);
  const counts = [
    run.open > 0 && t("staff:payouts.open", { count: run.open }),
    run.failed > 0 && t("staff:payouts.failed", { count: run.failed }),
  ].filter(Boolean);
  return (
    <tr>
      <td>
        <Anchor className="lnk strong" href={href("staff-payout-run", language, { id: run.id })}>
          {t("staff:payouts.run.title", { code: run.code })}
        </Anchor>
      </td>
      <td className="meta nowrap">{instant(run.preparedAt, language)}</td>
      <td>{run.preparedBy}</td>
      <td>
        <Tag kind={state.kind}>{state.text}</Tag>
        {counts.length > 0 && <span className="meta tills__why">{counts.join(", ")}</span>}
      </td>
      <td className="num" data-l={t("staff:payouts.columns.shops")}>
        {run.shops}
      </td>
      <td className="num strong" data-l={t("staff:payouts.columns.total")}>
        {money(run.totalVnd, language)}
      </td>
    </tr>
  );
}

function Runs({ list }: { list: PayoutRunList }) {
  const { t, language } = useWords();
  const { runs, page, pages } = list;
  const columns: Column[] = (["code", "prepared", "by", "state", "shops", "total"] as const).map((key) => ({
    key,
    head: t(`staff:payouts.columns.${key}`),
    num: key === "shops" || key === "total",
  }));
  return (
    <section className="sec" aria-labelledby="cac-dot">
      <SectionHead id="cac-dot" title={t("staff:payouts.runs")} />
      {runs.length > 0 ? (
        <Table caption={t("staff:payouts.runs")} columns={columns} phone="cards" tight className="tills">
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </Table>
      ) : page === 1 ? (
        <p className="muted">{t("staff:payouts.runsNone")}</p>
      ) : (
        <Empty
          level={3}
          title={t("staff:payouts.runsBeyond")}
          action={<LinkButton href={href("staff-payouts", language)}>{t("staff:payouts.runsFirst")}</LinkButton>}
        />
      )}
      <Pagination
        label={t("pages")}
        page={page}
        pages={pages}
        hrefOf={(to) => href("staff-payouts", language, {}, { page: to > 1 ? to : null })}
        nameOf={(to) => t("page", { page: to })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </section>
  );
}

type PayoutsProps = { list: PayoutRunList; preview: PayoutPreview; requestId: string; refusal: Refusal | null };

/** Whom a run prepared now would pay and whom not, and the runs so far. */
export function Payouts({ list, preview, requestId, refusal }: PayoutsProps) {
  const { t } = useWords();
  // Only one run waits at a time, and nothing is prepared while it does: it is the newest.
  const waiting = list.runs.find(({ state }) => state === "prepared") ?? null;
  return (
    <>
      <div className="fh">
        <h1>{t("staff:payouts.heading")}</h1>
        <p className="muted measure">{t("staff:payouts.intro")}</p>
      </div>
      {refusal && <FormErrors title={payoutError(t, refusal)} />}
      {waiting && <Waiting run={waiting} />}
      {list.page === 1 && !waiting && <Preview preview={preview} requestId={requestId} />}
      <Runs list={list} />
    </>
  );
}
