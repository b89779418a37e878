import { lockMessage, lockShow, setHidden } from "#db/queries/chat.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { cleanReason } from "#services/accounts/change-standing.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, isMemberOf, type Viewer } from "#services/shared/viewer.ts";

export type HideFault = "not_found" | "reason_missing";

const MOST_NUMBER = 2_000_000_000;

/**
 * Takes a message out of sight for everybody, late joiners too; it stays in the log with who hid it and why. For the
 * show's own shop and for moderators, who must say why; a message that is hidden already stays as it is.
 */
export async function hideMessage(
  market: Market,
  viewer: Viewer,
  input: { slug: string; number: number; reason: string },
): Promise<Result<{ number: number }, HideFault>> {
  const { accountId } = viewer;
  const { number } = input;
  if (accountId === null || !Number.isInteger(number) || number < 1 || number > MOST_NUMBER) return refuse("not_found");
  const reason = cleanReason(input.reason);
  return market.transact<{ number: number }, HideFault>(async (tx) => {
    const show = await lockShow(tx, input.slug);
    const isHost = show !== null && isMemberOf(viewer, show.shop_id);
    if (!show || !(isHost || hasStaffRole(viewer, "moderator"))) return refuse("not_found");
    if (!isHost && reason === null) return refuse("reason_missing", { field: "reason" });
    const message = await lockMessage(tx, show.id, number);
    if (!message) return refuse("not_found");
    if (message.hidden) return ok({ number });
    await setHidden(tx, show.id, number, accountId, reason);
    await appendShowEvent(tx, show.id, "message_hidden", { number });
    if (!isHost)
      await recordAudit(tx, viewer, {
        act: "chat.hide",
        subjectKind: "show",
        subjectId: show.id,
        after: { number },
        ...(reason === null ? {} : { reason }),
      });
    return ok({ number });
  });
}
