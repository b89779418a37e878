import { href } from "#app/i18n/href.ts";
import { type Role, type RouteEntry, routeTable } from "#app/routes-table.ts";
import type { DemoRole } from "./demo-people.ts";
import type { Site } from "./site.ts";

export type Address = { id: string; path: string; who: DemoRole | null };

const WHO: Record<Role, DemoRole | null> = {
  anyone: null,
  demo: null,
  account: "shopper",
  member: "producer",
  moderator: "moderator",
  certifier: "certifier",
  finance: "finance",
  admin: "admin",
};

/** Values for the parameters of each address, from the demo market as it stands. */
async function valuesOf(site: Site): Promise<Record<string, Record<string, string>>> {
  const { sql } = site.bench;
  const one = async (query: string) => String((await sql.unsafe(query))[0]?.v ?? "none");
  const listing = await one(
    "select l.id as v from listings l join shops s on s.id = l.shop_id where s.slug = 'htx-tai-hoan' limit 1",
  );
  const order = await one("select g.code as v from order_groups g order by placed_at limit 1");
  const shopOrder = await one(
    "select o.code as v from orders o join shops s on s.id = o.shop_id where s.slug = 'htx-tai-hoan' order by o.created_at limit 1",
  );
  const payout = await one(
    "select p.id as v from payouts p join shops s on s.id = p.shop_id where s.slug = 'htx-tai-hoan' limit 1",
  );
  const ownShow = await one(
    "select w.id as v from shows w join shops s on s.id = w.shop_id where s.slug = 'htx-tai-hoan' limit 1",
  );
  return {
    group: { slug: "thuc-pham" },
    commune: {
      slug: await one("select c.slug as v from communes c join products p on p.origin_commune_code = c.code limit 1"),
    },
    shop: { slug: "htx-tai-hoan" },
    product: { slug: await one("select slug as v from listings order by published_at desc limit 1") },
    lot: { code: await one("select code as v from lots limit 1") },
    policy: { page: "quy-che" },
    report: { kind: "listing", id: listing },
    order: { code: order },
    "seller-listing": { id: listing },
    "seller-stock": { id: listing },
    "seller-order": { code: shopOrder },
    "seller-slip": { code: shopOrder },
    "staff-item": { kind: "listing", id: await one("select id as v from listings where state = 'submitted' limit 1") },
    "staff-shop": { id: await one("select id as v from shops where slug = 'htx-tai-hoan'") },
    "staff-certificate": { id: await one("select id as v from certificates limit 1") },
    "staff-payout-run": { id: await one("select run_id as v from payouts limit 1") },
    "payout-file": { id: await one("select run_id as v from payouts limit 1") },
    "seller-statement": { id: payout },
    "statement-file": { id: payout },
    "private-file": { id: listing },
    "live-show": { slug: await one("select slug as v from shows where state = 'live' limit 1") },
    "live-studio": { id: ownShow },
    "seller-show": { id: ownShow },
  };
}

const isPage = (entry: RouteEntry) =>
  entry.read.length > 0 && (!entry.file.includes("/api/") || entry.id.startsWith("dev-"));

/** Every address of the table that shows a page, with somebody who may see it. */
export async function pagesOf(site: Site, language: "vi" | "en"): Promise<Address[]> {
  const values = await valuesOf(site);
  return routeTable
    .filter((entry) => isPage(entry) && (language === "vi" || entry.en !== null))
    .map((entry) => ({
      id: entry.id,
      path: href(entry.id, language, values[entry.id] ?? {}),
      who: WHO[entry.read[0] ?? "anyone"],
    }));
}
