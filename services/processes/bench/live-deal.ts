import type { Db } from "#db/client.ts";
import { ask, contactOf, hidden, type Place, percentile, type Site } from "./buyers.ts";
import { readGoods, readPlace } from "./goods.ts";
import { closeShow, type DealShow, endDeal, openDealShow, soldAt } from "./live-rows.ts";

const BUYERS = 200;
const UNITS = 50;
/** One of so many goes into checkout, is given its unit, and leaves. */
const LEAVES = 8;
const TRY_AGAIN_MS = 200;
const TRIES = 100;

export type DealFigures = {
  buyers: number;
  units: number;
  ordered: number;
  taken: number;
  left: number;
  refused: number;
  odd: string[];
  /** From going into checkout to the order, or to hearing that nothing is left; milliseconds. */
  p50: number;
  p99: number;
};

type End = { what: "ordered" | "left" | "refused" | "odd"; words: string; milliseconds: number };
type Step = { status: number; body: string; location: string | null };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One buyer: in the player everything is asked by fetch, on the product page by forms. */
class Buyer {
  readonly #site: Site;
  readonly #show: DealShow;
  readonly #place: Place;
  readonly #isInPlayer: boolean;
  #cookie: string | null = null;

  constructor(site: Site, show: DealShow, place: Place, isInPlayer: boolean) {
    this.#site = site;
    this.#show = show;
    this.#place = place;
    this.#isInPlayer = isInPlayer;
  }

  async #send(path: string, form: Record<string, string>): Promise<Step> {
    const answer = await ask(this.#site, "POST", path, this.#cookie, form);
    this.#cookie = answer.cookie;
    return answer;
  }

  /** Into the cart at the live price. */
  async add(): Promise<Step> {
    const { slug, dealId, variantId, productSlug } = this.#show;
    const form = { intent: "show-add", show: slug, dealId, variantId, quantity: "1" };
    if (this.#isInPlayer) return this.#send("/gio-hang.data", form);
    await ask(this.#site, "GET", `/san-pham/${productSlug}`, null);
    return this.#send("/gio-hang", { ...form, from: "page" });
  }

  /** Into checkout: a unit is held from here on, or refused. */
  async enter(): Promise<boolean> {
    const answer = this.#isInPlayer
      ? await this.#send("/thanh-toan.data", { intent: "enter", from: "show" })
      : await this.#send("/gio-hang", { intent: "checkout" });
    return this.#isInPlayer ? answer.status === 200 : answer.status === 303;
  }

  async leave(): Promise<void> {
    await this.#send("/thanh-toan", { intent: "leave" });
  }

  async order(): Promise<Step> {
    const contact = contactOf(this.#place);
    const { body } = await this.#send("/thanh-toan", { intent: "province", ...contact });
    const form = {
      ...contact,
      intent: "place",
      requestId: hidden(body, "requestId"),
      quoteHash: hidden(body, "quoteHash"),
      method: "cod",
      agreed: "on",
    };
    if (this.#isInPlayer) return this.#send("/thanh-toan.data", { ...form, from: "show" });
    return this.#send("/thanh-toan", form);
  }

  isOrdered({ status, body, location }: Step): boolean {
    return this.#isInPlayer
      ? status === 200 && body.includes('"placed"')
      : status === 303 && /\/don\//.test(location ?? "");
  }
}

async function buy(buyer: Buyer, leaves: boolean, isSoldOut: () => Promise<boolean>): Promise<End> {
  const added = await buyer.add();
  const startedAt = performance.now();
  const end = (what: End["what"], words = ""): End => ({ what, words, milliseconds: performance.now() - startedAt });
  if (added.status === 422) return end("refused");
  if (added.status !== 200 && added.status !== 303) return end("odd", `into the cart ${added.status}`);
  for (let tries = 0; !(await buyer.enter()); tries++) {
    if ((await isSoldOut()) || tries === TRIES) return end("refused");
    await pause(TRY_AGAIN_MS);
  }
  if (leaves) {
    await buyer.leave();
    return end("left");
  }
  const placed = await buyer.order();
  return buyer.isOrdered(placed) ? end("ordered") : end("odd", `placing ${placed.status}`);
}

/**
 * A live price of fifty units and two hundred buyers at once, half in the player and half on the product page; some leave
 * in checkout, and whoever found everything held tries again until all of it is ordered.
 */
export async function sellDeal(db: Db, site: Site): Promise<DealFigures> {
  const place = await readPlace(db);
  const show = await openDealShow(db, await readGoods(db), UNITS);
  const isSoldOut = async () => (await soldAt(db, show.dealId)).ordered >= UNITS;
  const ends = await Promise.all(
    Array.from({ length: BUYERS }, (_, at) =>
      buy(new Buyer(site, show, place, at % 2 === 0), at % LEAVES < 1, isSoldOut),
    ),
  );
  const { ordered, taken } = await soldAt(db, show.dealId);
  await endDeal(db, show.dealId);
  await closeShow(db, show);
  const times = ends.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const count = (what: End["what"]) => ends.filter((one) => one.what === what).length;
  return {
    buyers: BUYERS,
    units: UNITS,
    ordered,
    taken,
    left: count("left"),
    refused: count("refused"),
    odd: [...new Set(ends.flatMap(({ what, words }) => (what === "odd" ? [words] : [])))],
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}
