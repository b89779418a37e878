import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";

const uuids = (ids: readonly string[]) => sql`${sql.param([...ids])}::uuid[]`;

/** Units kept in a checkout whose time is over, by whomever. Alias `h` (holds). */
const isLapsed = sql`h.purpose = 'deal' and h.state = 'held' and h.expires_at <= market_now()`;

/**
 * Locks these deals, and those of which units that have lapsed lie in lots of these variants, in the order of their ids.
 * Everybody locks deals first and lots after them.
 */
export async function lockDeals(
  tx: Tx,
  dealIds: readonly string[],
  variantIds: readonly string[],
): Promise<{ id: string; variant_id: string }[]> {
  return tx.execute<{ id: string; variant_id: string }>(sql`
    select id, variant_id from deals where id = any(${uuids(dealIds)}) or id in (
      select h.deal_id from holds h join lots l on l.id = h.lot_id where l.variant_id = any(${uuids(variantIds)}) and ${isLapsed})
    order by id for no key update`);
}

/** Locks the deals of which this buyer has units in a checkout. */
export async function lockDealsOfBuyer(
  tx: Tx,
  buyerKey: string,
  dealIds: readonly string[] | null,
): Promise<{ id: string; variant_id: string }[]> {
  const only = dealIds === null ? sql`` : sql`and h.deal_id = any(${uuids(dealIds)})`;
  return tx.execute<{ id: string; variant_id: string }>(sql`
    select id, variant_id from deals where id in (
      select h.deal_id from holds h where h.deal_id is not null and h.buyer_key = ${buyerKey} and h.purpose = 'deal' and h.state = 'held' ${only})
    order by id for no key update`);
}

/** Locks the deals that these order lines were sold by. */
export async function lockDealsOfLines(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    select 1 from deals where id in (
      select h.deal_id from holds h where h.order_line_id = any(${uuids(lineIds)}) and h.deal_id is not null)
    order by id for no key update`);
}

/** Locks every lot of these variants, sellable or not, in the order of their ids. */
export async function lockLotsOfVariants(tx: Tx, variantIds: readonly string[]): Promise<void> {
  await tx.execute(sql`select 1 from lots where variant_id = any(${uuids(variantIds)}) order by id for update`);
}

/** Gives back what lapsed of these deals. Deals and lots are locked. */
export async function releaseLapsed(tx: Tx, dealIds: readonly string[]): Promise<void> {
  await tx.execute(sql`update holds h set state = 'released' where h.deal_id = any(${uuids(dealIds)}) and ${isLapsed}`);
}

/** Gives back what a buyer has of these deals in a checkout. Deals and lots are locked. */
export async function releaseOfBuyer(tx: Tx, buyerKey: string, dealIds: readonly string[]): Promise<void> {
  await tx.execute(sql`update holds set state = 'released'
    where deal_id = any(${uuids(dealIds)}) and buyer_key = ${buyerKey} and purpose = 'deal' and state = 'held'`);
}

export type BuyerHoldRow = { deal_id: string; held: number; first_at: string | null; until: string; is_spent: boolean };

/**
 * What a buyer holds of deals in a checkout. `first_at` is when the visit began that still goes on: a hold follows another
 * of the same visit when less than `minutes` lie between them. `until` is how long a hold that is taken now may last: so
 * many minutes, and three times as many from the visit's beginning; `is_spent` when that is over.
 */
export async function readBuyerHolds(
  tx: Connection,
  buyerKey: string,
  dealIds: readonly string[],
  minutes: number,
): Promise<BuyerHoldRow[]> {
  return tx.execute<BuyerHoldRow>(sql`
    with mine as (
      select d.id as deal_id,
        coalesce(sum(h.quantity) filter (where h.state = 'held' and h.expires_at > market_now()), 0)::int as held,
        min(h.created_at) filter (where h.expires_at > market_now() - make_interval(mins => ${minutes})) as first_at
      from unnest(${uuids(dealIds)}) d(id)
      left join holds h on h.deal_id = d.id and h.buyer_key = ${buyerKey} and h.purpose = 'deal' group by d.id),
    bounded as (
      select mine.*, least(market_now() + make_interval(mins => ${minutes}),
        coalesce(first_at, market_now()) + make_interval(mins => 3 * ${minutes})) as until from mine)
    select deal_id, held, to_json(first_at)#>>'{}' as first_at, to_json(until)#>>'{}' as until, until <= market_now() as is_spent from bounded`);
}

/** Lets what a buyer holds of a deal last until then. */
export async function renewHolds(tx: Tx, buyerKey: string, dealId: string, until: Date): Promise<void> {
  await tx.execute(sql`update holds set expires_at = greatest(expires_at, ${until.toISOString()}::timestamptz)
    where deal_id = ${dealId}::uuid and buyer_key = ${buyerKey} and purpose = 'deal' and state = 'held' and expires_at > market_now()`);
}

export type DealStandingRow = {
  deal_id: string;
  is_running: boolean;
  is_begun: boolean;
  left: number;
  per_buyer: number;
  bought: number;
};

/**
 * How deals stand now: units left, and what this buyer, or whoever ordered by this phone number, bought of them and has
 * not given back: the larger of the two.
 */
export async function readDealStandings(
  tx: Connection,
  dealIds: readonly string[],
  buyerKey: string,
  phone: string | null,
): Promise<DealStandingRow[]> {
  return tx.execute<DealStandingRow>(sql`
    select d.id as deal_id, d.starts_at <= market_now() as is_begun,
      (d.ended_at is null and d.starts_at <= market_now() and d.ends_at > market_now() and w.state = 'live') as is_running,
      d.quota - d.taken as left, d.per_buyer,
      greatest(
        (select coalesce(sum(h.quantity), 0) from holds h
          where h.deal_id = d.id and h.buyer_key = ${buyerKey} and h.purpose = 'order' and h.state <> 'released'),
        (select coalesce(sum(h.quantity), 0) from order_contacts c join orders o on o.group_id = c.group_id
          join order_lines x on x.order_id = o.id and x.deal_id = d.id
          join holds h on h.order_line_id = x.id and h.deal_id = d.id and h.state <> 'released'
          where c.phone = ${phone}))::int as bought
    from deals d join shows w on w.id = d.show_id where d.id = any(${uuids(dealIds)})`);
}

/** Takes over under another key what a guest has in a checkout: the same units, until the same moment. */
export async function rekeyHolds(tx: Tx, fromKey: string, toKey: string, dealIds: readonly string[]): Promise<void> {
  const moved = await tx.execute<{ lot_id: string }>(sql`
    update holds set state = 'released' where deal_id = any(${uuids(dealIds)}) and buyer_key = ${fromKey}
      and purpose = 'deal' and state = 'held' and expires_at > market_now()
    returning lot_id, shop_id, quantity, deal_id, expires_at, created_at`);
  await tx.execute(sql`
    insert into holds (id, lot_id, shop_id, quantity, buyer_key, purpose, deal_id, state, expires_at, created_at)
    select gen_random_uuid(), m.lot_id, m.shop_id, m.quantity, ${toKey}, 'deal', m.deal_id, 'held', m.expires_at, m.created_at
    from json_to_recordset(${JSON.stringify(moved)}::json)
      m(lot_id uuid, shop_id uuid, quantity int, deal_id uuid, expires_at timestamptz, created_at timestamptz)`);
}

/** When the next of a deal's units in checkouts lapses, if any. */
export async function nextLapse(db: Connection, dealId: string): Promise<Date | null> {
  const rows = await db.execute<{ at: string | null }>(sql`
    select to_json(min(expires_at))#>>'{}' as at from holds
    where deal_id = ${dealId}::uuid and purpose = 'deal' and state = 'held'`);
  return rows[0]?.at ? new Date(rows[0].at) : null;
}
