import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type ShownShowRow = {
  id: string;
  shop_id: string;
  slug: string;
  title: string;
  state: "planned" | "live" | "ended" | "stopped" | "called_off";
  starts_at: string;
  started_at: string | null;
  ended_at: string | null;
  end_reason_code: string | null;
  end_reason: string | null;
  is_demo: boolean;
  room: string | null;
  shop_name: string;
  shop_slug: string;
  commune: string | null;
  producer: string;
  /** Null while it isn't over. */
  facts: { mostViewers: number; orders: number; units: number } | null;
};

/** A show by its slug with who holds it, or null. */
export async function readShownShow(db: Connection, slug: string): Promise<ShownShowRow | null> {
  const rows = await db.execute<ShownShowRow>(sql`
    select s.id, s.shop_id, s.slug, s.title, s.state, s.starts_at, s.started_at, s.ended_at, s.end_reason_code,
      s.end_reason, s.is_demo, s.room, h.name as shop_name, h.slug as shop_slug,
      nullif(concat_ws(' ', c.kind, c.name), '') as commune, m.name as producer,
      case when s.state in ('ended', 'stopped') then (
        select json_build_object('mostViewers', s.most_viewers, 'orders', count(distinct o.id)::int, 'units', coalesce(sum(n.quantity), 0)::int)
        from order_lines n join orders o on o.id = n.order_id
        where n.show_id = s.id and o.state not in ('awaiting_payment', 'refused', 'cancelled')) end as facts
    from shows s join shops h on h.id = s.shop_id join producers m on m.id = h.producer_id
    left join communes c on c.code = h.pickup_commune_code
    where s.slug = ${slug}`);
  return rows[0] ?? null;
}

/** The newest running show out of which something of a group was bought, or null. */
export async function readRunningShowOf(
  db: Connection,
  groupCode: string,
): Promise<{ slug: string; title: string } | null> {
  const rows = await db.execute<{ slug: string; title: string }>(sql`
    select s.slug, s.title
    from order_groups g join orders o on o.group_id = g.id join order_lines n on n.order_id = o.id
    join shows s on s.id = n.show_id
    where g.code = ${groupCode} and s.state = 'live'
    order by s.started_at desc limit 1`);
  return rows[0] ?? null;
}
