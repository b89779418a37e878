import { type Board, publicBoard } from "#services/live/board.ts";

const FORGET_PROCESS_MS = 4000;
const REPEAT_PULSE_MS = 5000;

/** What a board says beside its moment; messages travel by themselves. */
export function sameBoardKey(board: Board): string {
  return JSON.stringify({ ...board, at: 0, chatNumber: 0, seq: 0 });
}

/** One show that somebody watches over this process. */
export class Hall {
  readonly showId: string;
  readonly slug: string;
  board: Board;
  #key: string;
  /** Last event that was passed on. */
  seq: number;
  /** Every message up to this number was sent to those inside. */
  upTo: number;
  /** Last message that a call of the database told of. */
  marked: number;
  /** Sockets inside. */
  count = 0;
  /** Open lines of each viewer: somebody who watches in two tabs is one. Neither the show's own people nor staff count. */
  readonly #watchers = new Map<string, number>();
  lastFlushAt = 0;
  flushTimer: NodeJS.Timeout | null = null;
  /** Hashes of visitors that are not written down yet. */
  readonly newcomers = new Set<string>();
  mostSaved = 0;
  #reactions = 0;
  #ownReactions = 0;
  #pulsed = { viewers: -1, at: 0 };
  readonly #others = new Map<string, { viewers: number; at: number }>();

  constructor(board: Board) {
    this.showId = board.showId;
    this.slug = board.slug;
    this.board = publicBoard(board);
    this.#key = sameBoardKey(this.board);
    this.seq = board.seq;
    this.upTo = board.chatNumber;
    this.marked = board.chatNumber;
  }

  /** Takes a newer board; true when it says something new. */
  take(board: Board): boolean {
    const shown = publicBoard(board);
    if (shown.at < this.board.at) return false;
    const key = sameBoardKey(shown);
    const isNews = key !== this.#key;
    this.board = shown;
    this.#key = key;
    return isNews;
  }

  /** Viewers over this process, each once however many lines they have; over several processes they are added up. */
  get watching(): number {
    return this.#watchers.size;
  }

  arrive(watcher: string): void {
    this.#watchers.set(watcher, (this.#watchers.get(watcher) ?? 0) + 1);
  }

  depart(watcher: string): void {
    const left = (this.#watchers.get(watcher) ?? 0) - 1;
    if (left > 0) this.#watchers.set(watcher, left);
    else this.#watchers.delete(watcher);
  }

  react(count: number): void {
    this.#reactions += count;
    this.#ownReactions += count;
  }

  /** What another process tells of its own part of the show. */
  hear(process: string, viewers: number, reactions: number, now: number): void {
    this.#others.set(process, { viewers, at: now });
    this.#reactions += reactions;
  }

  /** What this process tells the others, once. */
  tellOthers(): [showId: string, viewers: number, reactions: number] {
    const told: [string, number, number] = [this.showId, this.watching, this.#ownReactions];
    this.#ownReactions = 0;
    return told;
  }

  viewers(now: number): number {
    let sum = this.watching;
    for (const [process, { viewers, at }] of this.#others) {
      if (now - at > FORGET_PROCESS_MS) this.#others.delete(process);
      else sum += viewers;
    }
    return sum;
  }

  /** The pulse of this second, or null when there is nothing to tell. */
  pulse(now: number): { viewers: number; reactions: number } | null {
    const [viewers, reactions] = [this.viewers(now), this.#reactions];
    const isDue = viewers !== this.#pulsed.viewers || reactions > 0 || now - this.#pulsed.at > REPEAT_PULSE_MS;
    if (!isDue) return null;
    this.#reactions = 0;
    this.#pulsed = { viewers, at: now };
    return { viewers, reactions };
  }
}
