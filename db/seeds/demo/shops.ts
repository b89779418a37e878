import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import type { DemoProducer } from "#db/seeds/demo/data.ts";
import { insertRows, type Row, type SeedClock } from "#db/seeds/demo/rows.ts";
import { newId } from "#services/shared/ids.ts";

export type FormerCommune = { id: string; mergedInto: string };
export type DemoShop = { shopId: string; producerId: string; name: string };

/** Communes of before the merger by `name, district`. */
export async function readFormerCommunes(tx: Connection): Promise<Map<string, FormerCommune>> {
  const rows = await tx.execute<{ key: string; id: string; into: string }>(
    sql`select name || ', ' || district as key, id, merged_into as into from former_communes order by kind`,
  );
  return new Map(rows.map((row) => [row.key, { id: row.id, mergedInto: row.into }]));
}

/** Two digits that make invented numbers differ; `00` in front belongs to no province's tax office. */
const serial = (index: number) => String(index + 1).padStart(2, "0");

function addressLine(producer: DemoProducer, index: number): string {
  const place = producer.former?.join(", ") ?? producer.district;
  const made = `Địa chỉ minh họa số ${index + 1}`;
  return place ? `${made} (${place} cũ)` : made;
}

function licenceRow(shop: DemoShop, clock: SeedClock, index: number): Row {
  return {
    id: newId(),
    shop_id: shop.shopId,
    kind: "alcohol",
    number: `DEMO-RUOU-${serial(index)}`,
    issuer: "minh họa",
    valid_from: clock.day(-200),
    valid_to: clock.day(1600),
  };
}

/** Writes producers with a shop each, approved, with a made-up address, tax number, phone and bank account. */
export async function seedShops(
  tx: Connection,
  producers: readonly DemoProducer[],
  former: Map<string, FormerCommune>,
  clock: SeedClock,
): Promise<Map<string | null, DemoShop>> {
  const shops = new Map<string | null, DemoShop>();
  const rows = { producers: [] as Row[], shops: [] as Row[], banks: [] as Row[], licences: [] as Row[] };
  for (const [index, producer] of producers.entries()) {
    const shop = { shopId: newId(), producerId: newId(), name: producer.name };
    const commune = producer.former ? former.get(producer.former.join(", "))?.mergedInto : undefined;
    if (producer.former && !commune) throw new Error(`no former commune ${producer.former.join(", ")}`);
    const line = addressLine(producer, index);
    shops.set(producer.producer, shop);
    rows.producers.push({
      id: shop.producerId,
      legal_form: producer.legalForm,
      name: producer.name,
      tax_number: `00999001${serial(index)}`,
      address_line: line,
      commune_code: commune ?? null,
      phone: `+849000000${serial(index)}`,
      email: `${producer.shop.slug}@demo.cho-phien.invalid`,
      is_demo: true,
    });
    rows.shops.push({
      id: shop.shopId,
      producer_id: shop.producerId,
      slug: producer.shop.slug,
      name: producer.shop.name,
      story: producer.shop.story,
      pickup_line: line,
      pickup_commune_code: commune ?? producer.pickup ?? null,
      state: "approved",
      submitted_at: clock.instant(-330),
      approved_at: clock.instant(-320),
      is_demo: true,
    });
    rows.banks.push({
      id: newId(),
      shop_id: shop.shopId,
      bank_name: "Ngân hàng minh họa",
      account_number: `00000000${serial(index)}`,
      holder: producer.name.toLocaleUpperCase("vi"),
      created_at: clock.instant(-330),
    });
    if (producer.alcoholLicence) rows.licences.push(licenceRow(shop, clock, index));
  }
  await insertRows(tx, "producers", rows.producers);
  await insertRows(tx, "shops", rows.shops);
  await insertRows(tx, "bank_accounts", rows.banks);
  await insertRows(tx, "shop_licences", rows.licences);
  return shops;
}
