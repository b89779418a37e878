import { readShowEvents, readShowMarks, type ShowEventRow } from "#db/queries/live-events.ts";
import { readMessages } from "#services/chat/read-messages.ts";
import { recordAudience } from "#services/chat/record-audience.ts";
import { type Board, boardsOf, readPublicBoard } from "#services/live/board.ts";
import { Hall } from "#services/realtime/hall.ts";
import { BATCH_EVERY_MS, type ToBrowser } from "#services/realtime/protocol.ts";
import type { Market } from "#services/shared/market.ts";

/** Ways out of the halls to the sockets. */
export type Out = {
  toShow: <K extends keyof ToBrowser>(showId: string, name: K, payload: ToBrowser[K]) => void;
  /** May be lost on the way. */
  toShowMaybe: <K extends keyof ToBrowser>(showId: string, name: K, payload: ToBrowser[K]) => void;
  toHost: <K extends keyof ToBrowser>(showId: string, name: K, payload: ToBrowser[K]) => void;
  toPerson: <K extends keyof ToBrowser>(accountId: string, showId: string, name: K, payload: ToBrowser[K]) => void;
};

const TICK_MS = 1000;
/** Calls of the database that come close together are answered by one look. */
const LOOK_AFTER_MS = 40;
const RETRY_MS = 1000;

/**
 * The shows that are watched over this process. Once a second, and at each call of the database, it looks what has
 * changed and tells the viewers; while the database is away everybody stays, and is told what was missed afterwards.
 */
export class Halls {
  readonly #market: Market;
  readonly #out: Out;
  readonly #byId = new Map<string, Hall>();
  readonly #bySlug = new Map<string, Promise<Hall | null>>();
  readonly #called = new Set<string>();
  #wake: (() => void) | null = null;
  #nextTickAt = 0;
  #isClosed = false;
  #isAway = false;
  #finished: Promise<void> = Promise.resolve();

  constructor(market: Market, out: Out) {
    this.#market = market;
    this.#out = out;
  }

  get size(): number {
    return this.#byId.size;
  }

  all(): IterableIterator<Hall> {
    return this.#byId.values();
  }

  byId(showId: string): Hall | undefined {
    return this.#byId.get(showId);
  }

  /** Works until `close`; `eachSecond` runs after every look at all shows. */
  run(eachSecond: () => Promise<void>): void {
    this.#finished = this.#loop(eachSecond);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    for (const hall of this.#byId.values()) if (hall.flushTimer) clearTimeout(hall.flushTimer);
    await this.#finished;
  }

  /** The hall of a show, opened for its first viewer; null where there is no such show. */
  async enter(slug: string): Promise<Hall | null> {
    let opening = this.#bySlug.get(slug);
    if (!opening) {
      opening = this.#open(slug);
      this.#bySlug.set(slug, opening);
    }
    try {
      const hall = await opening;
      if (hall === null) {
        this.#bySlug.delete(slug);
        return null;
      }
      // The last one may have left while we waited.
      this.#byId.set(hall.showId, hall);
      this.#bySlug.set(slug, opening);
      hall.count += 1;
      return hall;
    } catch (error) {
      this.#bySlug.delete(slug);
      throw error;
    }
  }

  /** A line leaves; `watcher` is the viewer it counted for, null for none. */
  leave(hall: Hall, watcher: string | null): void {
    hall.count -= 1;
    if (watcher !== null) hall.depart(watcher);
    if (hall.count > 0) return;
    if (hall.flushTimer) clearTimeout(hall.flushTimer);
    this.#byId.delete(hall.showId);
    this.#bySlug.delete(hall.slug);
  }

  /** Something happened in a show: look soon. */
  call(showId: string): void {
    if (!this.#byId.has(showId)) return;
    this.#called.add(showId);
    this.#wake?.();
  }

  /** Look at everything now: calls may have been missed. */
  callAll(): void {
    this.#nextTickAt = 0;
    this.#wake?.();
  }

  /** There are messages to send; they go at once, or with the next batch. */
  flushSoon(hall: Hall, least = 0): void {
    if (hall.flushTimer || this.#isClosed) return;
    const wait = Math.max(least, hall.lastFlushAt + BATCH_EVERY_MS - Date.now());
    hall.flushTimer = setTimeout(() => void this.#flush(hall), Math.max(0, wait));
  }

  async #open(slug: string): Promise<Hall | null> {
    const found = await readPublicBoard(this.#market, slug);
    if (!found.ok) return null;
    const hall = new Hall(found.value);
    this.#byId.set(hall.showId, hall);
    return hall;
  }

  async #flush(hall: Hall): Promise<void> {
    hall.lastFlushAt = Date.now();
    let wait = 0;
    try {
      const page = await readMessages(this.#market, { slug: hall.slug, after: hall.upTo });
      if (page.ok && page.value.upTo > hall.upTo) {
        const { items, upTo } = page.value;
        this.#out.toShow(hall.showId, "messages", { after: hall.upTo, items, upTo });
        hall.upTo = upTo;
      }
      hall.flushTimer = null;
      if (!page.ok || page.value.upTo >= page.value.last) return;
    } catch (error) {
      this.#trouble(error as Error);
      hall.flushTimer = null;
      wait = RETRY_MS;
    }
    if (this.#byId.get(hall.showId) === hall) this.flushSoon(hall, wait);
  }

  async #loop(eachSecond: () => Promise<void>): Promise<void> {
    while (!this.#isClosed) {
      await this.#rest();
      if (this.#isClosed) return;
      const isTick = Date.now() >= this.#nextTickAt;
      const called = [...this.#called];
      this.#called.clear();
      if (isTick) this.#nextTickAt = Date.now() + TICK_MS;
      try {
        if (isTick) {
          await this.#refresh([...this.#byId.keys()]);
          await eachSecond();
        } else await this.#look(called);
        if (this.#isAway) this.#market.log.info("the database answers again");
        this.#isAway = false;
      } catch (error) {
        this.#trouble(error as Error);
      }
    }
  }

  /** Until the next second, or shortly after a call. */
  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const untilTick = Math.max(0, this.#nextTickAt - Date.now());
      const timer = setTimeout(done, this.#called.size > 0 ? Math.min(LOOK_AFTER_MS, untilTick) : untilTick);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        setTimeout(resolve, this.#nextTickAt === 0 ? 0 : LOOK_AFTER_MS);
      };
    });
  }

  /** What a call meant: messages alone are sent; for everything else the board is read again. */
  async #look(showIds: readonly string[]): Promise<void> {
    const stale: string[] = [];
    for (const mark of await readShowMarks(this.#market.db, showIds)) {
      const hall = this.#byId.get(mark.id);
      if (!hall) continue;
      const hasMessages = mark.chat_number > hall.marked;
      hall.marked = mark.chat_number;
      if (mark.chat_number > hall.upTo) this.flushSoon(hall);
      if (!hasMessages || mark.seq !== hall.seq || mark.state !== hall.board.state) stale.push(mark.id);
    }
    await this.#refresh(stale);
  }

  async #refresh(showIds: readonly string[]): Promise<void> {
    const boards = await boardsOf(this.#market.db, showIds);
    const behind: { showId: string; seq: number }[] = [];
    for (const board of boards) {
      const hall = this.#byId.get(board.showId);
      if (!hall) continue;
      this.#takeBoard(hall, board);
      if (board.seq > hall.seq) behind.push({ showId: hall.showId, seq: hall.seq });
    }
    if (behind.length === 0) return;
    for (const event of await readShowEvents(this.#market.db, behind)) this.#passOn(event);
  }

  #takeBoard(hall: Hall, board: Board): void {
    if (hall.take(board)) this.#out.toShow(hall.showId, "board", hall.board);
    if (board.chatNumber > hall.upTo) this.flushSoon(hall);
  }

  #passOn(event: ShowEventRow): void {
    const hall = this.#byId.get(event.show_id);
    if (!hall || event.seq <= hall.seq) return;
    hall.seq = event.seq;
    if (event.kind === "message_hidden")
      this.#out.toShow(hall.showId, "hidden", { numbers: [Number(event.body.number)] });
    if (event.kind === "muted" && event.muted_account !== null && event.muted_until !== null)
      this.#out.toPerson(event.muted_account, hall.showId, "muted", { until: event.muted_until });
    if (event.kind === "warned") this.#out.toHost(hall.showId, "warned", { reason: String(event.body.reason ?? "") });
  }

  /** Tells viewers and reactions, and writes down who watches. */
  async pulse(): Promise<void> {
    const now = Date.now();
    for (const hall of this.#byId.values()) {
      const pulse = hall.pulse(now);
      if (pulse) this.#out.toShowMaybe(hall.showId, "pulse", pulse);
    }
    for (const hall of this.#byId.values()) {
      const viewers = hall.viewers(now);
      const hashes = [...hall.newcomers];
      if (hall.board.state !== "live" || (hashes.length === 0 && viewers <= hall.mostSaved)) continue;
      await recordAudience(this.#market, { showId: hall.showId, hashes, viewers });
      for (const hash of hashes) hall.newcomers.delete(hash);
      hall.mostSaved = Math.max(hall.mostSaved, viewers);
    }
  }

  #trouble(error: Error): void {
    if (!this.#isAway && !this.#isClosed) this.#market.log.warn({ err: { message: error.message } }, "database away");
    this.#isAway = true;
  }
}
