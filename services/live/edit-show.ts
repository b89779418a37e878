import { replaceItems, type ShowRow, updateShow } from "#db/queries/live.ts";
import { regularPrices } from "#db/queries/live-gate.ts";
import { readShopHosts } from "#db/queries/shops-hosts.ts";
import { ownShow } from "#services/live/own-show.ts";
import { type HeadInput, type HeadRefusal, judgeHead } from "#services/live/plan-show.ts";
import { canMoveShow, type ItemProblem, itemProblems, MAX_ITEMS, type PlannedItem } from "#services/live/rules.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vnd } from "#services/shared/money.ts";
import { ok, type Refusal, type Refusals, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type EditShowInput = HeadInput & {
  showId: string;
  /** The version that was read: changed by somebody else meanwhile, it answers "changed". */
  version: number;
  hostId: string;
  /** The whole run of show, in its order. */
  items: readonly PlannedItem[];
};

export type EditRefusal =
  | HeadRefusal
  | ItemProblem["code"]
  | "not_found"
  | "changed"
  | "not_planned"
  | "too_many_items"
  | "not_a_host"
  | "not_own_goods";

/** Everything that is wrong with a run of show, each with its field. */
async function itemFaults(
  tx: Tx,
  shopId: string,
  items: readonly PlannedItem[],
): Promise<readonly Refusal<EditRefusal>[]> {
  if (items.length > MAX_ITEMS) return [refuse("too_many_items", { details: { max: MAX_ITEMS } })];
  const ids = items.map((item) => item.variantId);
  const regular = ids.every(isId) ? await regularPrices(tx, shopId, ids) : new Map<string, number | null>();
  const strange = ids.filter((id) => !regular.has(id));
  if (strange.length > 0) return strange.map((id) => refuse("not_own_goods", { field: `item:${id}` }));
  return itemProblems(items, (id) => regular.get(id) ?? null).map((problem) => refuse(problem.code, problem));
}

async function judgePlan(tx: Tx, show: ShowRow, input: EditShowInput) {
  const head = await judgeHead(tx, input, show.startsAt);
  const hosts = await readShopHosts(tx, show.shopId);
  const isHost = hosts.some((host) => host.account_id === input.hostId);
  const faults: Refusal<EditRefusal>[] = [
    ...(head.ok ? [] : head.faults),
    ...(isHost ? [] : [refuse("not_a_host", { field: "hostId" })]),
    ...(await itemFaults(tx, show.shopId, input.items)),
  ];
  const [first] = faults;
  if (first) return { ...first, faults };
  if (!head.ok) throw new Error("a head that is refused has faults");
  return head;
}

/**
 * Changes a show while it is only planned: title, start, host, and the run of show as a whole. Papers and discounts are
 * the gate's to judge, so that a plan may be kept before they are in order; prices outside 1 đồng and the ordinary one
 * are refused here. Refused, it says everything that is wrong, each with its field.
 */
export async function editShow(
  market: Market,
  viewer: Viewer,
  input: EditShowInput,
): Promise<Result<{ version: number }, EditRefusal> | Refusals<EditRefusal>> {
  return market.transact<{ version: number }, EditRefusal>(async (tx) => {
    const found = await ownShow(tx, viewer, input.showId);
    if (!found.ok) return found;
    const show = found.value;
    if (show.state !== "planned") return refuse("not_planned");
    if (show.version !== input.version) return refuse("changed");
    const head = await judgePlan(tx, show, input);
    if (!head.ok) return head;
    const rows = input.items.map((item, position) => ({
      id: newId(),
      showId: show.id,
      shopId: show.shopId,
      position,
      variantId: item.variantId,
      livePriceVnd: item.livePriceVnd === null ? null : vnd(item.livePriceVnd),
      quota: item.livePriceVnd === null ? null : item.quota,
      perBuyer: item.livePriceVnd === null ? null : item.perBuyer,
      isDiscount: item.livePriceVnd !== null && item.isDiscount,
    }));
    await replaceItems(tx, show.id, rows);
    await updateShow(tx, show.id, { ...head.value, hostId: input.hostId });
    return ok({ version: show.version + 1 });
  });
}

/** Calls a planned show off; asked again, it stays called off. */
export async function callOffShow(
  market: Market,
  viewer: Viewer,
  input: { showId: string },
): Promise<Result<{ state: "called_off" }, "not_found" | "not_planned">> {
  return market.transact<{ state: "called_off" }, "not_found" | "not_planned">(async (tx) => {
    const found = await ownShow(tx, viewer, input.showId);
    if (!found.ok) return found;
    if (found.value.state === "called_off") return ok({ state: "called_off" });
    if (!canMoveShow(found.value.state, "called_off")) return refuse("not_planned");
    await updateShow(tx, found.value.id, { state: "called_off" });
    return ok({ state: "called_off" });
  });
}
