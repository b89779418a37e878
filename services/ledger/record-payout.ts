import { findPayout, lockPayout, lockRun, writePayoutFailed, writePayoutPaid } from "#db/queries/ledger-payouts.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { canMovePayout, PAYOUT_OUTCOMES, type PayoutOutcome } from "#services/ledger/payout-rules.ts";
import { readWords } from "#services/ledger/payout-words.ts";
import { postPayout } from "#services/ledger/post.ts";
import { readBankReference } from "#services/shared/bank-reference.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";
import { tellShop } from "#services/shops/tell-shop.ts";

/** `reference`: the bank's, for what was paid; `reason`: why it was not, or came back. */
export type RecordPayoutInput = { payoutId: string; outcome: string; reference: string; reason: string };
export type RecordPayoutRefusal =
  | "not_found"
  | "reference_missing"
  | "reference_invalid"
  | "reason_missing"
  | "too_long"
  | "conflict";

type Payout = NonNullable<Awaited<ReturnType<typeof lockPayout>>>;
type Said = { outcome: PayoutOutcome; words: string };

function readSaid(input: RecordPayoutInput): Result<Said, RecordPayoutRefusal> {
  const outcome = PAYOUT_OUTCOMES.find((known) => known === input.outcome);
  if (!outcome) return refuse("not_found");
  const read = outcome === "paid" ? readBankReference(input.reference) : readWords(input.reason);
  return read.ok ? ok({ outcome, words: read.value }) : read;
}

/** Whether the same was recorded before, in the same words. */
const isSame = (payout: Payout, { outcome, words }: Said) =>
  payout.state === outcome && (outcome === "paid" ? payout.bankReference : payout.failure) === words;

async function write(tx: Tx, viewer: Viewer & { accountId: string }, payout: Payout, said: Said): Promise<void> {
  const { outcome, words } = said;
  const { id: payoutId, shopId, amountVnd } = payout;
  if (outcome === "paid") await writePayoutPaid(tx, payoutId, words, viewer.accountId);
  else await writePayoutFailed(tx, payoutId, outcome, words, viewer.accountId);
  await recordAudit(tx, viewer, {
    act: `payout.${outcome}`,
    subjectKind: "payout",
    subjectId: payoutId,
    before: { state: payout.state, amountVnd },
    after: outcome === "paid" ? { state: outcome, bankReference: words } : { state: outcome },
    ...(outcome === "paid" ? {} : { reason: words }),
  });
  if (outcome !== "failed")
    await postPayout(tx, { payoutId, shopId, amountVnd, kind: outcome === "paid" ? "payout_paid" : "payout_returned" });
}

/**
 * Finance writes down what the bank did with a shop's part of an approved run: paid it under a reference, did not pay it,
 * or sent back what it had paid; the money is then payable again. The same again answers the same. Refusals: "not_found",
 * those of the words, "conflict" (it stands otherwise by now, or its run was not approved).
 */
export async function recordPayout(
  market: Market,
  viewer: Viewer,
  input: RecordPayoutInput,
): Promise<Result<{ runId: string }, RecordPayoutRefusal>> {
  const { accountId } = viewer;
  if (!hasStaffRole(viewer, "finance") || accountId === null || !isId(input.payoutId)) return refuse("not_found");
  const said = readSaid(input);
  if (!said.ok) return said;
  return market.transact<{ runId: string }, RecordPayoutRefusal>(async (tx) => {
    const found = await findPayout(tx, input.payoutId);
    const run = found && (await lockRun(tx, found.runId));
    const payout = run && (await lockPayout(tx, found.id));
    if (!payout) return refuse("not_found");
    if (isSame(payout, said.value)) return ok({ runId: run.id });
    if (!canMovePayout(payout.state, said.value.outcome)) return refuse("conflict");
    await write(tx, { ...viewer, accountId }, payout, said.value);
    await tellShop(market, tx, payout.shopId, `payout_${said.value.outcome}`, payout.id, {
      amountVnd: String(payout.amountVnd),
      code: run.code,
      reference: said.value.outcome === "paid" ? said.value.words : "",
      reason: said.value.outcome === "paid" ? "" : said.value.words,
      link: `${market.settings.PUBLIC_URL}/ban/tien/${payout.id}`,
    });
    return ok({ runId: run.id });
  });
}
