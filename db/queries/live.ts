import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";
import { showDeals, showGates, showItems, showPins, shows, videoCalls } from "#db/schema/live.ts";

export type ShowRow = typeof shows.$inferSelect;
export type ShowItemRow = typeof showItems.$inferSelect;

export async function readShow(db: Connection, showId: string): Promise<ShowRow | null> {
  const rows = await db.select().from(shows).where(eq(shows.id, showId));
  return rows[0] ?? null;
}

export async function readShowBySlug(db: Connection, slug: string): Promise<ShowRow | null> {
  const rows = await db.select().from(shows).where(eq(shows.slug, slug));
  return rows[0] ?? null;
}

export async function readShowByRoom(db: Connection, room: string): Promise<ShowRow | null> {
  const rows = await db.select().from(shows).where(eq(shows.room, room));
  return rows[0] ?? null;
}

/** A show under lock: acts on one show come one by one. */
export async function lockShow(tx: Tx, showId: string): Promise<ShowRow | null> {
  const rows = await tx.select().from(shows).where(eq(shows.id, showId)).for("no key update");
  return rows[0] ?? null;
}

export async function readShowByRequest(db: Connection, requestId: string): Promise<ShowRow | null> {
  const rows = await db.select().from(shows).where(eq(shows.requestId, requestId));
  return rows[0] ?? null;
}

export async function countPlanned(db: Connection, shopId: string): Promise<number> {
  const rows = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(shows)
    .where(and(eq(shows.shopId, shopId), eq(shows.state, "planned")));
  return rows[0]?.count ?? 0;
}

/** A day and a time of the market's zone as an instant, and how far ahead of its clock that lies, in seconds. */
export async function startOf(db: Connection, day: string, time: string): Promise<{ at: Date; aheadSeconds: number }> {
  const rows = await db.execute<{ at: string; ahead: number }>(sql`
    select to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
      extract(epoch from x.at - market_now())::float8 as ahead
    from (select ((${day}::date + ${time}::time) at time zone market_zone()) as at) x`);
  const row = rows[0];
  if (!row) throw new Error("the database told no time");
  return { at: new Date(row.at), aheadSeconds: row.ahead };
}

export async function insertShow(tx: Tx, row: typeof shows.$inferInsert): Promise<void> {
  await tx.insert(shows).values(row);
}

export async function updateShow(tx: Tx, showId: string, set: Partial<typeof shows.$inferInsert>): Promise<void> {
  await tx
    .update(shows)
    .set({ ...set, version: sql`${shows.version} + 1` })
    .where(eq(shows.id, showId));
}

/** Opens a show by the market's clock. */
export async function openShowRow(tx: Tx, showId: string, room: string): Promise<void> {
  await tx
    .update(shows)
    .set({ state: "live", room, startedAt: sql`market_now()`, version: sql`${shows.version} + 1` })
    .where(eq(shows.id, showId));
}

export type ShowEnd = { state: "ended" | "stopped"; by: string | null; code: string | null; reason: string | null };

/** Ends a show by the market's clock; its pin goes with it. */
export async function endShowRow(tx: Tx, showId: string, end: ShowEnd): Promise<void> {
  await tx
    .update(shows)
    .set({
      state: end.state,
      endedAt: sql`market_now()`,
      endedBy: end.by,
      endReasonCode: end.code,
      endReason: end.reason,
      studioKey: null,
      studioUntil: null,
      version: sql`${shows.version} + 1`,
    })
    .where(eq(shows.id, showId));
  await unpin(tx, showId);
}

export async function readItems(db: Connection, showId: string): Promise<ShowItemRow[]> {
  return db
    .select()
    .from(showItems)
    .where(eq(showItems.showId, showId))
    .orderBy(asc(showItems.position), asc(showItems.id));
}

export async function readItem(db: Connection, showId: string, itemId: string): Promise<ShowItemRow | null> {
  const rows = await db
    .select()
    .from(showItems)
    .where(and(eq(showItems.showId, showId), eq(showItems.id, itemId)));
  return rows[0] ?? null;
}

/** Puts a run of show in place of the one that stood there; a pack that stays keeps its id. */
export async function replaceItems(tx: Tx, showId: string, items: readonly (typeof showItems.$inferInsert)[]) {
  const kept = items.map((item) => item.variantId);
  const others = kept.length === 0 ? undefined : notInArray(showItems.variantId, kept);
  await tx.delete(showItems).where(and(eq(showItems.showId, showId), others));
  if (items.length === 0) return;
  await tx
    .insert(showItems)
    .values([...items])
    .onConflictDoUpdate({
      target: [showItems.showId, showItems.variantId],
      set: {
        position: sql`excluded.position`,
        livePriceVnd: sql`excluded.live_price_vnd`,
        quota: sql`excluded.quota`,
        perBuyer: sql`excluded.per_buyer`,
        isDiscount: sql`excluded.is_discount`,
      },
    });
}

export async function hasEventOfRequest(db: Connection, showId: string, requestId: string): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from show_events where show_id = ${showId} and body ->> 'requestId' = ${requestId} limit 1`,
  );
  return rows.length > 0;
}

export async function insertGate(tx: Tx, row: typeof showGates.$inferInsert): Promise<void> {
  await tx.insert(showGates).values(row);
}

export async function readPin(db: Connection, showId: string) {
  const rows = await db
    .select()
    .from(showPins)
    .where(and(eq(showPins.showId, showId), isNull(showPins.unpinnedAt)));
  return rows[0] ?? null;
}

export async function insertPin(tx: Tx, row: typeof showPins.$inferInsert): Promise<void> {
  await tx.insert(showPins).values(row);
}

/** Takes the pin away, by the market's clock; the item that was pinned, or null. */
export async function unpin(tx: Tx, showId: string): Promise<string | null> {
  const rows = await tx
    .update(showPins)
    .set({ unpinnedAt: sql`market_now()` })
    .where(and(eq(showPins.showId, showId), isNull(showPins.unpinnedAt)))
    .returning({ itemId: showPins.itemId });
  return rows[0]?.itemId ?? null;
}

export async function insertShowDeal(tx: Tx, row: typeof showDeals.$inferInsert): Promise<void> {
  await tx.insert(showDeals).values(row);
}

export async function readShowDeal(db: Connection, requestId: string) {
  const rows = await db.select().from(showDeals).where(eq(showDeals.requestId, requestId));
  return rows[0] ?? null;
}

/** Which item of which show a deal belongs to. */
export async function itemsOfDeals(db: Connection, dealIds: readonly string[]) {
  if (dealIds.length === 0) return [];
  return db
    .select({ dealId: showDeals.dealId, itemId: showDeals.itemId })
    .from(showDeals)
    .where(inArray(showDeals.dealId, [...dealIds]));
}

/**
 * Takes or renews the hold of a studio on its show. `until` is the end of the hold that stands now; `isMine` whether it
 * is this studio's.
 */
export async function takeLease(tx: Tx, showId: string, key: string, seconds: number) {
  const rows = await tx.execute<{ mine: boolean; seconds: number }>(sql`
    with taken as (update shows set studio_key = ${key}, studio_until = market_now() + make_interval(secs => ${seconds})
      where id = ${showId} and (studio_key is null or studio_key = ${key} or studio_until <= market_now()) returning 1)
    select exists (select 1 from taken) as mine,
      greatest(0, ceil(extract(epoch from s.studio_until - market_now())))::int as seconds
    from shows s where s.id = ${showId}`);
  const row = rows[0];
  return row?.mine ? { isMine: true, seconds } : { isMine: false, seconds: row?.seconds ?? 0 };
}

/** Whether a studio holds its show now. */
export async function holdsLease(db: Connection, showId: string, key: string): Promise<boolean> {
  const rows = await db.execute(
    sql`select 1 from shows where id = ${showId} and studio_key = ${key} and studio_until > market_now()`,
  );
  return rows.length > 0;
}

export async function hasVideoCall(db: Connection, id: string): Promise<boolean> {
  const rows = await db.select({ id: videoCalls.id }).from(videoCalls).where(eq(videoCalls.id, id));
  return rows.length > 0;
}

export async function insertVideoCall(db: Connection, row: typeof videoCalls.$inferInsert): Promise<void> {
  await db.insert(videoCalls).values(row).onConflictDoNothing();
}

export type RunningShow = { id: string; shopId: string; room: string; hostGoneSeconds: number };

/** Shows that are live, and for how many seconds no studio has held them. */
export async function readRunning(db: Connection): Promise<RunningShow[]> {
  return db.execute<RunningShow>(sql`
    select id, shop_id as "shopId", room, greatest(0, extract(epoch from market_now() - coalesce(studio_until, started_at)))::float8 as "hostGoneSeconds"
    from shows where state = 'live' order by id`);
}

/** Of these rooms, those whose show no longer runs. */
export async function roomsOfEnded(db: Connection, rooms: readonly string[]): Promise<string[]> {
  if (rooms.length === 0) return [];
  const found = await db
    .select({ room: shows.room })
    .from(shows)
    .where(and(inArray(shows.room, [...rooms]), inArray(shows.state, ["ended", "stopped", "called_off"])));
  return found.flatMap(({ room }) => (room === null ? [] : [room]));
}

/** Running shows that something concerns: a listing or a product they sell, their shop or their host. */
export async function runningShowsOf(db: Connection, kind: "listing" | "product" | "shop" | "host", id: string) {
  const rows = await db.execute<{ id: string }>(sql`
    select s.id from shows s where s.state = 'live' and case ${kind}::text
      when 'shop' then s.shop_id = ${id}::uuid
      when 'host' then s.host_id = ${id}::uuid
      when 'listing' then exists (select 1 from show_items i join variants v on v.id = i.variant_id
        where i.show_id = s.id and v.listing_id = ${id}::uuid)
      else exists (select 1 from show_items i join variants v on v.id = i.variant_id join listings l on l.id = v.listing_id
        where i.show_id = s.id and l.product_id = ${id}::uuid) end
    order by s.id`);
  return rows.map((row) => row.id);
}
