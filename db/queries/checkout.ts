import { sql } from "drizzle-orm";
import type { Connection, Tx } from "#db/client.ts";

/** Writes down which versions of the market's pages were agreed to with a group: those in force at this moment. */
export async function insertAgreements(tx: Tx, groupId: string, accountId: string | null): Promise<void> {
  await tx.execute(sql`
    insert into agreements (id, account_id, group_id, page, version)
    select gen_random_uuid(), ${accountId}::uuid, ${groupId}::uuid, page, version from (
      select distinct on (page) page, version from policy_versions
      where page in ('rules', 'returns', 'privacy') and valid_from <= market_now() order by page, valid_from desc) v`);
}

export type SavedAddress = {
  id: string;
  name: string;
  phone: string;
  line: string;
  commune_code: string;
  province_code: string;
};

export async function readAddresses(db: Connection, accountId: string): Promise<SavedAddress[]> {
  return db.execute<SavedAddress>(sql`
    select a.id, a.name, a.phone, a.line, a.commune_code, c.province_code
    from addresses a join communes c on c.code = a.commune_code
    where a.account_id = ${accountId}::uuid order by a.last_used_at desc limit 10`);
}

/** Keeps an address that an order went to; the same one again is only marked as used. */
export async function rememberAddress(
  tx: Tx,
  id: string,
  accountId: string,
  contact: { name: string; phone: string; addressLine: string; communeCode: string },
): Promise<void> {
  await tx.execute(sql`
    with known as (
      update addresses set last_used_at = market_now(), name = ${contact.name}
      where account_id = ${accountId}::uuid and phone = ${contact.phone} and line = ${contact.addressLine} and commune_code = ${contact.communeCode}
      returning id)
    insert into addresses (id, account_id, name, phone, line, commune_code)
    select ${id}::uuid, ${accountId}::uuid, ${contact.name}, ${contact.phone}, ${contact.addressLine}, ${contact.communeCode}
    where not exists (select 1 from known)`);
}
