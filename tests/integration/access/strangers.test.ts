import type { AppLoadContext } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { action as studioAct } from "#app/routes/api/studio-act.tsx";
import { action as sellerListing } from "#app/routes/seller/listing.tsx";
import { action as sellerOrder } from "#app/routes/seller/order.tsx";
import { action as sellerShow } from "#app/routes/seller/show.tsx";
import { action as sellerStock } from "#app/routes/seller/stock.tsx";
import { action as buyerOrder } from "#app/routes/shop/order.tsx";
import { newId } from "#services/shared/ids.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { makeShow } from "#tests/support/live-rows.ts";
import { addAccount, addGroup, addShop, type ShopRows } from "#tests/support/order-rows.ts";

type Action = (args: never) => unknown;
type Place = { action: Action; params: Record<string, string>; acts: string[]; isJson?: boolean };

let bench: Bench;
let theirs: ShopRows;
let stranger: Viewer;
const places: Record<string, Place> = {};

const LISTING = "submit withdraw withdraw-revision pause resume address price variant-add variant-edit variant-retire";
const ORDER = ["accept", "pack", "hand-over", "deliver", "cash", "refuse"];

beforeAll(async () => {
  bench = await openBench();
  theirs = await addShop(bench.sql, [20]);
  const buyer = await addAccount(bench.sql);
  const group = await addGroup(bench.sql, { shops: [theirs], account: buyer.accountId });
  const show = await makeShow(bench.sql, { shopId: theirs.shopId, state: "planned", goods: 1 });
  const other = await addShop(bench.sql);
  stranger = other.seller;
  const listing = { id: theirs.listingId };
  places.listing = { action: sellerListing, params: listing, acts: [...LISTING.split(" "), "save", "save-submit"] };
  places.stock = { action: sellerStock, params: listing, acts: ["add", "change", "close", "open"] };
  places.show = { action: sellerShow, params: { id: show.showId }, acts: ["save", "call-off"] };
  places.order = { action: sellerOrder, params: { code: group.orders[0].code }, acts: ORDER };
  const purchase = ["cancel", "cancel-all", "confirm", "pay", "pay-at-door"];
  places.purchase = { action: buyerOrder, params: { code: group.code }, acts: purchase };
  const studio = ["enter", "open", "pin", "unpin", "deal", "end-deal", "end"];
  places.studio = { action: studioAct, params: { id: show.showId }, acts: studio, isJson: true };
});
afterAll(() => bench.end());

async function statusOf(place: Place, viewer: Viewer, fields: Record<string, string>): Promise<number> {
  const body = place.isJson ? JSON.stringify(fields) : new URLSearchParams(fields);
  const request = new Request("http://localhost:3000/x", { method: "POST", body });
  const context = {
    market: bench.market,
    language: "vi",
    visit: async () => ({ viewer, cartCount: 0, isSessionOver: false }),
  };
  const given = await Promise.resolve()
    .then(() => place.action({ request, params: place.params, context: context as unknown as AppLoadContext } as never))
    .catch((thrown: unknown) => thrown);
  if (given instanceof Error) throw given;
  if (given instanceof Response) return given.status;
  return (given as { init?: { status?: number } | null }).init?.status ?? 200;
}

const NAMES = ["listing", "stock", "show", "order", "purchase", "studio"];
const UNKNOWN = ["", "no-such-act", "__proto__", "constructor"];
const SENT: Record<string, string>[] = [
  {},
  { requestId: "x", quantity: "-1", priceVnd: "x", step: "", version: "x", studioKey: "x" },
];

describe("whoever writes to what isn't theirs", () => {
  it.each(NAMES)(
    "finds nothing there, whichever act the form names and whatever else is wrong in it: %s",
    async (name) => {
      const place = places[name] as Place;
      for (const act of [...place.acts, ...UNKNOWN]) {
        for (const more of SENT) {
          expect([act, await statusOf(place, stranger, { act, ...more })]).toEqual([act, 404]);
          const gone = { ...place, params: { id: newId(), code: "0000000000" } };
          expect([act, await statusOf(gone, stranger, { act, ...more })]).toEqual([act, 404]);
        }
      }
    },
  );

  it.each(NAMES.filter((name) => name !== "purchase" && name !== "show"))(
    "while the owner is told that the act is unknown: %s",
    async (name) => {
      expect(await statusOf(places[name] as Place, theirs.seller, { act: "no-such-act" })).toBe(422);
    },
  );
});
