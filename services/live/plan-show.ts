import { countPlanned, insertShow, readShowByRequest, startOf } from "#db/queries/live.ts";
import { lockShop } from "#db/queries/shops-seller.ts";
import { MAX_PLANNED, MAX_TITLE } from "#services/live/rules.ts";
import { findClaims } from "#services/shared/claims.ts";
import { cleanLine, letterCount } from "#services/shared/clean-text.ts";
import { isDay } from "#services/shared/days.ts";
import { isId, newCode, newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { gather, ok, type Refusals, type Result, refuse } from "#services/shared/result.ts";
import { slugOf } from "#services/shared/slug.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

export type HeadInput = {
  title: string;
  /** A day and a time of the market's zone: `2026-11-24`, `19:30`. */
  day: string;
  time: string;
};

export type HeadRefusal = "missing" | "too_long" | "claims" | "odd_day" | "odd_time" | "past" | "too_far";

/** A show may be planned a little after it should have begun, and a year ahead. */
const LATE_SECONDS = 3600;
const FAR_SECONDS = 366 * 86_400;

function judgeTitle(typed: string): Result<string, HeadRefusal> {
  const title = cleanLine(typed);
  if (title === "") return refuse("missing", { field: "title" });
  if (letterCount(title) > MAX_TITLE) return refuse("too_long", { field: "title", details: { max: MAX_TITLE } });
  const claims = findClaims(title);
  return claims.length > 0 ? refuse("claims", { field: "title", details: { words: claims.join(", ") } }) : ok(title);
}

async function judgeStart(tx: Tx, day: string, time: string, standing?: Date): Promise<Result<Date, HeadRefusal>> {
  const { at, aheadSeconds } = await startOf(tx, day, time);
  if (standing?.getTime() === at.getTime()) return ok(at);
  if (aheadSeconds < -LATE_SECONDS) return refuse("past", { field: "day" });
  return aheadSeconds > FAR_SECONDS ? refuse("too_far", { field: "day" }) : ok(at);
}

/**
 * Title and start as they may stand: no promise of a cure and no stars of its own in a title, a start that can come.
 * Refused, it says everything that is wrong, each with its field.
 */
export async function judgeHead(
  tx: Tx,
  { title, day, time }: HeadInput,
  standing?: Date,
): Promise<{ ok: true; value: { title: string; startsAt: Date } } | Refusals<HeadRefusal>> {
  const isClock = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  const isWhole = isDay(day) && isClock;
  const read = gather({
    title: judgeTitle(title),
    day: isDay(day) ? ok(day) : refuse("odd_day", { field: "day" }),
    time: isClock ? ok(time) : refuse("odd_time", { field: "time" }),
    startsAt: isWhole ? await judgeStart(tx, day, time, standing) : ok(new Date(0)),
  });
  return read.ok ? ok({ title: read.value.title, startsAt: read.value.startsAt }) : read;
}

export type PlanShowInput = HeadInput & { requestId: string; shopId: string };
type PlanRefusal = HeadRefusal | "not_found" | "too_many" | "shop_not_open";

/** Plans a show of an open shop, with the viewer as its host. Asked again under the same `requestId`, it is the same show. */
export async function planShow(
  market: Market,
  viewer: Viewer,
  input: PlanShowInput,
): Promise<Result<{ showId: string; slug: string }, PlanRefusal> | Refusals<PlanRefusal>> {
  if (!isId(input.requestId) || !isId(input.shopId) || !mayManage(viewer, input.shopId)) return refuse("not_found");
  return market.transact<{ showId: string; slug: string }, PlanRefusal>(async (tx) => {
    const shop = await lockShop(tx, input.shopId);
    if (!shop) return refuse("not_found");
    const repeated = await readShowByRequest(tx, input.requestId);
    if (repeated)
      return repeated.shopId === shop.id ? ok({ showId: repeated.id, slug: repeated.slug }) : refuse("not_found");
    if (shop.state !== "approved") return refuse("shop_not_open");
    const head = await judgeHead(tx, input);
    if (!head.ok) return head;
    if ((await countPlanned(tx, shop.id)) >= MAX_PLANNED) return refuse("too_many", { details: { max: MAX_PLANNED } });
    const showId = newId();
    const slug = [slugOf(head.value.title) || "live", newCode(6).toLowerCase()].join("-");
    await insertShow(tx, {
      id: showId,
      shopId: shop.id,
      slug,
      ...head.value,
      isDemo: shop.isDemo,
      hostId: viewer.accountId,
      requestId: input.requestId,
      createdBy: viewer.accountId,
    });
    return ok({ showId, slug });
  });
}
