import { randomBytes } from "node:crypto";
import { readQuery } from "./codec.ts";
import type { Gateway } from "./context.ts";
import type { IpnPlan, IpnWish, Outcome, Transaction } from "./journal.ts";
import { expiresAt, makeOutcome } from "./outcome.ts";
import { type PayFault, payFault } from "./pay-rules.ts";
import { stampOf } from "./time.ts";

export type Opening = { ok: true; transaction: Transaction } | { ok: false; fault: PayFault; language: "vi" | "en" };

export const PLAIN_WISH: IpnWish = { drop: false, delayMs: null, copies: 1 };

/**
 * Takes a pay request in. The same signed request may come again while nothing is decided (a reloaded page, a doubled
 * click); the reference with other parameters, or once decided, is refused until the next day.
 */
export function openPayment(gateway: Gateway, rawQuery: string): Opening {
  const now = gateway.now();
  const fields = readQuery(rawQuery);
  const fault = payFault(fields, gateway.settings, now);
  const language = fields?.vnp_Locale === "en" ? "en" : "vi";
  if (fault || !fields) return { ok: false, fault: fault ?? { code: "03", field: null }, language };
  const key = `${stampOf(now).slice(0, 8)}/${fields.vnp_TxnRef}`;
  const known = gateway.journal.get(key);
  if (known) {
    const same = known.fields.vnp_SecureHash?.toLowerCase() === fields.vnp_SecureHash?.toLowerCase();
    if (same && !known.outcome) return { ok: true, transaction: known };
    return { ok: false, fault: { code: "01", field: "vnp_TxnRef" }, language };
  }
  gateway.journal.record({ t: "opened", key, token: randomBytes(16).toString("hex"), fields, at: now });
  gateway.log("info", "payment opened", { reference: fields.vnp_TxnRef ?? "" });
  return { ok: true, transaction: gateway.journal.get(key) as Transaction };
}

/** The ending that the shopper chose on the page; whatever was chosen, past its time a payment is expired (11). */
export function chosenOutcome(gateway: Gateway, transaction: Transaction, code: string): Outcome {
  const now = gateway.now();
  return makeOutcome(transaction, now > expiresAt(transaction) ? "11" : code, now);
}

/**
 * Ends a payment once and plans its IPN; a second decision changes nothing. Resolves when the browser may be sent
 * back: at once, or after the first IPN was answered when its delay is zero.
 */
export async function decidePayment(
  gateway: Gateway,
  transaction: Transaction,
  outcome: Outcome,
  pageWish: IpnWish,
): Promise<void> {
  if (transaction.outcome) return;
  const reference = transaction.fields.vnp_TxnRef ?? "";
  const wish = gateway.journal.wish(reference) ?? pageWish;
  const delayMs = wish.delayMs ?? gateway.settings.ipnDelayMs;
  const silent = wish.drop || gateway.settings.ipnUrl === "";
  const plan: IpnPlan = { dueAt: silent ? null : Date.now() + delayMs, copies: wish.copies };
  gateway.journal.record({ t: "decided", key: transaction.key, outcome, plan });
  gateway.log("info", "payment decided", { reference, responseCode: outcome.responseCode });
  if (!silent && delayMs === 0) await gateway.notifier.deliver(transaction);
  else gateway.notifier.schedule(transaction);
}
