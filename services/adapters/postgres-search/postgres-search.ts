import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { SearchHits, SearchPort, SearchQuery } from "#services/search/port.ts";
import { searchWords } from "#services/search/rules.ts";

const ORDER: Record<SearchQuery["sort"], SQL> = {
  relevance: sql`rank desc, published_at desc`,
  newest: sql`published_at desc`,
  price: sql`from_price_vnd asc nulls last`,
  unit_price: sql`from_unit_price_vnd asc nulls last`,
  stars: sql`stars desc, published_at desc`,
};

type Row = {
  ids: string[] | null;
  total: number;
  groups: { groupNumber: number; count: number }[] | null;
  communes: { communeCode: string; count: number }[] | null;
  stars: { stars: number; count: number }[] | null;
};

/** All words must be there; the last one may still be growing under the fingers. */
function tsquery(words: readonly string[]): string {
  return words.map((word, at) => (at === words.length - 1 ? `${word}:*` : word)).join(" & ");
}

/** Full-text search in the market's own database: what it finds and counts is as fresh as the last index job. */
export function postgresSearch(db: Db): SearchPort {
  return {
    engine: "postgres",
    async find(query): Promise<SearchHits> {
      const words = searchWords(query.words);
      if (words.length === 0)
        return { listingIds: [], total: 0, isLive: true, facets: { groups: [], communes: [], stars: [] } };
      const group = sql`(${query.groupNumber}::int is null or group_number = ${query.groupNumber}::int)`;
      const commune = sql`(${query.communeCode}::text is null or commune_code = ${query.communeCode}::text)`;
      const star = sql`(${query.stars}::int is null or stars = ${query.stars}::int)`;
      const rows = await db.execute<Row>(sql`
        with clock as materialized (select market_now() as at), found as materialized (
          select d.listing_id, l.group_number, p.origin_commune_code as commune_code, l.published_at, l.from_price_vnd,
            l.from_unit_price_vnd, coalesce(s.stars, 0) as stars, ts_rank(d.tsv, q.query) as rank
          from (select to_tsquery('simple', ${tsquery(words)}) as query) q
          join search_documents d on d.tsv @@ q.query
          join listings l on l.id = d.listing_id and l.state = 'approved' and not l.paused
          join shops h on h.id = l.shop_id and h.state = 'approved' and not h.paused
          join products p on p.id = l.product_id
          left join (select x.product_id, max(x.stars) as stars from clock, all_stars_in_force(clock.at) x group by 1) s
            on s.product_id = l.product_id
        ), hits as (select * from found where ${group} and ${commune} and ${star})
        select
          (select json_agg(listing_id) from (select listing_id from hits order by ${ORDER[query.sort]}, listing_id
            limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}) page) as ids,
          (select count(*)::int from hits) as total,
          (select json_agg(x) from (select group_number as "groupNumber", count(*)::int as count from found
            where ${commune} and ${star} group by 1 order by 1) x) as groups,
          (select json_agg(x) from (select commune_code as "communeCode", count(*)::int as count from found
            where ${group} and ${star} and commune_code is not null group by 1 order by 2 desc, 1) x) as communes,
          (select json_agg(x) from (select stars, count(*)::int as count from found
            where ${group} and ${commune} and stars > 0 group by 1 order by 1 desc) x) as stars`);
      const row = rows[0];
      return {
        listingIds: row?.ids ?? [],
        total: row?.total ?? 0,
        isLive: true,
        facets: { groups: row?.groups ?? [], communes: row?.communes ?? [], stars: row?.stars ?? [] },
      };
    },
    async needsFilling() {
      const [row] = await db.execute<{ due: boolean }>(sql`
        select not exists (select 1 from search_documents) and exists (select 1 from listings where state = 'approved') as due`);
      return row?.due ?? false;
    },
    async upsert(documents) {
      if (documents.length === 0) return;
      await db.execute(sql`
        insert into search_documents (listing_id, name, body, indexed_at)
        select (x->>'listingId')::uuid, x->>'name', x->>'body', market_now() from json_array_elements(${JSON.stringify(documents)}::json) x
        on conflict (listing_id) do update set name = excluded.name, body = excluded.body, indexed_at = excluded.indexed_at`);
    },
    async remove(listingIds) {
      if (listingIds.length === 0) return;
      await db.execute(sql`delete from search_documents where listing_id in
        (select (x #>> '{}')::uuid from json_array_elements(${JSON.stringify(listingIds)}::json) x)`);
    },
    async rebuild(batches) {
      const kept: string[] = [];
      for await (const batch of batches) {
        await this.upsert(batch);
        kept.push(...batch.map((d) => d.listingId));
      }
      await db.execute(sql`delete from search_documents where listing_id not in
        (select (x #>> '{}')::uuid from json_array_elements(${JSON.stringify(kept)}::json) x)`);
    },
  };
}
