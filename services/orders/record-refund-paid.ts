import { lockGroup } from "#db/queries/orders.ts";
import { findRefundDue, lockRefundDue, writeRefundPaid } from "#db/queries/orders-refunds.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { postRefundPaid } from "#services/ledger/post.ts";
import { orderAddress, trackAddress } from "#services/notifications/addresses.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import { recordEvent } from "#services/orders/record-event.ts";
import { wayToBuyer } from "#services/orders/tell.ts";
import { readBankReference } from "#services/shared/bank-reference.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

type Due = NonNullable<Awaited<ReturnType<typeof lockRefundDue>>>;
type Group = NonNullable<Awaited<ReturnType<typeof lockGroup>>>["group"];

async function tell(market: Market, tx: Tx, group: Group, due: Due): Promise<void> {
  const way = await wayToBuyer(market, tx, group.id);
  if (way === null) return;
  const address = group.accountId === null ? trackAddress : orderAddress;
  await queueMessage(tx, {
    ...way,
    kind: "refund_paid",
    language: group.language,
    data: {
      code: group.code,
      amountVnd: String(due.amountVnd),
      reference: due.paidReference ?? "",
      link: address(market.settings.PUBLIC_URL, group.language, group.code),
    },
    dedupeKey: `refund:${due.id}:paid`,
    ...(group.accountId === null ? {} : { accountId: group.accountId }),
  });
}

/**
 * Finance made the transfer at the bank and writes its reference down, once. The same reference again answers the same;
 * another one is a "conflict". Refusals: "not_found", "reference_missing", "reference_invalid" (3 to 60 letters, digits,
 * blanks and . / _ -).
 */
export async function recordRefundPaid(
  market: Market,
  viewer: Viewer,
  input: { refundId: string; reference: string },
): Promise<Result<{ refundId: string }, "not_found" | "conflict" | "reference_missing" | "reference_invalid">> {
  if (!hasStaffRole(viewer, "finance") || viewer.accountId === null || !isId(input.refundId))
    return refuse("not_found");
  const { accountId } = viewer;
  const read = readBankReference(input.reference);
  if (!read.ok) return read;
  const reference = read.value;
  return market.transact<{ refundId: string }, "not_found" | "conflict">(async (tx) => {
    const found = await findRefundDue(tx, input.refundId);
    const locked = found && (await lockGroup(tx, found.groupId));
    const due = locked && (await lockRefundDue(tx, input.refundId));
    if (!due) return refuse("not_found");
    if (due.state === "paid")
      return due.paidReference === reference ? ok({ refundId: due.id }) : refuse("conflict", { field: "reference" });
    const paid = await writeRefundPaid(tx, due.id, reference, accountId);
    if (!paid) return refuse("conflict", { field: "reference" });
    await recordEvent(tx, {
      groupId: due.groupId,
      orderId: due.orderId,
      kind: "refund_paid",
      actorKind: "staff",
      actorId: accountId,
      data: { amountVnd: due.amountVnd },
    });
    await recordAudit(tx, viewer, {
      act: "refund.paid",
      subjectKind: "refund_due",
      subjectId: due.id,
      before: { state: "owed", amountVnd: due.amountVnd },
      after: { state: "paid", reference },
    });
    await postRefundPaid(tx, { dueId: due.id });
    await tell(market, tx, locked.group, paid);
    return ok({ refundId: due.id });
  });
}
