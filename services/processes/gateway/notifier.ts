import { signedQuery, withQuery } from "./codec.ts";
import type { IpnCall, Journal, Transaction } from "./journal.ts";
import type { Log } from "./log.ts";
import { outcomeFields } from "./outcome.ts";
import type { GatewaySettings } from "./settings.ts";

const MOST_CALLS = 10;

/**
 * Sends IPNs as VNPay does: GET, answered 200 with RspCode 00 or 02 ends it; any other answer, or none in time, is
 * called again after the retry interval, ten calls at most. What is due is in the journal, so that a killed gateway
 * goes on where it was: a call made but not recorded is made again.
 */
export class Notifier {
  readonly #settings: GatewaySettings;
  readonly #journal: Journal;
  readonly #log: Log;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #abort = new AbortController();

  constructor(settings: GatewaySettings, journal: Journal, log: Log) {
    this.#settings = settings;
    this.#journal = journal;
    this.#log = log;
  }

  /** Sets the timer for what the journal says is due, in place of an earlier one. */
  schedule(transaction: Transaction): void {
    clearTimeout(this.#timers.get(transaction.key));
    this.#timers.delete(transaction.key);
    const { dueAt } = transaction.ipn;
    if (dueAt === null || this.#abort.signal.aborted) return;
    const call = () => {
      this.deliver(transaction).catch((error: unknown) => {
        this.#log("error", "ipn not recorded", { error: error instanceof Error ? error.message : String(error) });
      });
    };
    const timer = setTimeout(call, Math.max(0, dueAt - Date.now()));
    this.#timers.set(transaction.key, timer);
  }

  /** Calls now and resolves when the call (or both copies) came to an end; schedules the next one when needed. */
  deliver(transaction: Transaction): Promise<void> {
    clearTimeout(this.#timers.get(transaction.key));
    this.#timers.delete(transaction.key);
    const round = this.#round(transaction);
    this.#running.add(round);
    return round.finally(() => this.#running.delete(round));
  }

  /** Drops the timers, gives calls under way a moment to end and cuts the rest: they are made again after a restart. */
  async stop(graceMs = 3000): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    const cut = setTimeout(() => this.#abort.abort(), graceMs);
    await Promise.allSettled(this.#running);
    clearTimeout(cut);
    this.#abort.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #round(transaction: Transaction): Promise<void> {
    const copies = Array.from({ length: transaction.ipn.copies }, () => this.#call(transaction));
    const calls = await Promise.all(copies);
    if (this.#abort.signal.aborted) return;
    const ended = calls.some((call) => call.rspCode === "00" || call.rspCode === "02");
    const exhausted = transaction.ipn.calls.length + calls.length >= MOST_CALLS;
    const dueAt = ended || exhausted ? null : Date.now() + this.#settings.retrySeconds * 1000;
    this.#journal.record({ t: "called", key: transaction.key, calls, dueAt });
    for (const { httpStatus, rspCode } of calls) {
      this.#log("info", "ipn", {
        reference: transaction.fields.vnp_TxnRef ?? "",
        httpStatus,
        rspCode,
        again: dueAt !== null,
      });
    }
    this.schedule(transaction);
  }

  async #call(transaction: Transaction): Promise<IpnCall> {
    const { ipnUrl, hashSecret, ipnTimeoutMs } = this.#settings;
    const at = Date.now();
    if (!ipnUrl) return { at, httpStatus: null, rspCode: null };
    try {
      const response = await fetch(withQuery(ipnUrl, signedQuery(outcomeFields(transaction), hashSecret)), {
        redirect: "manual",
        signal: AbortSignal.any([AbortSignal.timeout(ipnTimeoutMs), this.#abort.signal]),
      });
      const text = await response.text();
      return { at, httpStatus: response.status, rspCode: response.status === 200 ? readRspCode(text) : null };
    } catch {
      return { at, httpStatus: null, rspCode: null };
    }
  }
}

function readRspCode(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null || !("RspCode" in answer)) return null;
    return typeof answer.RspCode === "string" ? answer.RspCode : null;
  } catch {
    return null;
  }
}
