import {
  type DemoGoods,
  type DemoStage,
  readDemoGoods,
  readDemoStage,
  readLastShow,
  topUpDemo,
} from "#db/queries/demo-show.ts";
import { editShow } from "#services/live/edit-show.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { openShow } from "#services/live/open-show.ts";
import { planShow } from "#services/live/plan-show.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { nobody, type Viewer } from "#services/shared/viewer.ts";
import { livePriceOf } from "./script.ts";

export const SCRIPT_EMAIL = "kich-ban@demo.cho-phien.invalid";
const TITLE = "Phiên trình diễn: đặc sản có sao OCOP";
const MOST_GOODS = 5;
const QUOTA = 20;
const PER_BUYER = 2;
const LOW = 40;
const TOP_UP = 200;

export type Stage = { viewer: Viewer; shop: DemoStage; goods: DemoGoods[] };
export type OnAir = { showId: string; slug: string; studioKey: string; pass: { url: string; token: string } };

function viewerOf(stage: DemoStage): Viewer {
  const { account_id, account_name, shop_id } = stage;
  return { ...nobody, accountId: account_id, name: account_name, memberships: [{ shopId: shop_id, role: "owner" }] };
}

/** Who plays, for which shop, with which goods; null where the demo data has no stage. */
export async function findStage(market: Market): Promise<Stage | null> {
  const shop = await readDemoStage(market.db, SCRIPT_EMAIL);
  if (!shop) return null;
  const goods = await readDemoGoods(market.db, shop.shop_id, MOST_GOODS);
  return goods.length === 0 ? null : { viewer: viewerOf(shop), shop, goods };
}

/** Day and time of the market's zone as the plan's form would give them. */
function nowInZone(): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Ho_Chi_Minh",
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date());
  const [day = "", time = ""] = parts.split(" ");
  return { day, time };
}

async function planNew(market: Market, { viewer, shop, goods }: Stage): Promise<Result<string, string>> {
  const head = { title: TITLE, ...nowInZone() };
  const planned = await planShow(market, viewer, { ...head, requestId: newId(), shopId: shop.shop_id });
  if (!planned.ok) return refuse(planned.code);
  const edited = await editShow(market, viewer, {
    ...head,
    showId: planned.value.showId,
    version: 1,
    hostId: shop.account_id,
    items: goods.map((one) => ({
      variantId: one.variant_id,
      livePriceVnd: livePriceOf(one.price_vnd),
      quota: QUOTA,
      perBuyer: PER_BUYER,
      isDiscount: false,
    })),
  });
  return edited.ok ? ok(planned.value.showId) : refuse(edited.code);
}

/** Adds to what runs low, so that a demonstration never has to say that all is gone. */
export async function topUp(market: Market, { shop, goods }: Stage): Promise<void> {
  const ids = goods.map((one) => one.variant_id);
  await market.transact(async (tx) => ok(await topUpDemo(tx, shop.shop_id, ids, LOW, TOP_UP)));
}

/**
 * Brings the show on air: the one that runs already, else a new one through the same plan, gate and studio as anybody's.
 * One that staff stopped is not followed by another for five minutes.
 */
export async function goOnAir(market: Market, stage: Stage, studioKey: string): Promise<Result<OnAir, string>> {
  const { viewer, shop } = stage;
  const last = await readLastShow(market.db, shop.shop_id);
  if (last?.state === "stopped" && !last.ended_long_ago) return refuse("stopped_by_staff");
  const isOpen = last?.state === "live" || last?.state === "planned";
  const show = isOpen ? ok(last.id) : await planNew(market, stage);
  if (!show.ok) return show;
  const showId = show.value;
  const entered = await enterStudio(market, viewer, { showId, studioKey, wantsPass: true });
  if (!entered.ok) return refuse(entered.code);
  const opened = entered.value.pass
    ? ok({ pass: entered.value.pass })
    : await openShow(market, viewer, { showId, studioKey });
  if (!opened.ok) return refuse(opened.code, opened.details ? { details: opened.details } : {});
  const slug = (await readLastShow(market.db, shop.shop_id))?.slug ?? "";
  return ok({ showId, slug, studioKey, pass: opened.value.pass });
}
