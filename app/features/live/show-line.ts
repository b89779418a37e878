import { io, type Socket } from "socket.io-client";
import { v7 as newUuid } from "uuid";
import type { Board } from "#services/live/board.ts";
import {
  type ChatMessage,
  type CutCode,
  type JoinAnswer,
  type Page,
  type SayAnswer,
  type SayRefusal,
  type SinceAnswer,
  type ToBrowser,
  toBrowser,
} from "#services/realtime/protocol.ts";

export type LineState = "connecting" | "online" | "reconnecting" | "cut";

/** What this person said: on its way, stored but not come round yet, or refused and kept until they decide. */
export type Saying = {
  id: string;
  body: string;
  state: "sending" | "stored" | "refused";
  refusal: SayRefusal | null;
};

export type ShowView = {
  state: LineState;
  /** Why the line was cut or won't open; null otherwise. */
  reason: CutCode | "not_found" | null;
  board: Board | null;
  /** In order by number, each once, without hidden ones. */
  messages: readonly ChatMessage[];
  /** What this person said and isn't among the messages yet, in the order it was said. */
  sayings: readonly Saying[];
  viewers: number;
  /** Reactions of everybody since the line was opened. */
  reactions: number;
  canWrite: boolean;
  /** By the market's clock: compare with `board.at`. */
  mutedUntil: number | null;
  warning: string | null;
};

export type ShowLineWish = {
  /** Address of realtime, from `/api/runtime`. */
  url: string;
  slug: string;
  onChange: (view: ShowView) => void;
  /** Header lines, for callers that are no browser. */
  headers?: Record<string, string>;
};

/** As many as the server names hidden ones for. */
const KEPT = 500;
const ANSWER_MS = 8000;
const TAPS_EVERY_MS = 1000;
const RETRY_MS = 1000;
const BACK_MS = { slow: 3000, signed_out: 300, refused: 2000 } as const;

type Waiting = Saying & {
  isSent: boolean;
  /** It was not stored at its first sending: a line that was away sends many at once, which is nobody's haste. */
  hasWaited: boolean;
  /** Of the message, once it is stored. */
  number: number | null;
  answer: (answer: SayAnswer) => void;
};

/** Whether what was said is to be said again by itself, and after how long; null when the answer is the last word. */
function againAfterMs(one: Waiting, answer: SayAnswer | null): number | null {
  if (answer === null) return RETRY_MS;
  if (answer.ok) return null;
  if (answer.code === "unavailable" || answer.code === "not_joined") return RETRY_MS;
  return answer.code === "too_fast" && one.hasWaited ? (answer.retryAfterSeconds ?? 1) * 1000 : null;
}

/**
 * A browser's line to one show: messages in order without gaps or doubles, the newest board, sayings that are sent
 * again until they are stored once, taps added up. It reconnects by itself; `stop` ends it.
 */
export class ShowLine {
  readonly #wish: ShowLineWish;
  readonly #socket: Socket;
  readonly #byNumber = new Map<number, ChatMessage>();
  /** Hidden numbers: a batch that was read before may arrive after. */
  readonly #gone = new Set<number>();
  readonly #sayings = new Map<string, Waiting>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  /** Every message up to here is there or gone; null before the first answer. */
  #upTo: number | null = null;
  /** The highest number heard of. */
  #heard = 0;
  #isJoined = false;
  #isFetching = false;
  #taps = 0;
  #tapTimer: ReturnType<typeof setTimeout> | null = null;
  #isStopped = false;
  #view: ShowView = {
    state: "connecting",
    reason: null,
    board: null,
    messages: [],
    sayings: [],
    viewers: 0,
    reactions: 0,
    canWrite: false,
    mutedUntil: null,
    warning: null,
  };

  constructor(wish: ShowLineWish) {
    this.#wish = wish;
    this.#socket = io(wish.url, {
      transports: ["websocket"],
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
      randomizationFactor: 0.5,
      ...(wish.headers ? { extraHeaders: wish.headers } : {}),
    });
    this.#socket.on("connect", () => void this.#join());
    this.#socket.on("disconnect", (reason) => this.#lost(reason));
    this.#socket.on("connect_error", () => this.#refused());
    this.#listen();
  }

  /** The connection underneath, for whoever must see it break. */
  get manager(): Socket["io"] {
    return this.#socket.io;
  }

  get view(): ShowView {
    return this.#view;
  }

  start(): void {
    this.#socket.connect();
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#tapTimer) clearTimeout(this.#tapTimer);
    this.#socket.disconnect();
  }

  /**
   * Says something; resolves once it is stored or refused, however often the line breaks meanwhile. What was said is sent
   * one after the other, so that it is stored in its order.
   */
  say(body: string): Promise<SayAnswer> {
    return new Promise((answer) => {
      const one = { id: newUuid(), body, state: "sending", refusal: null, number: null, isSent: false } as const;
      this.#sayings.set(one.id, { ...one, hasWaited: !this.#isJoined, answer });
      this.#showSayings();
      this.#sendNext();
    });
  }

  /** Sends once more what was refused, after everything else. */
  sayAgain(id: string): void {
    const one = this.#sayings.get(id);
    if (one?.state !== "refused") return;
    this.#sayings.delete(id);
    this.#sayings.set(id, { ...one, state: "sending", refusal: null, hasWaited: !this.#isJoined });
    this.#showSayings();
    this.#sendNext();
  }

  /** Forgets what was refused. */
  forget(id: string): void {
    if (this.#sayings.get(id)?.state === "refused" && this.#sayings.delete(id)) this.#showSayings();
  }

  /** One tap of a reaction; taps are told together, once a second. */
  tap(count = 1): void {
    this.#taps += count;
    this.#tapTimer ??= setTimeout(() => this.#tellTaps(), TAPS_EVERY_MS);
  }

  #later(work: () => void, ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#isStopped) work();
    }, ms);
    this.#timers.add(timer);
  }

  #show(change: Partial<ShowView>): void {
    this.#view = { ...this.#view, ...change };
    if (!this.#isStopped) this.#wish.onChange(this.#view);
  }

  #showSayings(): void {
    const sayings = [...this.#sayings.values()].map(({ id, body, state, refusal }) => ({ id, body, state, refusal }));
    this.#show({ sayings });
  }

  async #ask<T>(name: string, input: object): Promise<T | null> {
    try {
      return (await this.#socket.timeout(ANSWER_MS).emitWithAck(name, input)) as T;
    } catch {
      return null;
    }
  }

  async #join(): Promise<void> {
    const id = this.#socket.id;
    const answer = await this.#ask<JoinAnswer>("join", { show: this.#wish.slug, after: this.#upTo });
    if (this.#socket.id !== id || !this.#socket.connected) return;
    if (!answer?.ok) {
      if (answer?.code === "not_found") {
        this.#show({ state: "cut", reason: "not_found" });
        this.#socket.disconnect();
        return;
      }
      this.#later(() => this.#socket.connected && void this.#join(), RETRY_MS);
      return;
    }
    this.#isJoined = true;
    const { canWrite, mutedUntil, viewers } = answer;
    this.#takeBoard(answer.board);
    this.#takePage(answer, this.#upTo);
    this.#show({ state: "online", reason: null, canWrite, mutedUntil, viewers });
    this.#sendNext();
    void this.#fetchGap();
  }

  #lost(reason: string): void {
    this.#isJoined = false;
    for (const one of this.#sayings.values()) Object.assign(one, { isSent: false, hasWaited: true });
    if (this.#isStopped || this.#view.state === "cut") return;
    this.#show({ state: "reconnecting" });
    // After a goodbye of the server socket.io waits to be told.
    if (reason === "io server disconnect") this.#comeBack(BACK_MS.refused);
  }

  #refused(): void {
    if (this.#isStopped) return;
    if (this.#view.state === "online") this.#show({ state: "reconnecting" });
    if (!this.#socket.active) this.#comeBack(BACK_MS.refused);
  }

  #comeBack(ms: number): void {
    this.#later(() => !this.#socket.connected && this.#socket.connect(), ms * (0.5 + Math.random()));
  }

  #listen(): void {
    this.#on("messages", ({ after, items, upTo }) => {
      this.#heard = Math.max(this.#heard, upTo);
      if (this.#upTo !== null && after <= this.#upTo) this.#take(items, upTo);
      void this.#fetchGap();
    });
    this.#on("hidden", ({ numbers }) => this.#hide(numbers));
    this.#on("board", (board) => this.#takeBoard(board));
    this.#on("pulse", ({ viewers, reactions }) => this.#show({ viewers, reactions: this.#view.reactions + reactions }));
    this.#on("muted", ({ until }) => this.#show({ mutedUntil: until }));
    this.#on("warned", ({ reason }) => this.#show({ warning: reason }));
    this.#on("cut", ({ code }) => {
      if (code === "flooding") {
        this.#show({ state: "cut", reason: code });
        this.#socket.disconnect();
      } else this.#show({ reason: code });
    });
  }

  #on<K extends keyof ToBrowser>(name: K, take: (payload: ToBrowser[K]) => void): void {
    this.#socket.on(name as string, (payload: unknown) => {
      const read = toBrowser[name].safeParse(payload);
      if (read.success) take(read.data as ToBrowser[K]);
    });
  }

  #takeBoard(board: Board): void {
    if (this.#view.board === null || board.at >= this.#view.board.at) this.#show({ board });
  }

  #takePage(page: Page, after: number | null): void {
    this.#heard = Math.max(this.#heard, page.last);
    if (after === null || this.#upTo === null || after <= this.#upTo) this.#take(page.items, page.upTo);
    this.#hide(page.hidden);
  }

  #take(items: readonly ChatMessage[], upTo: number): void {
    for (const item of items) {
      if (!this.#gone.has(item.number)) this.#byNumber.set(item.number, item);
      this.#settle(item.id, { ok: true, number: item.number });
    }
    this.#upTo = Math.max(this.#upTo ?? 0, upTo);
    this.#showMessages();
    this.#forgetCome();
    this.#sendNext();
  }

  #hide(numbers: readonly number[]): void {
    for (const number of numbers) this.#gone.add(number);
    const gone = numbers.filter((number) => this.#byNumber.delete(number));
    if (gone.length > 0) this.#showMessages();
  }

  #showMessages(): void {
    const messages = [...this.#byNumber.values()].sort((a, b) => a.number - b.number);
    for (const old of messages.splice(0, Math.max(0, messages.length - KEPT))) this.#byNumber.delete(old.number);
    this.#show({ messages });
  }

  /** Asks for what is missing until nothing is. */
  async #fetchGap(): Promise<void> {
    if (this.#isFetching || !this.#isJoined) return;
    this.#isFetching = true;
    let retryMs: number | null = null;
    while (this.#isJoined && this.#upTo !== null && this.#upTo < this.#heard && retryMs === null) {
      const after: number = this.#upTo;
      const answer = await this.#ask<SinceAnswer>("since", { after });
      if (answer?.ok) this.#takePage(answer, after);
      else retryMs = answer !== null && "retryAfterSeconds" in answer ? answer.retryAfterSeconds * 1000 : RETRY_MS;
      if (answer?.ok && answer.upTo <= after) retryMs = RETRY_MS;
    }
    this.#isFetching = false;
    if (retryMs !== null) this.#later(() => void this.#fetchGap(), retryMs);
  }

  #sendNext(): void {
    const one = [...this.#sayings.values()].find(({ state }) => state === "sending");
    if (!this.#isJoined || !one || one.isSent) return;
    one.isSent = true;
    const id = this.#socket.id;
    void this.#ask<SayAnswer>("say", { id: one.id, body: one.body }).then((answer) => {
      if (one.state !== "sending") return;
      const retryMs = againAfterMs(one, answer);
      if (answer !== null && retryMs === null) {
        this.#settle(one.id, answer);
        this.#forgetCome();
        return this.#sendNext();
      }
      one.hasWaited = true;
      // Over a new line it was sent anew already.
      if (this.#socket.id !== id) return;
      this.#later(() => {
        if (this.#socket.id !== id) return;
        one.isSent = false;
        this.#sendNext();
      }, retryMs ?? RETRY_MS);
    });
  }

  #settle(id: string, answer: SayAnswer): void {
    const one = this.#sayings.get(id);
    if (one?.state !== "sending") return;
    one.isSent = false;
    if (answer.ok) Object.assign(one, { state: "stored", number: answer.number });
    else Object.assign(one, { state: "refused", refusal: answer.code });
    this.#showSayings();
    one.answer(answer);
  }

  /** What is stored is let go once its number was read: it stands among the messages, or was hidden. */
  #forgetCome(): void {
    const upTo = this.#upTo ?? 0;
    const come = [...this.#sayings.values()].filter(({ number }) => number !== null && number <= upTo);
    for (const { id } of come) this.#sayings.delete(id);
    if (come.length > 0) this.#showSayings();
  }

  #tellTaps(): void {
    this.#tapTimer = null;
    const count = Math.min(this.#taps, 1000);
    this.#taps = 0;
    if (this.#isJoined && count > 0) this.#socket.emit("react", { count });
  }
}
