import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { readShopOfShow } from "#db/queries/live-board.ts";
import { readMessages } from "#services/chat/read-messages.ts";
import { readMutedUntil } from "#services/chat/read-muted-until.ts";
import { visitorHash } from "#services/chat/record-audience.ts";
import { type SayFault, say } from "#services/chat/say.ts";
import type { Halls } from "#services/realtime/halls.ts";
import type { Line } from "#services/realtime/line.ts";
import type { LineMetrics } from "#services/realtime/metrics.ts";
import {
  type FromBrowser,
  fromBrowser,
  type JoinAnswer,
  type SayAnswer,
  type SinceAnswer,
  TAPS_A_SECOND,
} from "#services/realtime/protocol.ts";
import type { Market } from "#services/shared/market.ts";
import type { Refusal } from "#services/shared/result.ts";
import { hasStaffRole, isMemberOf } from "#services/shared/viewer.ts";

const DATABASE_MS = 5000;
/** So long are messages of one address counted: one for each line it may have, so that floods don't reach the database. */
const SAY_SECONDS = 10;

export const showRoom = (showId: string) => `show:${showId}`;
export const hostRoom = (showId: string) => `host:${showId}`;

/** Who watches over a line: the person, else the browser by its cookie; a line without either stands for itself. */
const watcherOf = ({ viewer, socket }: Line) => viewer.accountId ?? viewer.guestToken ?? socket.id;

type Answers = { join: JoinAnswer; say: SayAnswer; since: SinceAnswer; react: null };
type Name = keyof FromBrowser;

/** The answer of work that takes no longer than the database may; throws otherwise, whatever the work does later. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the database is slow")), DATABASE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What browsers may ask of a realtime process. */
export class Events {
  readonly #market: Market;
  readonly #halls: Halls;
  readonly #metrics: LineMetrics;
  readonly #sayings: RateLimiterMemory;
  readonly #onFlood: (line: Line) => void;

  constructor(market: Market, halls: Halls, metrics: LineMetrics, onFlood: (line: Line) => void) {
    this.#market = market;
    this.#halls = halls;
    this.#metrics = metrics;
    this.#sayings = new RateLimiterMemory({
      points: market.settings.MARKET_LINES_PER_ADDRESS,
      duration: SAY_SECONDS,
    });
    this.#onFlood = onFlood;
  }

  /** Answers what this line sends from now on. */
  attach(line: Line): void {
    const { socket } = line;
    this.#answer(line, "join", (input) => this.#join(line, input), { ok: false, code: "unavailable" });
    this.#answer(line, "say", (input) => this.#say(line, input), { ok: false, code: "unavailable" });
    this.#answer(line, "since", (input) => this.#since(line, input), { ok: false, code: "unavailable" });
    this.#answer(line, "react", async (input) => this.#react(line, input), null);
    socket.onAny((name: unknown) => {
      if (line.isCut) return;
      if (typeof name === "string" && Object.hasOwn(fromBrowser, name)) return;
      this.#count("unknown", "malformed");
      if (line.weigh(true) === "flood") this.#flood(line);
    });
    socket.once("disconnect", () => {
      if (line.hall) this.#halls.leave(line.hall, line.watcher);
      line.hall = null;
    });
  }

  #answer<N extends Name>(
    line: Line,
    name: N,
    work: (input: FromBrowser[N]) => Promise<Answers[N]>,
    whenAway: Answers[N],
  ): void {
    line.socket.on(name as string, async (...words: unknown[]) => {
      if (line.isCut) return;
      const last = words.at(-1);
      const reply = typeof last === "function" ? (answer: object) => last(answer) : () => {};
      const input = fromBrowser[name].safeParse(words[0]);
      const weight = line.weigh(!input.success);
      if (weight === "flood") return this.#flood(line);
      if (!input.success) {
        this.#count(name, "malformed");
        return reply({ ok: false, code: "malformed" });
      }
      if (weight === "too_fast") {
        this.#count(name, "too_fast");
        return reply({ ok: false, code: "too_fast", retryAfterSeconds: line.secondsToWait() });
      }
      const inPeace = () => this.#inPeace(() => work(input.data as FromBrowser[N]), whenAway);
      const answer = await (name === "say" ? line.inTurn(inPeace) : inPeace());
      this.#count(name, answer === null || answer.ok ? "ok" : answer.code);
      if (answer !== null) reply(answer);
    });
  }

  async #inPeace<T>(work: () => Promise<T>, whenAway: T): Promise<T> {
    try {
      return await inTime(work());
    } catch (error) {
      this.#market.log.debug({ err: { message: (error as Error).message } }, "a line was not answered");
      return whenAway;
    }
  }

  #count(name: string, outcome: string): void {
    this.#metrics.events.inc({ name, outcome });
  }

  #flood(line: Line): void {
    this.#onFlood(line);
  }

  async #join(line: Line, input: FromBrowser["join"]): Promise<JoinAnswer> {
    const { socket, viewer } = line;
    const hall = line.hall?.slug === input.show ? line.hall : await this.#enter(line, input.show);
    if (!hall) return { ok: false, code: "not_found" };
    const page = await readMessages(this.#market, { slug: hall.slug, after: input.after });
    if (!page.ok) return { ok: false, code: "not_found" };
    const mutedUntil = await readMutedUntil(this.#market, viewer, hall.showId);
    if (!socket.connected) return { ok: false, code: "unavailable" };
    const canWrite = viewer.accountId !== null;
    return { ok: true, board: hall.board, viewers: hall.viewers(Date.now()), canWrite, mutedUntil, ...page.value };
  }

  async #enter(line: Line, slug: string) {
    const hall = await this.#halls.enter(slug);
    if (!hall) return null;
    const isHost = await this.#isHost(line, hall.showId).catch((error: unknown) => {
      this.#halls.leave(hall, null);
      throw error;
    });
    if (line.isCut || !line.socket.connected) {
      this.#halls.leave(hall, null);
      return null;
    }
    if (line.hall) this.#halls.leave(line.hall, line.watcher);
    for (const room of line.socket.rooms) if (room !== line.socket.id) line.socket.leave(room);
    line.hall = hall;
    line.socket.join(showRoom(hall.showId));
    if (isHost) line.socket.join(hostRoom(hall.showId));
    // Who sells isn't their own public, and staff watch unseen.
    line.watcher = isHost || hasStaffRole(line.viewer, "moderator") ? null : watcherOf(line);
    if (line.watcher !== null) {
      hall.arrive(line.watcher);
      hall.newcomers.add(visitorHash(this.#market, line.viewer, hall.showId));
    }
    return hall;
  }

  async #isHost(line: Line, showId: string): Promise<boolean> {
    if (line.viewer.memberships.length === 0) return false;
    const shopId = await readShopOfShow(this.#market.db, showId);
    return shopId !== null && isMemberOf(line.viewer, shopId);
  }

  async #say(line: Line, input: FromBrowser["say"]): Promise<SayAnswer> {
    const { hall, viewer } = line;
    if (!hall) return { ok: false, code: "not_joined" };
    if (viewer.accountId === null) return { ok: false, code: "sign_in" };
    try {
      await this.#sayings.consume(viewer.clientAddress);
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      return { ok: false, code: "too_fast", retryAfterSeconds: Math.max(1, Math.ceil(reason.msBeforeNext / 1000)) };
    }
    const said = await say(this.#market, viewer, { slug: hall.slug, ...input });
    if (!said.ok) return refusedSaying(said);
    this.#halls.flushSoon(hall);
    return { ok: true, number: said.value.number };
  }

  async #since(line: Line, input: FromBrowser["since"]): Promise<SinceAnswer> {
    if (!line.hall) return { ok: false, code: "not_joined" };
    const page = await readMessages(this.#market, { slug: line.hall.slug, after: input.after });
    return page.ok ? { ok: true, ...page.value } : { ok: false, code: "not_found" };
  }

  #react(line: Line, input: FromBrowser["react"]): null {
    if (line.hall?.board.state === "live" && line.mayReact()) line.hall.react(Math.min(input.count, TAPS_A_SECOND));
    return null;
  }
}

function refusedSaying(refusal: Refusal<SayFault>): SayAnswer {
  const seconds = refusal.details?.seconds;
  const code = refusal.code === "not_found" || refusal.code === "forbidden" ? "not_live" : refusal.code;
  return { ok: false, code, ...(typeof seconds === "number" ? { retryAfterSeconds: seconds } : {}) };
}
