import { insertMute, lockMessage, lockShow, readWriter } from "#db/queries/chat.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { cleanReason } from "#services/accounts/change-standing.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { MUTE_MINUTES, roleOf } from "#services/chat/rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, isMemberOf, type Viewer } from "#services/shared/viewer.ts";

export type MuteFault = "not_found" | "reason_missing" | "minutes_wrong" | "not_a_viewer";

const MOST_NUMBER = 2_000_000_000;

/**
 * Whoever wrote a message may not write in this show for so many minutes (1 to 1,440), counted from now; watching and
 * buying go on. For the show's own shop and for moderators, who must say why. Hosts and staff can't be muted.
 */
export async function muteWriter(
  market: Market,
  viewer: Viewer,
  input: { slug: string; number: number; minutes: number; reason: string },
): Promise<Result<{ minutes: number }, MuteFault>> {
  const { accountId } = viewer;
  const { number, minutes } = input;
  if (accountId === null || !Number.isInteger(number) || number < 1 || number > MOST_NUMBER) return refuse("not_found");
  const reason = cleanReason(input.reason);
  return market.transact<{ minutes: number }, MuteFault>(async (tx) => {
    const show = await lockShow(tx, input.slug);
    const isHost = show !== null && isMemberOf(viewer, show.shop_id);
    if (!show || !(isHost || hasStaffRole(viewer, "moderator"))) return refuse("not_found");
    if (!Number.isInteger(minutes) || minutes < MUTE_MINUTES.least || minutes > MUTE_MINUTES.most)
      return refuse("minutes_wrong", { field: "minutes", details: { ...MUTE_MINUTES } });
    if (!isHost && reason === null) return refuse("reason_missing", { field: "reason" });
    const message = await lockMessage(tx, show.id, number);
    if (!message) return refuse("not_found");
    if (message.account_id === null) return refuse("not_a_viewer");
    const writer = await readWriter(tx, show, message.account_id, 1);
    if (!writer || roleOf({ isMember: writer.is_member, isStaff: writer.is_staff }) !== "viewer")
      return refuse("not_a_viewer");
    const id = newId();
    await insertMute(tx, {
      id,
      showId: show.id,
      accountId: message.account_id,
      minutes,
      mutedBy: accountId,
      reason: reason ?? "",
    });
    await appendShowEvent(tx, show.id, "muted", { muteId: id, minutes });
    if (!isHost)
      await recordAudit(tx, viewer, {
        act: "chat.mute",
        subjectKind: "show",
        subjectId: show.id,
        after: { number, minutes },
        ...(reason === null ? {} : { reason }),
      });
    return ok({ minutes });
  });
}
