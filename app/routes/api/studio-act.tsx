import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { open } from "#app/http/context.ts";
import { json } from "#app/http/json.ts";
import { statusOf } from "#app/http/respond.ts";
import { endShow } from "#services/live/end-show.ts";
import { enterStudio } from "#services/live/enter-studio.ts";
import { openShow } from "#services/live/open-show.ts";
import { pinItem, unpinItem } from "#services/live/pin-item.ts";
import { endDeal, startDeal } from "#services/live/run-deal.ts";
import { studioFigures } from "#services/live/view-plan.ts";
import type { Market } from "#services/shared/market.ts";
import { type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

const word = z.string().max(100);
const whole = z.number().int();

const acts = z.discriminatedUnion("act", [
  z.object({ act: z.literal("enter"), studioKey: word, wantsPass: z.boolean().optional() }),
  z.object({ act: z.literal("open"), studioKey: word }),
  z.object({ act: z.literal("pin"), studioKey: word, itemId: word }),
  z.object({ act: z.literal("unpin"), studioKey: word }),
  z.object({
    act: z.literal("deal"),
    studioKey: word,
    itemId: word,
    requestId: word,
    seconds: whole,
    quota: whole.optional(),
    perBuyer: whole.optional(),
    priceVnd: whole.optional(),
  }),
  z.object({ act: z.literal("end-deal"), studioKey: word, dealId: word }),
  z.object({ act: z.literal("end"), studioKey: word }),
]);

type Act = z.infer<typeof acts>;

/** Leaves out what wasn't said. */
function said<T extends object>(from: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as never;
}

function run(market: Market, viewer: Viewer, showId: string, act: Act): Promise<Result<unknown>> {
  const { studioKey } = act;
  switch (act.act) {
    case "enter":
      return enterStudio(market, viewer, { showId, studioKey, wantsPass: act.wantsPass ?? false });
    case "open":
      return openShow(market, viewer, { showId, studioKey });
    case "pin":
      return pinItem(market, viewer, { showId, studioKey, itemId: act.itemId });
    case "unpin":
      return unpinItem(market, viewer, { showId, studioKey });
    case "deal": {
      const { act: _, ...deal } = act;
      return startDeal(market, viewer, { ...said(deal), showId });
    }
    case "end-deal":
      return endDeal(market, viewer, { showId, studioKey, dealId: act.dealId });
    case "end":
      return endShow(market, viewer, { showId, studioKey });
  }
}

/** What the host does in the studio, one act a call, as JSON `{ act, … }`. To strangers no show is there, whatever they send. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer } = await open(context);
  const showId = params.id ?? "";
  const body = acts.safeParse(await request.json().catch(() => null));
  const done = body.success ? await run(market, viewer, showId, body.data) : refuse("malformed");
  if (done.ok) return json(done);
  const isOwn = (await studioFigures(market, viewer, showId)).ok;
  return isOwn ? json(done, statusOf(done.code)) : json(refuse("not_found"), 404);
}
