import { type CommuneRow, type GroupRow, readReference } from "#db/queries/catalogue.ts";
import type { Market } from "#services/shared/market.ts";

export type Reference = {
  groups: readonly GroupRow[];
  communes: readonly CommuneRow[];
  /** Name of the programme's province; empty until places are loaded. */
  province: string;
};

const KEPT_MS = 60_000;
const kept = new WeakMap<object, { at: number; reference: Promise<Reference> }>();

async function load(market: Market): Promise<Reference> {
  const row = await readReference(market.db);
  return { groups: row.groups ?? [], communes: row.communes ?? [], province: row.province ?? "" };
}

/**
 * Groups and communes, which change by a seeding alone: asked once a minute and process, so that no page pays a
 * statement for its menu.
 */
export function reference(market: Market): Promise<Reference> {
  const known = kept.get(market.db);
  if (known && performance.now() - known.at < KEPT_MS) return known.reference;
  const fresh = { at: performance.now(), reference: load(market) };
  kept.set(market.db, fresh);
  fresh.reference.catch(() => kept.delete(market.db));
  return fresh.reference;
}
