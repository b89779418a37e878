import { randomUUID } from "node:crypto";
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { sql } from "drizzle-orm";
import { Server, type Socket } from "socket.io";
import { type Listening, openListening } from "#db/listen.ts";
import { readStandings } from "#services/accounts/read-standings.ts";
import { readVisit } from "#services/accounts/read-visit.ts";
import { Events, hostRoom, showRoom } from "#services/realtime/events.ts";
import { Gate } from "#services/realtime/gate.ts";
import { Halls, type Out } from "#services/realtime/halls.ts";
import { Line } from "#services/realtime/line.ts";
import { type LineMetrics, openLineMetrics } from "#services/realtime/metrics.ts";
import { type CutCode, FRAME_BYTES } from "#services/realtime/protocol.ts";
import type { Market } from "#services/shared/market.ts";

/** Sockets that one process takes on; more belong to another process. */
const MOST_LINES = 4000;
const STANDINGS_EVERY_MS = 3000;
/** Our own pulse comes back over the listening connection; silence this long means that it is dead. */
const DEAF_MS = 5000;
/** PostgreSQL carries 8,000 bytes in a call. */
const SHOWS_A_PULSE = 80;

type Pulse = { process: string; shows: [showId: string, viewers: number, reactions: number][] };

export type RealtimeWish = {
  market: Market;
  addressOf: (request: IncomingMessage) => string;
  /** Answers plain requests: probes and numbers. */
  onRequest: (request: IncomingMessage, response: ServerResponse, realtime: Realtime) => void;
};

/** One realtime process: sockets on one side, the database on the other. Several may serve the same shows. */
export class Realtime {
  readonly http: HttpServer;
  readonly metrics: LineMetrics;
  readonly #market: Market;
  readonly #addressOf: RealtimeWish["addressOf"];
  readonly #gate: Gate;
  readonly #io: Server;
  readonly #halls: Halls;
  readonly #events: Events;
  readonly #lines = new Map<string, Line>();
  readonly #process = randomUUID();
  readonly #listening: Listening;
  readonly #sweeper: NodeJS.Timeout;
  #heardAt = Date.now();
  #standingsAt = 0;

  constructor({ market, addressOf, onRequest }: RealtimeWish) {
    this.#market = market;
    this.#addressOf = addressOf;
    const perAddress = market.settings.MARKET_LINES_PER_ADDRESS;
    this.#gate = new Gate({ home: market.settings, perAddress, addressOf });
    this.http = createServer((request, response) => onRequest(request, response, this));
    this.#io = this.#openServer();
    this.#halls = new Halls(market, this.#out());
    this.metrics = openLineMetrics(() => ({ lines: this.#lines.size, shows: this.#halls.size }));
    this.#events = new Events(market, this.#halls, this.metrics, (line) => this.#flooded(line));
    this.#listening = this.#listen();
    this.#sweeper = setInterval(() => this.#sweep(), 1000);
    this.#halls.run(() => this.#eachSecond());
  }

  get lines(): number {
    return this.#lines.size;
  }

  /** Everybody is told, and may come back to another process. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    this.#io.emit("cut", { code: "closing" });
    await this.#halls.close();
    await this.#io.close();
    await this.#listening.close();
  }

  #openServer(): Server {
    const io = new Server(this.http, {
      transports: ["websocket"],
      allowUpgrades: false,
      serveClient: false,
      maxHttpBufferSize: FRAME_BYTES,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      connectTimeout: 10_000,
      allowRequest: (request, decide) => void this.#judge(request, decide),
    });
    io.engine.on("connection", (conn: Socket["conn"]) => {
      const { request } = conn;
      this.#gate.opened(request);
      conn.once("close", () => this.#gate.closed(request));
    });
    io.use((socket, next) => void this.#welcome(socket).then(next));
    io.on("connection", (socket) => this.#begin(socket));
    return io;
  }

  async #judge(request: IncomingMessage, decide: (refusal: string | null, isIn: boolean) => void): Promise<void> {
    const isFull = this.#io.engine.clientsCount >= MOST_LINES;
    const refusal = isFull ? "full" : await this.#gate.refusalOf(request);
    if (refusal !== null) this.metrics.refused.inc({ reason: refusal });
    decide(refusal, refusal === null);
  }

  async #welcome(socket: Socket): Promise<Error | undefined> {
    const { request } = socket;
    try {
      const { viewer } = await readVisit(this.#market, request.headers.cookie, this.#addressOf(request));
      socket.data.line = new Line(socket, request.headers.cookie, viewer);
      return undefined;
    } catch {
      this.metrics.refused.inc({ reason: "unavailable" });
      return new Error("unavailable");
    }
  }

  #begin(socket: Socket): void {
    const line = socket.data.line as Line;
    this.#lines.set(socket.id, line);
    this.#events.attach(line);
    socket.once("disconnect", () => this.#lines.delete(socket.id));
  }

  #out(): Out {
    const count = (name: string) => this.metrics.frames.inc({ name });
    return {
      toShow: (showId, name, payload) => {
        count(name);
        this.#io.to(showRoom(showId)).emit(name, payload);
      },
      toShowMaybe: (showId, name, payload) => {
        count(name);
        this.#io.to(showRoom(showId)).volatile.emit(name, payload);
      },
      toHost: (showId, name, payload) => {
        this.#io.to(hostRoom(showId)).emit(name, payload);
      },
      toPerson: (accountId, showId, name, payload) => {
        for (const line of this.#lines.values())
          if (line.viewer.accountId === accountId && line.hall?.showId === showId) line.send(name, payload);
      },
    };
  }

  #listen(): Listening {
    return openListening({
      url: this.#market.settings.DATABASE_URL,
      applicationName: "cho-phien realtime listening",
      channels: {
        show_news: (showId) => this.#halls.call(showId),
        session_news: (accountId) => void this.#checkStandings(accountId),
        live_pulse: (payload) => this.#hear(JSON.parse(payload) as Pulse),
      },
      onListening: () => {
        this.#heardAt = Date.now();
        this.#standingsAt = 0;
        this.#halls.callAll();
      },
      onTrouble: (error) => this.#market.log.debug({ err: { message: error.message } }, "listening failed"),
    });
  }

  async #eachSecond(): Promise<void> {
    await this.#tellOthers();
    await this.#halls.pulse();
    const now = Date.now();
    if (now - this.#heardAt > DEAF_MS) {
      this.#heardAt = now;
      this.#market.log.warn("the listening connection was silent and is made anew");
      this.#listening.renew();
    }
    if (now - this.#standingsAt < STANDINGS_EVERY_MS) return;
    this.#standingsAt = now;
    await this.#checkStandings(null);
  }

  /** What the other processes need to know of ours; it also shows that the listening connection lives. */
  async #tellOthers(): Promise<void> {
    const shows = [...this.#halls.all()].map((hall) => hall.tellOthers());
    for (let from = 0; from === 0 || from < shows.length; from += SHOWS_A_PULSE) {
      const pulse: Pulse = { process: this.#process, shows: shows.slice(from, from + SHOWS_A_PULSE) };
      await this.#market.db.execute(sql`select pg_notify('live_pulse', ${JSON.stringify(pulse)})`);
    }
  }

  #hear({ process, shows }: Pulse): void {
    const now = Date.now();
    if (process === this.#process) {
      this.#heardAt = now;
      return;
    }
    for (const [showId, viewers, reactions] of shows) this.#halls.byId(showId)?.hear(process, viewers, reactions, now);
  }

  /** Cuts the lines of people whose session, role or membership isn't what it was (of one person, or of all). */
  async #checkStandings(accountId: string | null): Promise<void> {
    const asked = [...this.#lines.values()].filter(
      ({ viewer }) => viewer.accountId !== null && (accountId === null || viewer.accountId === accountId),
    );
    if (asked.length === 0) return;
    try {
      const standings = await readStandings(
        this.#market,
        asked.map((line) => line.cookie),
      );
      for (const [at, line] of asked.entries()) if (standings[at] !== line.standing) this.#cut(line, "signed_out");
    } catch (error) {
      // The next round asks again.
      this.#standingsAt = 0;
      this.#market.log.debug({ err: { message: (error as Error).message } }, "standings were not read");
    }
  }

  /** Whoever can't keep up is dropped before what waits for them grows. */
  #sweep(): void {
    for (const line of this.#lines.values()) if (line.isSlow()) this.#cut(line, "slow");
  }

  #flooded(line: Line): void {
    if (line.isCut) return;
    this.#gate.flooded(line.viewer.clientAddress);
    this.#cut(line, "flooding");
  }

  #cut(line: Line, code: CutCode): void {
    if (line.isCut) return;
    this.metrics.cuts.inc({ code });
    line.cut(code);
  }
}
