import type { Socket } from "socket.io";
import { standingOf } from "#services/accounts/read-standings.ts";
import type { Hall } from "#services/realtime/hall.ts";
import type { CutCode, ToBrowser } from "#services/realtime/protocol.ts";
import type { Viewer } from "#services/shared/viewer.ts";

const WINDOW_MS = 10_000;
/** Events of one line in ten seconds: above `most` they are refused, above `flood` the line is cut. */
const EVENTS = { most: 120, flood: 240 } as const;
const MALFORMED_WEIGHT = 12;
const REACT_EVERY_MS = 900;
/** Frames that wait for one viewer, or how long any of them waits, before that viewer is too slow. */
const SLOW_FRAMES = 48;
const SLOW_MS = 20_000;
const LAST_WORDS_MS = 1000;

/** The parts of engine.io's connection that its types keep to itself. */
type Engine = { writeBuffer: unknown[]; transport: { writable: boolean; socket?: { terminate?: () => void } } };

const engineOf = (socket: Socket) => socket.conn as unknown as Engine;

/** One browser that is connected. */
export class Line {
  readonly socket: Socket;
  readonly cookie: string | undefined;
  readonly viewer: Viewer;
  readonly standing: string;
  hall: Hall | null = null;
  /** As which viewer the hall counts this line; null for its own people and staff. */
  watcher: string | null = null;
  #window = { from: 0, events: 0 };
  #reactedAt = 0;
  #waitingSince: number | null = null;
  #isCut = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(socket: Socket, cookie: string | undefined, viewer: Viewer) {
    this.socket = socket;
    this.cookie = cookie;
    this.viewer = viewer;
    this.standing = standingOf(viewer);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  send<K extends keyof ToBrowser>(name: K, payload: ToBrowser[K]): void {
    this.socket.emit(name, payload);
  }

  /** Counts something that the browser sent. */
  weigh(isMalformed: boolean): "fine" | "too_fast" | "flood" {
    const now = Date.now();
    if (now - this.#window.from > WINDOW_MS) this.#window = { from: now, events: 0 };
    this.#window.events += isMalformed ? MALFORMED_WEIGHT : 1;
    if (this.#window.events > EVENTS.flood) return "flood";
    return this.#window.events > EVENTS.most ? "too_fast" : "fine";
  }

  /** Does what this browser asked for after what it asked for before: words that come together stay in their order. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  /** Whole seconds until events are counted anew. */
  secondsToWait(): number {
    return Math.max(1, Math.ceil((this.#window.from + WINDOW_MS - Date.now()) / 1000));
  }

  /** Whether reactions count now: once a second. */
  mayReact(): boolean {
    const now = Date.now();
    if (now - this.#reactedAt < REACT_EVERY_MS) return false;
    this.#reactedAt = now;
    return true;
  }

  /** Whether this viewer can't keep up with what is sent. Frames that may be lost are never kept for a line that waits. */
  isSlow(): boolean {
    const { writeBuffer, transport } = engineOf(this.socket);
    const waiting = writeBuffer.length;
    if (waiting === 0 && transport.writable) {
      this.#waitingSince = null;
      return false;
    }
    this.#waitingSince ??= Date.now();
    return waiting > SLOW_FRAMES || Date.now() - this.#waitingSince > SLOW_MS;
  }

  /** Says why and hangs up; whoever doesn't take that in is dropped a second later, with everything that waited. */
  cut(code: CutCode): void {
    if (this.#isCut) return;
    this.#isCut = true;
    if (code === "slow") {
      // What waits is let go at once: a goodbye would only join the queue.
      engineOf(this.socket).writeBuffer.length = 0;
      this.#drop();
      return;
    }
    this.send("cut", { code });
    this.socket.disconnect(true);
    setTimeout(() => this.#drop(), LAST_WORDS_MS).unref();
  }

  #drop(): void {
    engineOf(this.socket).transport.socket?.terminate?.();
    this.socket.disconnect(true);
  }
}
