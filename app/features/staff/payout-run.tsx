import { Form, useNavigation } from "@remix-run/react";
import { PAYOUT_TAGS } from "#app/features/orders/payout-tags.ts";
import { answerOf, type DeskAnswer, faultAt } from "#app/features/staff/answer.ts";
import { OutcomeForm, payoutError, ReasonField, WholeFormError } from "#app/features/staff/payout-forms.tsx";
import { LeftOut, runState } from "#app/features/staff/payouts.tsx";
import { instant, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Block, Sums } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { canMovePayout, PAYOUT_OUTCOMES } from "#services/ledger/payout-rules.ts";
import type { PayoutRunView, RunPayout } from "#services/ledger/view-payout-run.ts";

type RunProps = { view: PayoutRunView; answer: DeskAnswer };

/** What became of a transfer, and when. */
function Result({ payout }: { payout: RunPayout }) {
  const { t, language } = useWords();
  const { state, bankReference, paidAt, failure, failedAt } = payout;
  return (
    <>
      <Tag kind={PAYOUT_TAGS[state]}>{t(`staff:payouts.state.${state}`)}</Tag>
      {bankReference && paidAt && (
        <span className="meta tills__why">
          {t("staff:payouts.run.paidAs", { reference: bankReference, at: instant(paidAt, language) })}
        </span>
      )}
      {failure && failedAt && (
        <span className="meta tills__why">
          {t("staff:payouts.run.failedAs", { reason: failure, at: instant(failedAt, language) })}
        </span>
      )}
    </>
  );
}

function PayoutRow({ payout, answer }: { payout: RunPayout; answer: DeskAnswer }) {
  const { t, language } = useWords();
  const outcomes = PAYOUT_OUTCOMES.filter((outcome) => canMovePayout(payout.state, outcome));
  return (
    <tr>
      <td className="meta nowrap">{payout.reference}</td>
      <td>
        <b>{payout.shopName}</b>
        <span className="meta tills__why">
          {payout.holder}
          <br />
          {payout.bankName}, <span className="nowrap">{payout.accountNumber}</span>
        </span>
      </td>
      <td className="num strong" data-l={t("staff:payouts.amount")}>
        {money(payout.amountVnd, language)}
      </td>
      <td>
        <Result payout={payout} />
        {outcomes.length > 0 && (
          <div className="tills__acts">
            {outcomes.map((outcome) => (
              <OutcomeForm key={outcome} payout={payout} outcome={outcome} answer={answer} />
            ))}
          </div>
        )}
      </td>
    </tr>
  );
}

function PayoutTable({ view, answer }: RunProps) {
  const { t } = useWords();
  const columns: Column[] = [
    { key: "reference", head: t("staff:payouts.run.reference") },
    { key: "shop", head: t("staff:payouts.shop") },
    { key: "amount", head: t("staff:payouts.amount"), num: true },
    { key: "result", head: t("staff:payouts.run.result") },
  ];
  return (
    <Table
      caption={t("staff:payouts.run.payouts")}
      columns={columns}
      phone="cards"
      className="tills tills--run desklist"
    >
      {view.payouts.map((payout) => (
        <PayoutRow key={payout.id} payout={payout} answer={answer} />
      ))}
    </Table>
  );
}

function Signer({ icon, who, when }: { icon: IconName; who: string; when: string }) {
  return (
    <li className="signer">
      <Icon name={icon} />
      <span>
        <b>{who}</b>
        <br />
        <span className="meta">{when}</span>
      </span>
    </li>
  );
}

/** Whose names stand under a run, and whose is missing. */
function Signers({ run }: { run: PayoutRunView["run"] }) {
  const { t, language } = useWords();
  const { preparedBy, preparedAt, approvedBy, approvedAt, discardedBy, discardedAt, discardReason } = run;
  return (
    <ul className="four" aria-label={t("staff:payouts.run.signatures")}>
      <Signer
        icon="circle-check"
        who={t("staff:payouts.run.preparedBy", { name: preparedBy })}
        when={instant(preparedAt, language)}
      />
      {run.state === "prepared" && (
        <Signer icon="circle-dashed" who={t("staff:payouts.run.waits")} when={t("staff:payouts.run.waitsText")} />
      )}
      {approvedBy && approvedAt && (
        <Signer
          icon="circle-check"
          who={t("staff:payouts.run.approvedBy", { name: approvedBy })}
          when={instant(approvedAt, language)}
        />
      )}
      {discardedBy && discardedAt && (
        <Signer
          icon="circle-x"
          who={t("staff:payouts.run.discardedBy", { name: discardedBy })}
          when={t("staff:payouts.run.failedAs", { at: instant(discardedAt, language), reason: discardReason ?? "" })}
        />
      )}
    </ul>
  );
}

function Approve({ view, answer }: RunProps) {
  const { t, language } = useWords();
  const busy = useNavigation().state === "submitting";
  const { refusal } = answerOf(answer, "approve:");
  return (
    <>
      <WholeFormError refusal={refusal} />
      {view.isOwn ? (
        <p className="meta">{t("staff:payouts.run.own")}</p>
      ) : (
        <Form method="post" className="stack">
          <input type="hidden" name="act" value="approve" />
          <Button wide busy={busy}>
            {t("staff:payouts.run.approve", { amount: money(view.run.totalVnd, language) })}
          </Button>
          <p className="meta">{t("staff:payouts.run.approveText")}</p>
        </Form>
      )}
    </>
  );
}

function Discard({ answer }: { answer: DeskAnswer }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const { values, refusal } = answerOf(answer, "discard:");
  return (
    <details open={refusal !== null}>
      <summary className="btn btn--line btn--wide">{t("staff:payouts.run.discard")}</summary>
      <Form method="post" className="stack mt-3">
        <p className="meta">{t("staff:payouts.run.discardText")}</p>
        <WholeFormError refusal={refusal} />
        <input type="hidden" name="act" value="discard" />
        <ReasonField
          id="reason-discard"
          value={values.reason ?? ""}
          hint={t("staff:payouts.run.discardHint")}
          fault={faultAt(refusal, "reason")}
        />
        <Button variant="danger" wide busy={busy}>
          {t("staff:payouts.run.discard")}
        </Button>
      </Form>
    </details>
  );
}

function BankFile({ run }: { run: PayoutRunView["run"] }) {
  const { t, language } = useWords();
  if (run.open === 0) return <p className="meta">{t("staff:payouts.run.answered")}</p>;
  return (
    <div className="stack">
      <LinkButton wide icon="download" href={href("payout-file", language, { id: run.id })} download>
        {t("staff:payouts.run.file")}
      </LinkButton>
      <p className="meta">{t("staff:payouts.run.fileText", { count: run.open })}</p>
    </div>
  );
}

function Aside({ view, answer }: RunProps) {
  const { t, language } = useWords();
  const { run, carries } = view;
  return (
    <Block title={t("staff:payouts.toPay", { amount: money(run.totalVnd, language) })} className="four">
      <Sums
        rows={[
          { term: t("staff:payouts.shopsPaid"), amount: String(run.shops) },
          { term: t("staff:payouts.shopsLeft"), amount: String(carries.length) },
        ]}
      />
      <Signers run={run} />
      {run.state === "prepared" && (
        <>
          <Approve view={view} answer={answer} />
          <Discard answer={answer} />
        </>
      )}
      {run.state === "approved" && <BankFile run={run} />}
    </Block>
  );
}

/** Whether the form that was refused still stands in the page; one that is gone is answered above it. */
function isShown({ run, payouts }: PayoutRunView, form: string): boolean {
  const [act = "", payoutId = ""] = form.split(":");
  if (payoutId === "") return run.state === "prepared";
  const payout = payouts.find(({ id }) => id === payoutId);
  const outcome = PAYOUT_OUTCOMES.find((known) => known === act);
  return payout !== undefined && outcome !== undefined && canMovePayout(payout.state, outcome);
}

type PageProps = RunProps & { done: "lap" | "duyet" | "bo" | "ghi" | null };

/** One run: whom it pays and what the bank did, who signed it, and what there is to do next. */
export function PayoutRun({ view, answer, done }: PageProps) {
  const { t, language } = useWords();
  const { run, carries } = view;
  const state = runState(t, run);
  const lost = answer?.refusal && !isShown(view, answer.form) ? faultAt(answer.refusal, undefined) : undefined;
  const title = t("staff:payouts.run.title", { code: run.code });
  return (
    <>
      <Breadcrumbs
        label={t("crumbs")}
        items={[{ text: t("staff:payouts.heading"), href: href("staff-payouts", language) }, { text: title }]}
      />
      <div className="fh row row--wrap">
        <h1>{title}</h1>
        <Tag kind={state.kind}>{state.text}</Tag>
      </div>
      {lost && <FormErrors title={payoutError(t, lost)} />}
      {done && (
        <Note kind="good" role="status" className="mt-3">
          {t(`staff:payouts.done.${done}`)}
        </Note>
      )}
      <div className="cols cols--side mt-4">
        <div className="stack stack--5">
          <PayoutTable view={view} answer={answer} />
          <LeftOut shops={carries} />
        </div>
        <aside className="stickyside">
          <Aside view={view} answer={answer} />
        </aside>
      </div>
    </>
  );
}
