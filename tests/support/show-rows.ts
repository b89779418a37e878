import type { Sql } from "#db/client.ts";
import { editShow } from "#services/live/edit-show.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { openShow } from "#services/live/open-show.ts";
import { planShow } from "#services/live/plan-show.ts";
import type { VideoCall, VideoPort } from "#services/live/port.ts";
import type { PlannedItem } from "#services/live/rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import type { Bench } from "#tests/support/bench.ts";
import { type MadeListing, makeGoods } from "#tests/support/market-rows.ts";
import { addAccount, addStaff } from "#tests/support/order-rows.ts";

/** A video server without a network: rooms and people in memory; a pass is `role room identity`. */
export type FakeVideo = VideoPort & {
  state: { isUp: boolean; rooms: Map<string, Set<string>>; removed: string[]; calls: Map<string, VideoCall> };
};

export function fakeVideo(): FakeVideo {
  const state: FakeVideo["state"] = { isUp: true, rooms: new Map(), removed: [], calls: new Map() };
  const reach = () => {
    if (!state.isUp) throw new TypeError("fetch failed");
  };
  return {
    state,
    publicUrl: "ws://127.0.0.1:7880",
    isUp: async () => state.isUp,
    async openRoom(room) {
      reach();
      if (!state.rooms.has(room)) state.rooms.set(room, new Set());
    },
    async closeRoom(room) {
      reach();
      state.rooms.delete(room);
    },
    hostPass: async (room, identity) => `host ${room} ${identity}`,
    viewerPass: async (room, identity) => `viewer ${room} ${identity}`,
    async remove(room, identity) {
      reach();
      state.removed.push(identity);
      state.rooms.get(room)?.delete(identity);
    },
    async people(room) {
      reach();
      return [...(state.rooms.get(room) ?? [])].map((identity) => ({ identity, isPublishing: identity === "host" }));
    },
    async rooms() {
      reach();
      return [...state.rooms.keys()];
    },
    readCall: async (body, authorization) =>
      authorization === "signed" ? (state.calls.get(body) ?? (JSON.parse(body) as VideoCall)) : null,
  };
}

export type Stage = {
  market: Market;
  video: FakeVideo;
  shopId: string;
  host: Viewer;
  moderator: Viewer;
  goods: MadeListing & { lotId: string };
};

/** A shop with a verified host, certified goods on sale for 85,000 đồng, and a video server. */
export async function makeStage(bench: Bench): Promise<Stage> {
  const { sql } = bench;
  const goods = await makeGoods(sql, { priceVnd: 85_000, stars: 4 });
  const moderator = await addStaff(sql, "moderator");
  const host = await addHost(sql, goods.shopId, moderator);
  const video = fakeVideo();
  return { market: { ...bench.market, video }, video, shopId: goods.shopId, host, moderator, goods };
}

/** A member of a shop whom staff have verified, unless `moderator` is null. */
export async function addHost(sql: Sql, shopId: string, moderator: Viewer | null): Promise<Viewer> {
  const { accountId, viewer } = await addAccount(sql);
  await sql`insert into memberships (account_id, shop_id, role) values (${accountId}, ${shopId}, 'owner')`;
  if (moderator)
    await sql`insert into host_identities (id, account_id, legal_name, paper, recorded_by)
      values (${newId()}, ${accountId}, 'Lường Thị Mai', 'citizen_card', ${moderator.accountId})`;
  return { ...viewer, memberships: [{ shopId, role: "owner" }] };
}

/** A day ahead by the market's calendar. */
export async function someDay(sql: Sql, ahead = 1): Promise<string> {
  const [row] = await sql<{ day: string }[]>`select (market_today() + ${ahead}::int)::text as day`;
  return row?.day ?? "";
}

export const planned = (variantId: string, over: Partial<PlannedItem> = {}): PlannedItem => ({
  variantId,
  livePriceVnd: 78_000,
  quota: 60,
  perBuyer: 5,
  isDiscount: true,
  ...over,
});

/** A planned show with these goods. */
export async function plannedShow(
  stage: Omit<Stage, "video" | "moderator">,
  sql: Sql,
  items?: readonly PlannedItem[],
): Promise<{ showId: string; slug: string }> {
  const { market, host, shopId } = stage;
  const head = { title: "Miến dong mẻ đầu vụ", day: await someDay(sql), time: "19:30" };
  const made = await planShow(market, host, { requestId: newId(), shopId, ...head });
  if (!made.ok) throw new Error(made.code);
  const { showId } = made.value;
  const run = items ?? [planned(stage.goods.variantId)];
  const edited = await editShow(market, host, {
    showId,
    version: 1,
    hostId: host.accountId ?? "",
    ...head,
    items: run,
  });
  if (!edited.ok) throw new Error(edited.code);
  return made.value;
}

export const STUDIO = "studio-of-the-test-0001";

/** A show that is live, with its first item. */
export async function liveShow(stage: Stage, sql: Sql, items?: readonly PlannedItem[]) {
  const made = await plannedShow(stage, sql, items);
  const entered = await enterStudio(stage.market, stage.host, { showId: made.showId, studioKey: STUDIO });
  if (!entered.ok) throw new Error(entered.code);
  const opened = await openShow(stage.market, stage.host, { showId: made.showId, studioKey: STUDIO });
  if (!opened.ok) throw new Error(`${opened.code} ${JSON.stringify(opened.details)}`);
  const rows = await sql<{ id: string }[]>`select id from show_items where show_id = ${made.showId} order by position`;
  return { ...made, studioKey: STUDIO, itemId: rows[0]?.id ?? "", itemIds: rows.map((row) => row.id) };
}

export async function showRow(sql: Sql, showId: string) {
  const [row] = await sql<{ state: string; room: string | null; end_reason_code: string | null; slug: string }[]>`
    select state, room, end_reason_code, slug from shows where id = ${showId}`;
  if (!row) throw new Error("no such show");
  return row;
}

export async function kindsOf(sql: Sql, showId: string): Promise<string[]> {
  const rows = await sql<{ kind: string }[]>`select kind from show_events where show_id = ${showId} order by seq`;
  return rows.map((row) => row.kind);
}
