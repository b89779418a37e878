import type { ActionFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { json } from "#app/http/json.ts";
import { notFound, statusOf } from "#app/http/respond.ts";
import { readTyped, wholeOf } from "#app/http/typed-form.ts";
import { endShow } from "#services/live/end-show.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { openShow } from "#services/live/open-show.ts";
import { pinItem, unpinItem } from "#services/live/pin-item.ts";
import { endDeal, startDeal } from "#services/live/run-deal.ts";
import type { Market } from "#services/shared/market.ts";
import type { Result } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

type Fields = Record<string, string>;
type Act = (market: Market, viewer: Viewer, showId: string, fields: Fields) => Promise<Result<unknown>>;

/** A number under its own name where it was said; what is no number is refused by the use case. */
const said = (fields: Fields, ...names: string[]) =>
  Object.fromEntries(names.filter((name) => (fields[name] ?? "") !== "").map((name) => [name, wholeOf(fields[name])]));

const word = (fields: Fields, name: string) => fields[name] ?? "";

const ACTS: Record<string, Act> = {
  enter: (market, viewer, showId, fields) =>
    enterStudio(market, viewer, {
      showId,
      studioKey: word(fields, "studioKey"),
      wantsPass: word(fields, "wantsPass") === "1",
    }),
  open: (market, viewer, showId, fields) => openShow(market, viewer, { showId, studioKey: word(fields, "studioKey") }),
  pin: (market, viewer, showId, fields) => pinItem(market, viewer, { showId, itemId: word(fields, "itemId") }),
  unpin: (market, viewer, showId) => unpinItem(market, viewer, { showId }),
  deal: (market, viewer, showId, fields) =>
    startDeal(market, viewer, {
      showId,
      itemId: word(fields, "itemId"),
      requestId: word(fields, "requestId"),
      seconds: wholeOf(word(fields, "minutes")) * 60,
      ...said(fields, "quota", "perBuyer", "priceVnd"),
    }),
  "end-deal": (market, viewer, showId, fields) => endDeal(market, viewer, { showId, dealId: word(fields, "dealId") }),
  end: (market, viewer, showId) => endShow(market, viewer, { showId }),
};

/** What the host does in the studio: the act in the address, its fields in a form, the answer `{ ok, value }` or `{ ok, code }`. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer } = await open(context);
  const name = params.act ?? "";
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) return notFound();
  const { values } = await readTyped(request);
  const done = await act(market, viewer, params.id ?? "", values);
  return json(done, done.ok ? 200 : statusOf(done.code));
}
