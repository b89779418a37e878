import { hasEventOfRequest, lockShow } from "#db/queries/live.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { closeRoomNow, finishShow } from "#services/live/finish-show.ts";
import { ownStudio, type StudioAct } from "#services/live/own-show.ts";
import { canMoveShow, isStopReason } from "#services/live/rules.ts";
import { cleanText, letterCount } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";
import { judgeReason } from "#services/shops/decide-shop.ts";

type EndRefusal = "not_found" | "studio_taken" | "not_live";

/** The studio that holds a live show ends it for everybody. Ended already, it stays as it ended. */
export async function endShow(
  market: Market,
  viewer: Viewer,
  input: StudioAct,
): Promise<Result<{ state: "ended" }, EndRefusal>> {
  const done = await market.transact<{ room: string | null }, EndRefusal>(async (tx) => {
    const found = await ownStudio(tx, viewer, input);
    if (!found.ok) return found;
    const show = found.value;
    if (show.state === "ended") return ok({ room: show.room });
    if (!canMoveShow(show.state, "ended")) return refuse("not_live");
    await finishShow(tx, show, { state: "ended", by: viewer.accountId, code: null, reason: null });
    return ok({ room: show.room });
  });
  if (!done.ok) return done;
  await closeRoomNow(market, done.value.room);
  return ok({ state: "ended" });
}

type StopRefusal = "not_found" | "not_live" | "reason_missing" | "unknown_reason" | "too_long";

/**
 * Staff stop a live show, with a reason that everybody reads: picture, deals and pin are gone for all, the host gets no
 * pass again, and the act stands in the audit log. Stopped already, it stays as it was stopped. Moderators alone.
 */
export async function stopShow(
  market: Market,
  viewer: Viewer,
  input: { showId: string; reasonCode: string; reason: string },
): Promise<Result<{ state: "stopped" }, StopRefusal>> {
  if (!hasStaffRole(viewer, "moderator") || !isId(input.showId)) return refuse("not_found");
  const why = judgeReason(true, isStopReason, input);
  if (!why.ok) return why;
  const { code, text: reason } = why.value;
  const done = await market.transact<{ room: string | null }, StopRefusal>(async (tx) => {
    const show = await lockShow(tx, input.showId);
    if (!show) return refuse("not_found");
    if (show.state === "stopped") return ok({ room: show.room });
    if (!canMoveShow(show.state, "stopped")) return refuse("not_live");
    await finishShow(tx, show, { state: "stopped", by: viewer.accountId, code, reason });
    await recordAudit(tx, viewer, {
      act: "show.stop",
      subjectKind: "show",
      subjectId: show.id,
      before: { state: show.state },
      after: { state: "stopped" },
      reasonCode: code ?? "",
      reason: reason ?? "",
    });
    return ok({ room: show.room });
  });
  if (!done.ok) return done;
  await closeRoomNow(market, done.value.room);
  return ok({ state: "stopped" });
}

const MAX_WARNING = LETTERS.note;

/** Staff tell the host of a running show what is wrong; the host alone hears it, and it is written down. */
export async function warnHost(
  market: Market,
  viewer: Viewer,
  input: { showId: string; requestId: string; reason: string },
): Promise<Result<null, "not_found" | "not_live" | "reason_missing" | "too_long">> {
  const { showId, requestId } = input;
  if (!hasStaffRole(viewer, "moderator") || !isId(showId) || !isId(requestId)) return refuse("not_found");
  const reason = cleanText(input.reason);
  if (reason === "") return refuse("reason_missing", { field: "reason" });
  if (letterCount(reason) > MAX_WARNING) return refuse("too_long", { field: "reason", details: { max: MAX_WARNING } });
  return market.transact<null, "not_found" | "not_live">(async (tx) => {
    const show = await lockShow(tx, showId);
    if (!show) return refuse("not_found");
    if (await hasEventOfRequest(tx, show.id, requestId)) return ok(null);
    if (show.state !== "live") return refuse("not_live");
    await appendShowEvent(tx, show.id, "warned", { requestId, reason });
    await recordAudit(tx, viewer, { act: "show.warn", subjectKind: "show", subjectId: show.id, reason });
    return ok(null);
  });
}
