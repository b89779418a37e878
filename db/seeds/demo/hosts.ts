import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { insertRows } from "#db/seeds/demo/rows.ts";
import { newId } from "#services/shared/ids.ts";

/** The account behind the demonstration show: nobody can sign in with it, for it has no password. */
const SCRIPT = { name: "Kịch bản trình diễn", email: "kich-ban@demo.cho-phien.invalid" };
const SCRIPT_SHOP = "gian-hang-trinh-dien";

async function ensureScript(tx: Connection): Promise<void> {
  const found = await tx.execute(sql`select 1 from accounts where email = ${SCRIPT.email}`);
  if (found.length > 0) return;
  const id = newId();
  await insertRows(tx, "accounts", [{ id, ...SCRIPT, email_verified: true, email_is_real: false, is_demo: true }]);
  await tx.execute(sql`insert into memberships (account_id, shop_id, role)
    select ${id}, s.id, 'owner' from shops s where s.slug = ${SCRIPT_SHOP}`);
}

/** Records for the demonstration's own producers that the demo moderator has met them, so that they may go live. */
export async function seedHosts(tx: Connection): Promise<void> {
  await ensureScript(tx);
  await tx.execute(sql`
    insert into host_identities (id, account_id, legal_name, paper, recorded_by)
    select gen_random_uuid(), a.id, a.name, 'met_in_person', staff.account_id
    from accounts a
    cross join lateral (select r.account_id from staff_roles r join accounts b on b.id = r.account_id
      where b.is_demo and r.role = 'moderator' limit 1) staff
    where a.is_demo and exists (select 1 from memberships m where m.account_id = a.id)
      and not exists (select 1 from host_identities i where i.account_id = a.id)`);
}
