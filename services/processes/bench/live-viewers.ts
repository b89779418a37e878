import { io, type Socket } from "socket.io-client";
import { newId } from "#services/shared/ids.ts";

export type ViewersWish = {
  url: string;
  origin: string;
  slug: string;
  viewers: number;
  /** Cookies of those who write. */
  writers: string[];
  sayingsPerSecond: number;
  reactionsPerSecond: number;
};

export type ViewersReport = {
  /** Milliseconds from the writer's sending to each viewer's receiving. */
  delivered: number[];
  /** Milliseconds from a pin's moment to each viewer's receiving. */
  pinned: number[];
  lost: number;
  doubled: number;
  refused: number;
  said: number;
  broken: number;
};

export type Order =
  | { do: "connect"; wish: ViewersWish }
  | { do: "begin" }
  | { do: "stop" }
  | { do: "finish"; last: number };
export type Told =
  | { told: "connected" }
  | { told: "stopped"; acknowledged: number }
  | { told: "report"; report: ViewersReport };

const tell = (told: Told) => process.send?.(told);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const DRAIN_MS = 3000;
const CONNECTING = 25;

type Seat = { socket: Socket; upTo: number; pinId: unknown };

/** Viewers of a process of their own: what they receive is timed by the writer's clock in the message itself. */
class Crowd {
  readonly #wish: ViewersWish;
  readonly #seats: Seat[] = [];
  readonly #report: ViewersReport = {
    delivered: [],
    pinned: [],
    lost: 0,
    doubled: 0,
    refused: 0,
    said: 0,
    broken: 0,
  };
  readonly #timers: NodeJS.Timeout[] = [];
  #isMeasuring = false;
  #acknowledged = 0;

  constructor(wish: ViewersWish) {
    this.#wish = wish;
  }

  async connect(): Promise<void> {
    for (let from = 0; from < this.#wish.viewers; from += CONNECTING) {
      const count = Math.min(CONNECTING, this.#wish.viewers - from);
      await Promise.all(Array.from({ length: count }, (_, n) => this.#sit(from + n)));
    }
  }

  async #sit(at: number): Promise<void> {
    const { url, origin, slug, writers } = this.#wish;
    const cookie = writers[at] ?? "";
    const socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin, cookie },
    });
    const seat: Seat = { socket, upTo: 0, pinId: null };
    socket.on("messages", (batch) => this.#take(seat, batch));
    socket.on("board", (board) => this.#see(seat, board));
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
    socket.once("disconnect", () => {
      this.#report.broken += 1;
    });
    const answer = await socket.timeout(10_000).emitWithAck("join", { show: slug, after: null });
    if (!answer.ok) throw new Error(`not let in: ${answer.code}`);
    seat.upTo = answer.upTo;
    seat.pinId = answer.board?.pin?.pinId ?? null;
    this.#seats[at] = seat;
  }

  #take(seat: Seat, { after, items, upTo }: { after: number; items: { body: string }[]; upTo: number }): void {
    const now = Date.now();
    if (after > seat.upTo) this.#report.lost += after - seat.upTo;
    if (after < seat.upTo) this.#report.doubled += seat.upTo - after;
    if (items.length !== upTo - after) this.#report.lost += upTo - after - items.length;
    seat.upTo = Math.max(seat.upTo, upTo);
    if (this.#isMeasuring)
      for (const { body } of items) this.#report.delivered.push(now - Number(body.slice(body.lastIndexOf(" ") + 1)));
  }

  #see(seat: Seat, { pin }: { pin: { pinId: unknown; pinnedAt: number } | null }): void {
    if (!pin || pin.pinId === seat.pinId) return;
    seat.pinId = pin.pinId;
    if (this.#isMeasuring) this.#report.pinned.push(Date.now() - pin.pinnedAt);
  }

  begin(): void {
    this.#isMeasuring = true;
    const { sayingsPerSecond, reactionsPerSecond, writers } = this.#wish;
    let turn = 0;
    const say = () => {
      const seat = this.#seats[turn % writers.length];
      turn += 1;
      this.#report.said += 1;
      const body = `Còn hàng không shop ơi, ship về quê được không ${Date.now()}`;
      seat?.socket.emit("say", { id: newId(), body }, (answer: { ok: boolean }) => {
        if (answer.ok) this.#acknowledged += 1;
        else this.#report.refused += 1;
      });
    };
    let tapper = 0;
    const react = () => {
      for (let n = 0; n < reactionsPerSecond / 10; n++) {
        this.#seats[tapper % this.#seats.length]?.socket.emit("react", { count: 1 });
        tapper += 1;
      }
    };
    this.#timers.push(setInterval(say, 1000 / sayingsPerSecond), setInterval(react, 100));
  }

  /** Nobody sends any more; answers how many messages were acknowledged here. */
  async stop(): Promise<number> {
    for (const timer of this.#timers) clearInterval(timer);
    await pause(DRAIN_MS);
    return this.#acknowledged;
  }

  finish(last: number): ViewersReport {
    for (const { socket, upTo } of this.#seats) {
      this.#report.lost += Math.max(0, last - upTo);
      socket.off("disconnect").disconnect();
    }
    return this.#report;
  }
}

/** The part of a load process: does what its parent orders. */
export function serveViewers(): void {
  let crowd: Crowd | null = null;
  process.on("message", async (order: Order) => {
    if (order.do === "connect") {
      crowd = new Crowd(order.wish);
      await crowd.connect();
      tell({ told: "connected" });
    }
    if (order.do === "begin") crowd?.begin();
    if (order.do === "stop") tell({ told: "stopped", acknowledged: (await crowd?.stop()) ?? 0 });
    if (order.do === "finish" && crowd) tell({ told: "report", report: crowd.finish(order.last) });
  });
  process.on("disconnect", () => process.exit());
}
