import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { certificateEvents, certificates } from "#db/schema/certification.ts";

export type CertificateRow = {
  id: string;
  number: string;
  stars: number;
  issuer: string;
  decision_number: string;
  valid_from: string;
  valid_to: string;
  is_demo: boolean;
  product_id: string;
  product_name: string;
  producer_name: string;
  commune_name: string | null;
  revoked_at: string | null;
  revoked_reason_code: string | null;
  revoked_reason: string | null;
  revoked_decision: string | null;
  today: string;
  total: number;
};

export type CertificateFilter = { words: string; standing: string | null; limit: number; offset: number };
export type ListedCertificate = CertificateRow & { standing: string };

const columns = sql`
  c.id, c.number, c.stars, c.issuer, c.decision_number, c.valid_from::text, c.valid_to::text, c.is_demo, c.product_id,
  p.name as product_name, m.name as producer_name, k.name as commune_name,
  to_json(r.effective_at) as revoked_at, r.reason_code as revoked_reason_code, r.reason as revoked_reason,
  r.decision_number as revoked_decision, market_today()::text as today`;

const source = sql`
  from certificates c
  join products p on p.id = c.product_id
  join producers m on m.id = p.producer_id
  left join communes k on k.code = p.origin_commune_code
  left join certificate_events r on r.certificate_id = c.id and r.kind = 'revoked'`;

/** The register, those that end soonest first; revoked and lapsed ones last. `words` matches number, product or producer. */
export async function readCertificates(db: Connection, filter: CertificateFilter): Promise<ListedCertificate[]> {
  const like = `%${filter.words.replace(/[\\%_]/g, "\\$&")}%`;
  return db.execute<ListedCertificate>(sql`
    select *, count(*) over ()::int as total from (select ${columns},
      case when r.id is not null then 'revoked'
        when market_today() < c.valid_from then 'not_yet'
        when market_today() >= c.valid_to then 'lapsed'
        when c.valid_to - market_today() <= 30 then 'ends_soon'
        else 'in_force' end as standing
      ${source}
      where ${filter.words} = '' or f_unaccent(c.number || ' ' || p.name || ' ' || m.name) like f_unaccent(${like})) found
    where ${filter.standing}::text is null or standing = ${filter.standing}::text
    order by case standing when 'ends_soon' then 0 when 'in_force' then 1 when 'not_yet' then 2 when 'lapsed' then 3 else 4 end,
      valid_to, number
    limit ${filter.limit} offset ${filter.offset}`);
}

export async function readCertificate(db: Connection, id: string): Promise<CertificateRow | null> {
  const rows = await db.execute<CertificateRow>(sql`select ${columns}, 1 as total ${source} where c.id = ${id}::uuid`);
  return rows[0] ?? null;
}

export type CertificateEventRow = {
  kind: string;
  effective_at: string;
  created_at: string;
  reason_code: string | null;
  reason: string | null;
  decision_number: string | null;
  actor_name: string | null;
};

export async function readCertificateEvents(db: Connection, id: string): Promise<CertificateEventRow[]> {
  return db.execute<CertificateEventRow>(sql`
    select e.kind, to_json(e.effective_at) as effective_at, to_json(e.created_at) as created_at, e.reason_code, e.reason, e.decision_number, a.name as actor_name
    from certificate_events e left join accounts a on a.id = e.actor_id
    where e.certificate_id = ${id}::uuid order by e.created_at, e.id`);
}

export type LeaningRow = { listings: number; carts: number; open_orders: number; lots: number };

/** What leans on a product's badge at this moment: shown before a revocation is pressed. */
export async function countLeaning(db: Connection, productId: string): Promise<LeaningRow> {
  const rows = await db.execute<LeaningRow>(sql`
    with ours as (select id from listings where product_id = ${productId}::uuid),
      packs as (select v.id from variants v where v.listing_id in (select id from ours))
    select
      (select count(*)::int from listings where product_id = ${productId}::uuid and state = 'approved') as listings,
      (select count(distinct cart_id)::int from cart_lines where variant_id in (select id from packs)) as carts,
      (select count(distinct l.order_id)::int from order_lines l join orders o on o.id = l.order_id
        where l.product_id = ${productId}::uuid and o.state in ('awaiting_payment', 'new', 'accepted', 'packed')) as open_orders,
      (select count(*)::int from lots where variant_id in (select id from packs) and not is_closed) as lots`);
  return rows[0] ?? { listings: 0, carts: 0, open_orders: 0, lots: 0 };
}

export type ProductChoice = { id: string; name: string; producer_name: string };

export async function findProducts(db: Connection, words: string): Promise<ProductChoice[]> {
  const like = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return db.execute<ProductChoice>(sql`
    select p.id, p.name, m.name as producer_name from products p join producers m on m.id = p.producer_id
    where f_unaccent(p.name || ' ' || m.name) like f_unaccent(${like}) order by p.name collate "vi-x-icu" limit 20`);
}

export async function readProductName(db: Connection, id: string): Promise<ProductChoice | null> {
  const rows = await db.execute<ProductChoice>(sql`
    select p.id, p.name, m.name as producer_name from products p join producers m on m.id = p.producer_id where p.id = ${id}::uuid`);
  return rows[0] ?? null;
}

/** False when a certificate of that id or number stands there already. */
export async function insertCertificate(tx: Connection, row: typeof certificates.$inferInsert): Promise<boolean> {
  const made = await tx.insert(certificates).values(row).onConflictDoNothing().returning({ id: certificates.id });
  return made.length > 0;
}

export async function readCertificateKeys(db: Connection, id: string) {
  const rows = await db.execute<{ number: string; product_id: string }>(sql`
    select number, product_id from certificates where id = ${id}::uuid`);
  return rows[0] ?? null;
}

export async function insertCertificateEvent(
  tx: Connection,
  row: typeof certificateEvents.$inferInsert,
): Promise<void> {
  await tx.insert(certificateEvents).values(row);
}

type Revocation = Pick<
  typeof certificateEvents.$inferInsert,
  "id" | "certificateId" | "reasonCode" | "reason" | "decisionNumber" | "actorId"
>;

/** False when it was revoked before, or by another at this very moment. */
export async function insertRevocation(tx: Connection, row: Revocation): Promise<boolean> {
  const made = await tx
    .insert(certificateEvents)
    .values({ ...row, kind: "revoked" })
    .onConflictDoNothing()
    .returning({ id: certificateEvents.id });
  return made.length > 0;
}

export async function readRevocation(db: Connection, certificateId: string) {
  const rows = await db.execute<{
    actor_id: string | null;
    actor_name: string | null;
    reason: string | null;
    decision_number: string | null;
  }>(sql`
    select e.actor_id, a.name as actor_name, e.reason, e.decision_number
    from certificate_events e left join accounts a on a.id = e.actor_id
    where e.certificate_id = ${certificateId}::uuid and e.kind = 'revoked'`);
  return rows[0] ?? null;
}

export type Reachable = { account_id: string; channel: "mail" | "sms"; recipient: string };

/** Owners and managers of the shops of a product's producer: by mail where there is one, else by SMS. */
export async function readProducerPeople(db: Connection, productId: string): Promise<Reachable[]> {
  return db.execute<Reachable>(sql`
    select distinct a.id as account_id, case when a.email_is_real then 'mail' else 'sms' end as channel,
      case when a.email_is_real then a.email else a.phone_number end as recipient
    from products p join shops s on s.producer_id = p.producer_id and s.approved_at is not null
    join memberships m on m.shop_id = s.id and m.role <> 'packer' join accounts a on a.id = m.account_id
    where p.id = ${productId}::uuid and (a.email_is_real or a.phone_number is not null)`);
}

export type StandingCounts = { ends_soon: number; lapsed: number; all: number; today: string };

/** How many certificates stand how. */
export async function countStandings(db: Connection): Promise<StandingCounts> {
  const rows = await db.execute<StandingCounts>(sql`
    select count(*)::int as all, market_today()::text as today,
      count(*) filter (where r.id is null and market_today() >= c.valid_from and market_today() < c.valid_to
        and c.valid_to - market_today() <= 30)::int as ends_soon,
      count(*) filter (where r.id is null and market_today() >= c.valid_to)::int as lapsed
    from certificates c left join certificate_events r on r.certificate_id = c.id and r.kind = 'revoked'`);
  const [row] = rows;
  if (!row) throw new Error("counting gave no row");
  return row;
}

/** Other certificates of the product, newest first. */
export async function readCertificatesBeside(db: Connection, productId: string, id: string) {
  return db.execute<{ id: string; number: string; valid_from: string; valid_to: string }>(sql`
    select id, number, valid_from::text, valid_to::text from certificates
    where product_id = ${productId}::uuid and id <> ${id}::uuid order by valid_from desc, id limit 10`);
}
