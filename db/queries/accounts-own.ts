import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";

export type AddressRow = { id: string; name: string; phone: string; line: string; commune: string; province: string };

/** Saved addresses of an account with the names of their places, last used first. */
export async function readAddresses(tx: Connection, accountId: string): Promise<AddressRow[]> {
  return tx.execute<AddressRow>(sql`
    select a.id, a.name, a.phone, a.line, trim(c.kind || ' ' || c.name) as commune, p.name as province
    from addresses a join communes c on c.code = a.commune_code join provinces p on p.code = c.province_code
    where a.account_id = ${accountId} order by a.last_used_at desc, a.id limit 50`);
}

export async function deleteAddressOf(tx: Connection, accountId: string, addressId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    delete from addresses where id = ${addressId} and account_id = ${accountId} returning id`);
  return rows.length === 1;
}
