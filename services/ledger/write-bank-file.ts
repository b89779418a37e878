import { readPayouts, readRuns } from "#db/queries/ledger-payouts.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { transferReference } from "#services/ledger/payout-rules.ts";
import type { TableFile } from "#services/ledger/port.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { unaccented } from "#services/shared/unaccented.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

type FileRefusal = "not_found" | "not_approved";

/**
 * What the bank is given of an approved run: the transfers it has not answered for. Each taking is audited. "not_approved":
 * the run waits or was discarded.
 */
export async function writeBankFile(
  market: Market,
  viewer: Viewer,
  runId: string,
): Promise<Result<{ file: TableFile; name: string }, FileRefusal>> {
  if (!hasStaffRole(viewer, "finance") || !isId(runId)) return refuse("not_found");
  const [run] = await readRuns(market.db, 1, 0, runId);
  if (!run) return refuse("not_found");
  if (run.state !== "approved") return refuse("not_approved");
  // Numbered before those that were answered are left out: a second file names a transfer as the first did.
  const open = (await readPayouts(market.db, runId))
    .map((payout, at) => ({ ...payout, reference: transferReference(run.code, at + 1) }))
    .filter(({ state }) => state === "sent");
  const file = await market.tables.bankFile(
    open.map((payout) => ({
      reference: payout.reference,
      holder: unaccented(payout.holder),
      accountNumber: payout.accountNumber,
      bankName: payout.bankName,
      amountVnd: payout.amountVnd,
      note: unaccented(`Cho Phien chi ${run.code} ${payout.shopName}`).slice(0, 100),
    })),
  );
  await recordAudit(market.db, viewer, {
    act: "payout.file",
    subjectKind: "payout_run",
    subjectId: run.id,
    after: { shops: open.length, amountVnd: open.reduce((sum, { amountVnd }) => sum + amountVnd, 0) },
  });
  return ok({ file, name: `chi-${run.code}.${file.extension}` });
}
