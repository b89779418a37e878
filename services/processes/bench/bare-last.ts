import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { newId } from "#services/shared/ids.ts";

/** Where the bare server sells the last units. */
export const LAST_PATH = "/bench/last";

/** A lot of so many units, and orders, in two tables of the bench's own; returns the lot's id. */
export async function layOutLast(db: Db, units: number): Promise<string> {
  await db.execute(
    sql`create table if not exists bench_lots (id uuid primary key, units int not null check (units >= 0))`,
  );
  await db.execute(sql`create table if not exists bench_orders
    (id uuid primary key, lot_id uuid not null references bench_lots, contact jsonb not null)`);
  const lotId = newId();
  await db.execute(sql`insert into bench_lots (id, units) values (${lotId}::uuid, ${units})`);
  return lotId;
}

export async function soldOfLast(db: Db, lotId: string): Promise<number> {
  const [row] = await db.execute<{ sold: number }>(
    sql`select count(*)::int as sold from bench_orders where lot_id = ${lotId}::uuid`,
  );
  return row?.sold ?? 0;
}

export async function clearLast(db: Db): Promise<void> {
  await db.execute(sql`drop table if exists bench_orders, bench_lots`);
}

/** The least that a sale can be: one transaction that locks the lot, looks, takes a unit and writes an order. */
async function takeOne(db: Db, lotId: string, contact: Record<string, string>): Promise<string | null> {
  return db.transaction(async (tx) => {
    const [lot] = await tx.execute<{ units: number }>(
      sql`select units from bench_lots where id = ${lotId}::uuid for update`,
    );
    if (!lot || lot.units < 1) return null;
    await tx.execute(sql`update bench_lots set units = units - 1 where id = ${lotId}::uuid`);
    const orderId = newId();
    await tx.execute(sql`insert into bench_orders (id, lot_id, contact)
      values (${orderId}::uuid, ${lotId}::uuid, ${JSON.stringify(contact)}::jsonb)`);
    return orderId;
  });
}

/**
 * Answers a buyer as the market does: on to the order, or a page of `bytes` that says that nothing is left, as large as
 * the market's.
 */
export async function answerLast(db: Db, body: string): Promise<Response> {
  const { lotId = "", bytes = "0", ...contact } = Object.fromEntries(new URLSearchParams(body));
  const orderId = await takeOne(db, lotId, contact);
  if (orderId !== null) return new Response(null, { status: 303, headers: { location: `/don/${orderId}` } });
  const page = `<!doctype html><p>${"x".repeat(Math.max(0, Number(bytes)))}</p>`;
  return new Response(page, { status: 409, headers: { "content-type": "text/html; charset=utf-8" } });
}
