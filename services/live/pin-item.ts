import { insertPin, readItem, readPin, unpin } from "#db/queries/live.ts";
import { appendShowEvent } from "#db/queries/live-events.ts";
import { gateFactsOf, READY } from "#services/live/check-gate.ts";
import { ownStudio, type StudioAct } from "#services/live/own-show.ts";
import { type Line, linesAbout } from "#services/live/rules.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/** What the gate says of one thing of a show now. */
export async function linesOfItem(tx: Tx, showId: string, itemId: string): Promise<Line[]> {
  return linesAbout(itemId, await gateFactsOf(tx, showId, READY));
}

/** Codes that a pin is refused for: what the law or staff say of the goods. Prices are a deal's matter. */
const PRICE_CODES: readonly string[] = ["price", "discount", "alcohol_price"];

const redBesidePrice = (lines: readonly Line[]) =>
  lines.find((line) => !line.isGreen && !PRICE_CODES.includes(line.code)) ?? null;

type PinRefusal = "not_found" | "studio_taken" | "not_live" | "not_allowed";

/**
 * Puts a thing of the running show in front of the viewers, in place of what was there. Pinned already, it is the same
 * pin; what the gate would not let in any longer can't be pinned ("not_allowed", with the line's code).
 */
export async function pinItem(
  market: Market,
  viewer: Viewer,
  input: StudioAct & { itemId: string },
): Promise<Result<{ pinId: string }, PinRefusal>> {
  if (!isId(input.itemId)) return refuse("not_found");
  return market.transact<{ pinId: string }, PinRefusal>(async (tx) => {
    const found = await ownStudio(tx, viewer, input);
    if (!found.ok) return found;
    const show = found.value;
    const item = await readItem(tx, show.id, input.itemId);
    if (!item) return refuse("not_found");
    if (show.state !== "live") return refuse("not_live");
    const standing = await readPin(tx, show.id);
    if (standing?.itemId === item.id) return ok({ pinId: standing.id });
    const red = redBesidePrice(await linesOfItem(tx, show.id, item.id));
    if (red) return refuse("not_allowed", { details: { line: red.code } });
    await unpin(tx, show.id);
    const pinId = newId();
    await insertPin(tx, { id: pinId, showId: show.id, shopId: show.shopId, itemId: item.id });
    await appendShowEvent(tx, show.id, "pinned", { pinId, itemId: item.id });
    return ok({ pinId });
  });
}

/** Takes the pin away; where nothing is pinned nothing happens. */
export async function unpinItem(
  market: Market,
  viewer: Viewer,
  input: StudioAct,
): Promise<Result<null, "not_found" | "studio_taken" | "not_live">> {
  return market.transact<null, "not_found" | "studio_taken" | "not_live">(async (tx) => {
    const found = await ownStudio(tx, viewer, input);
    if (!found.ok) return found;
    if (found.value.state !== "live") return refuse("not_live");
    const itemId = await unpin(tx, found.value.id);
    if (itemId !== null) await appendShowEvent(tx, found.value.id, "unpinned", { itemId });
    return ok(null);
  });
}
