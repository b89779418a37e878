import { readComing, readLive, readPast, readShopShows, type ShowListRow } from "#db/queries/live-lists.ts";
import type { ShowState } from "#services/live/board.ts";
import { boardsOf } from "#services/live/board.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, isMemberOf, type Viewer } from "#services/shared/viewer.ts";

const PAGE = 12;

export type ListedShow = {
  id: string;
  slug: string;
  title: string;
  state: ShowState;
  startsAt: string;
  startedAt: string | null;
  endedAt: string | null;
  endReasonCode: string | null;
  isDemo: boolean;
  shopName: string;
  commune: string | null;
  items: number;
  orders: number;
  hasAlcohol: boolean;
  picture: string | null;
  groupNumber: number;
};

const instantOf = (value: string | null) => (value === null ? null : new Date(value).toISOString());

const listed = (row: ShowListRow): ListedShow => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  state: row.state,
  startsAt: new Date(row.starts_at).toISOString(),
  startedAt: instantOf(row.started_at),
  endedAt: instantOf(row.ended_at),
  endReasonCode: row.end_reason_code,
  isDemo: row.is_demo,
  shopName: row.shop_name,
  commune: row.commune,
  items: row.items,
  orders: row.orders,
  hasAlcohol: row.has_alcohol,
  picture: row.picture,
  groupNumber: row.group_number ?? 1,
});

/** What is pinned in a running show, for the list: its name, its live price, what is left of it. */
export type Pinned = { name: string; pack: string; priceVnd: number; isDeal: boolean; left: number; quota: number };
export type LiveNow = ListedShow & { pinned: Pinned | null };

async function withPins(market: Market, rows: readonly ShowListRow[]): Promise<LiveNow[]> {
  const boards = await boardsOf(
    market.db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const board = boards.find((one) => one.showId === row.id);
    const item = board?.items.find((one) => one.itemId === board.pin?.itemId && one.offSale !== "off_sale");
    if (!item) return { ...listed(row), pinned: null };
    const { name, pack, deal, priceVnd } = item;
    const pinned = {
      name,
      pack,
      priceVnd: deal?.priceVnd ?? priceVnd,
      isDeal: deal !== null,
      left: deal?.left ?? 0,
      quota: deal?.quota ?? 0,
    };
    return { ...listed(row), pinned };
  });
}

/** Running, coming and past shows, for everybody; and how it stands with the pictures. */
export async function listShows(market: Market, _viewer: Viewer, input: { page: number }) {
  const offset = (input.page - 1) * PAGE;
  const [live, coming, past, video] = await Promise.all([
    readLive(market.db),
    readComing(market.db),
    readPast(market.db, { limit: PAGE, offset }),
    market.videoStanding(),
  ]);
  const lastPage = Math.max(1, Math.ceil((past[0]?.total ?? 0) / PAGE));
  return {
    live: await withPins(market, live),
    coming: coming.map(listed),
    past: past.map(listed),
    page: input.page,
    lastPage,
    video,
  };
}

/** Every show of a shop, for its people. */
export async function listOwnShows(
  market: Market,
  viewer: Viewer,
  input: { shopId: string },
): Promise<Result<ListedShow[], "not_found">> {
  if (!isMemberOf(viewer, input.shopId)) return refuse("not_found");
  return ok((await readShopShows(market.db, input.shopId)).map(listed));
}

export type StaffShow = LiveNow & { shopId: string; hostName: string | null; mostViewers: number };

/** What runs and what comes, for moderators: who holds it, and what is pinned. */
export async function listStaffShows(
  market: Market,
  viewer: Viewer,
): Promise<Result<{ live: StaffShow[]; coming: StaffShow[] }, "not_found">> {
  if (!hasStaffRole(viewer, "moderator")) return refuse("not_found");
  const [live, coming] = await Promise.all([readLive(market.db), readComing(market.db)]);
  const more = (row: ShowListRow) => ({ shopId: row.shop_id, hostName: row.host_name, mostViewers: row.most_viewers });
  const pins = await withPins(market, live);
  return ok({
    live: live.map((row, at) => ({ ...(pins[at] ?? { ...listed(row), pinned: null }), ...more(row) })),
    coming: coming.map((row) => ({ ...listed(row), pinned: null, ...more(row) })),
  });
}
