import { readShow } from "#db/queries/live.ts";
import { readChoicesOf, readFigures, readPlanItems, readSold } from "#db/queries/live-lists.ts";
import { readShopHosts } from "#db/queries/shops-hosts.ts";
import type { ShowState } from "#services/live/board.ts";
import { gateFactsOf, videoOf } from "#services/live/check-gate.ts";
import { gateLines, type Line } from "#services/live/rules.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

export type PlanItem = {
  itemId: string;
  variantId: string;
  listingId: string;
  name: string;
  pack: string;
  picture: string | null;
  groupNumber: number;
  regularVnd: number | null;
  lowestVnd: number | null;
  free: number;
  liveVnd: number | null;
  quota: number | null;
  perBuyer: number | null;
  isDiscount: boolean;
};

export type Figures = {
  reach: number;
  mostViewers: number;
  messages: number;
  orders: number;
  moneyVnd: number;
  sold: { name: string; pack: string; units: number; dealUnits: number; moneyVnd: number }[];
};

/** What a show did: people reached, most at once, what was said, what was ordered in it and not called off since. */
export async function figuresOf(market: Market, showId: string, mostViewers: number): Promise<Figures> {
  const [all, sold] = await Promise.all([readFigures(market.db, showId), readSold(market.db, showId)]);
  return {
    reach: all.reach,
    mostViewers,
    messages: all.messages,
    orders: all.orders,
    moneyVnd: all.money,
    sold: sold.map((row) => ({
      name: row.listing,
      pack: row.pack,
      units: row.units,
      dealUnits: row.deal_units,
      moneyVnd: row.money,
    })),
  };
}

/** Orders and money of a show so far, for the people of its shop. */
export async function studioFigures(
  market: Market,
  viewer: Viewer,
  showId: string,
): Promise<Result<{ orders: number; moneyVnd: number }, "not_found">> {
  const show = isId(showId) ? await readShow(market.db, showId) : null;
  if (!show || !isMemberOf(viewer, show.shopId)) return refuse("not_found");
  const { orders, money } = await readFigures(market.db, show.id);
  return ok({ orders, moneyVnd: money });
}

export type PlanView = {
  id: string;
  slug: string;
  title: string;
  state: ShowState;
  startsAt: string;
  startedAt: string | null;
  endedAt: string | null;
  endReasonCode: string | null;
  endReason: string | null;
  version: number;
  hostId: string | null;
  isMine: boolean;
  mayEdit: boolean;
  hosts: { id: string; name: string; isVerified: boolean }[];
  items: PlanItem[];
  /** Packs that aren't in the run of show yet. */
  choices: { variantId: string; label: string }[];
  lines: Line[];
  figures: Figures | null;
};

/** A show for the people of its shop: the plan with its gate before it, the figures when it is over. */
export async function viewPlan(market: Market, viewer: Viewer, showId: string): Promise<Result<PlanView, "not_found">> {
  const show = isId(showId) ? await readShow(market.db, showId) : null;
  if (!show || !isMemberOf(viewer, show.shopId)) return refuse("not_found");
  const isPlanned = show.state === "planned";
  const [rows, hosts, choices] = await Promise.all([
    readPlanItems(market.db, show.id),
    readShopHosts(market.db, show.shopId),
    isPlanned ? readChoicesOf(market.db, show.shopId) : [],
  ]);
  const lines = isPlanned ? gateLines(await gateFactsOf(market.db, show.id, await videoOf(market))) : [];
  const began = show.startedAt !== null;
  return ok({
    id: show.id,
    slug: show.slug,
    title: show.title,
    state: show.state,
    startsAt: show.startsAt.toISOString(),
    startedAt: show.startedAt?.toISOString() ?? null,
    endedAt: show.endedAt?.toISOString() ?? null,
    endReasonCode: show.endReasonCode,
    endReason: show.endReason,
    version: show.version,
    hostId: show.hostId,
    isMine: show.hostId === viewer.accountId,
    mayEdit: isPlanned && mayManage(viewer, show.shopId),
    hosts: hosts.map((row) => ({
      id: row.account_id,
      name: row.legal_name ?? row.name,
      isVerified: row.legal_name !== null,
    })),
    items: rows.map((row) => ({
      itemId: row.item_id,
      variantId: row.variant_id,
      listingId: row.listing_id,
      name: row.name,
      pack: row.pack,
      picture: row.picture,
      groupNumber: row.group_number,
      regularVnd: row.regular_vnd,
      lowestVnd: row.lowest_vnd,
      free: row.free,
      liveVnd: row.live_vnd,
      quota: row.quota,
      perBuyer: row.per_buyer,
      isDiscount: row.is_discount,
    })),
    choices: choices
      .filter((choice) => !rows.some((row) => row.variant_id === choice.variant_id))
      .map((choice) => ({ variantId: choice.variant_id, label: `${choice.name}, ${choice.pack}` })),
    lines,
    figures: began ? await figuresOf(market, show.id, show.mostViewers) : null,
  });
}
