import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { Fields } from "./codec.ts";

/** How a payment ended, in VNPay's fields without the prefix; amount in hundredths of a đồng. */
export type Outcome = {
  responseCode: string;
  transactionStatus: string;
  amount: string;
  transactionNo: string;
  bankCode: string;
  bankTranNo: string;
  cardType: string;
  payDate: string;
};

/** When an IPN is to be sent: null never; `copies` at once. */
export type IpnPlan = { dueAt: number | null; copies: number };

export type IpnCall = { at: number; httpStatus: number | null; rspCode: string | null };

/** What to do with the IPN of a reference that has no decision yet. */
export type IpnWish = { drop: boolean; delayMs: number | null; copies: number };

export type Transaction = {
  /** Day (yyyyMMdd, GMT+7) and reference: a reference is unique within its day. */
  key: string;
  token: string;
  fields: Fields;
  openedAt: number;
  outcome: Outcome | null;
  ipn: IpnPlan & { calls: IpnCall[] };
};

type Event =
  | { t: "opened"; key: string; token: string; fields: Fields; at: number }
  | { t: "decided"; key: string; outcome: Outcome; plan: IpnPlan }
  | { t: "planned"; key: string; plan: IpnPlan }
  | { t: "called"; key: string; calls: IpnCall[]; dueAt: number | null }
  | { t: "wished"; reference: string; wish: IpnWish }
  | { t: "clock"; aheadMs: number };

/**
 * The gateway's memory: an append-only file of JSON lines, read once at start. A line counts when its newline is
 * written; a torn last line (killed while writing) is cut off.
 */
export class Journal {
  readonly #file: string;
  readonly #byKey = new Map<string, Transaction>();
  readonly #byToken = new Map<string, Transaction>();
  readonly #wishes = new Map<string, IpnWish>();
  #size = 0;
  aheadMs = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, "journal.jsonl");
    if (!existsSync(this.#file)) return;
    const bytes = readFileSync(this.#file);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) truncateSync(this.#file, whole);
    this.#size = whole;
    const lines = bytes.toString("utf8", 0, whole).split("\n");
    for (const [index, line] of lines.entries()) {
      if (line !== "") this.#apply(this.#parse(line, index + 1));
    }
  }

  /** Writes, then believes. A line that was written in part (a full disk) is taken back, and the error thrown. */
  record(event: Event): void {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    try {
      appendFileSync(this.#file, line);
    } catch (error) {
      if (existsSync(this.#file)) truncateSync(this.#file, this.#size);
      throw error;
    }
    this.#size += line.length;
    this.#apply(event);
  }

  #parse(line: string, number: number): Event {
    try {
      return JSON.parse(line) as Event;
    } catch {
      throw new Error(`${this.#file}: line ${number} is broken; move the file away to start without a memory`);
    }
  }

  get(key: string): Transaction | undefined {
    return this.#byKey.get(key);
  }

  byToken(token: string): Transaction | undefined {
    return this.#byToken.get(token);
  }

  /** The latest transaction of a reference, on whatever day. */
  byReference(reference: string): Transaction | undefined {
    return this.all().findLast((transaction) => transaction.fields.vnp_TxnRef === reference);
  }

  all(): Transaction[] {
    return [...this.#byKey.values()];
  }

  wish(reference: string): IpnWish | undefined {
    return this.#wishes.get(reference);
  }

  #apply(event: Event): void {
    if (event.t === "clock") this.aheadMs = event.aheadMs;
    else if (event.t === "wished") this.#wishes.set(event.reference, event.wish);
    else if (event.t === "opened") {
      const { key, token, fields, at } = event;
      const ipn = { dueAt: null, copies: 1, calls: [] };
      const transaction: Transaction = { key, token, fields, openedAt: at, outcome: null, ipn };
      this.#byKey.set(key, transaction);
      this.#byToken.set(token, transaction);
    } else this.#change(event);
  }

  #change(event: Extract<Event, { t: "decided" | "planned" | "called" }>): void {
    const transaction = this.#byKey.get(event.key);
    if (!transaction) throw new Error(`journal: ${event.t} before opened`);
    if (event.t === "decided") transaction.outcome = event.outcome;
    if (event.t === "called") {
      transaction.ipn.calls.push(...event.calls);
      transaction.ipn.dueAt = event.dueAt;
      transaction.ipn.copies = 1;
    } else Object.assign(transaction.ipn, event.plan);
  }
}
