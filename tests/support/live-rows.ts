import type { Sql } from "#db/client.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import { type MadeListing, makeGoods } from "#tests/support/market-rows.ts";

export type MadeShow = {
  showId: string;
  slug: string;
  shopId: string;
  items: (MadeListing & { itemId: string; lotId: string })[];
};

export type ShowWish = {
  shopId?: string;
  state?: "planned" | "live" | "ended" | "stopped" | "called_off";
  isDemo?: boolean;
  /** How many goods the show has; none by default. */
  goods?: number;
  /** Stars of a certificate of each of them, 4 unless told: a show sells certified goods alone. */
  stars?: number;
  /** Name of each of them. */
  name?: string;
  /** Length of the pack's name of each of them, for boards that are large. */
  packLetters?: number;
  hostId?: string;
  startsAt?: Date;
};

/** A show in plain rows, live unless asked otherwise: for tests that are about something else. */
export async function makeShow(sql: Sql, wish: ShowWish = {}): Promise<MadeShow> {
  const first = await makeGoods(sql, {
    ...(wish.shopId ? { shopId: wish.shopId } : {}),
    stars: wish.stars ?? 4,
    name: wish.name ?? "Miến dong",
  });
  const showId = newId();
  const slug = `phien-${newCode().toLowerCase()}`;
  const state = wish.state ?? "live";
  const began = state !== "planned" && state !== "called_off";
  const isOver = state !== "planned" && state !== "live";
  await sql`
    insert into shows (id, shop_id, slug, title, starts_at, state, is_demo, host_id, room, started_at, ended_at, end_reason_code, request_id)
    values (${showId}, ${first.shopId}, ${slug}, 'Phiên thử', coalesce(${wish.startsAt ?? null}::timestamptz, market_now()), ${state},
      ${wish.isDemo ?? false}, ${wish.hostId ?? null}, ${began ? `room-${newId()}` : null},
      case when ${began} then market_now() end, case when ${isOver} then market_now() end,
      ${state === "stopped" ? "other" : null}, ${newId()})`;
  const items: MadeShow["items"] = [];
  for (let position = 0; position < (wish.goods ?? 0); position++) {
    const goods =
      position === 0
        ? first
        : await makeGoods(sql, {
            shopId: first.shopId,
            stars: wish.stars ?? 4,
            name: wish.name ?? `Hàng ${position}`,
          });
    const itemId = newId();
    if (wish.packLetters)
      await sql`update variants set name = ${"g".repeat(wish.packLetters)} where id = ${goods.variantId}`;
    await sql`insert into show_items (id, show_id, shop_id, position, variant_id)
      values (${itemId}, ${showId}, ${first.shopId}, ${position}, ${goods.variantId})`;
    items.push({ ...goods, itemId });
  }
  return { showId, slug, shopId: first.shopId, items };
}

/** Puts a thing of the show in front of the viewers, with the event that tells of it. */
export async function pinItem(sql: Sql, show: MadeShow, itemId: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update show_pins set unpinned_at = market_now() where show_id = ${show.showId} and unpinned_at is null`;
    await tx`insert into show_pins (id, show_id, shop_id, item_id) values (${newId()}, ${show.showId}, ${show.shopId}, ${itemId})`;
    const [row] = await tx<{ seq: number }[]>`update shows set seq = seq + 1 where id = ${show.showId} returning seq`;
    await tx`insert into show_events (show_id, seq, kind, body) values (${show.showId}, ${row?.seq ?? 0}, 'pinned', '{}')`;
  });
}

/** The show is over. */
export async function endShow(sql: Sql, showId: string): Promise<void> {
  await sql`update shows set state = 'ended', ended_at = market_now() where id = ${showId}`;
}

/** Makes somebody a member of the shop whose show it is. */
export async function joinShop(sql: Sql, shopId: string, accountId: string): Promise<void> {
  await sql`insert into memberships (account_id, shop_id, role) values (${accountId}, ${shopId}, 'owner')`;
}
