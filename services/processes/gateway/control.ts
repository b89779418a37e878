import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Gateway } from "./context.ts";
import type { IpnPlan, Transaction } from "./journal.ts";
import { makeOutcome } from "./outcome.ts";
import { decidePayment, openPayment, PLAIN_WISH } from "./payments.ts";

export type ControlAnswer = { status: number; body: unknown };

type Body = Record<string, unknown>;

const refused = (status: number, error: string): ControlAnswer => ({ status, body: { error } });

/** Only from this machine and only with the token; without a token in the settings there is no control API. */
export function controlAllowed(request: IncomingMessage, token: string): boolean {
  if (token === "") return false;
  const from = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (!from.startsWith("127.") && from !== "::1") return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}

/**
 * The tests' hand on the gateway: `GET transactions`, `POST outcome`, `POST ipn`, `POST clock`, `POST querydr`.
 * `action` is the address after /control/.
 */
export async function control(
  gateway: Gateway,
  method: string,
  action: string,
  rawBody: string,
): Promise<ControlAnswer> {
  if (method === "GET" && action === "transactions") {
    return { status: 200, body: { transactions: gateway.journal.all().map(describe) } };
  }
  if (method !== "POST") return refused(404, "unknown control address");
  const body = readBody(rawBody);
  if (!body) return refused(400, "a JSON object expected");
  if (action === "outcome") return setOutcome(gateway, body);
  if (action === "ipn") return steerIpn(gateway, body);
  if (action === "clock") {
    const seconds = body.aheadSeconds;
    if (typeof seconds !== "number" || !Number.isFinite(seconds))
      return refused(400, "aheadSeconds: a number expected");
    gateway.journal.record({ t: "clock", aheadMs: seconds * 1000 });
    return { status: 200, body: { now: new Date(gateway.now()).toISOString() } };
  }
  if (action === "querydr") {
    if (typeof body.down !== "boolean") return refused(400, "down: true or false expected");
    gateway.queriesDown = body.down;
    return { status: 200, body: { down: body.down } };
  }
  return refused(404, "unknown control address");
}

function readBody(rawBody: string): Body | null {
  try {
    const body: unknown = JSON.parse(rawBody || "{}");
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Body) : null;
  } catch {
    return null;
  }
}

/**
 * `{ txnRef | payUrl, responseCode?, transactionStatus?, amount? }`: ends a payment as if the shopper had, at any
 * time; `payUrl` also opens it. `amount` in hundredths pretends that another sum was paid.
 */
async function setOutcome(gateway: Gateway, body: Body): Promise<ControlAnswer> {
  const found = findOrOpen(gateway, body);
  if ("status" in found) return found;
  const responseCode = body.responseCode ?? "00";
  const { transactionStatus, amount } = body;
  if (!isCode(responseCode) || (transactionStatus !== undefined && !isCode(transactionStatus))) {
    return refused(400, "responseCode, transactionStatus: two digits expected");
  }
  if (amount !== undefined && (typeof amount !== "string" || !/^\d{1,12}$/.test(amount))) {
    return refused(400, "amount: hundredths of a đồng as a string of digits expected");
  }
  if (found.outcome) return refused(409, "already decided");
  const wishes = {
    ...(transactionStatus === undefined ? {} : { transactionStatus }),
    ...(amount === undefined ? {} : { amount }),
  };
  await decidePayment(gateway, found, makeOutcome(found, responseCode, gateway.now(), wishes), PLAIN_WISH);
  return { status: 200, body: describe(found) };
}

function isCode(value: unknown): value is string {
  return typeof value === "string" && /^\d\d$/.test(value);
}

function findOrOpen(gateway: Gateway, body: Body): Transaction | ControlAnswer {
  if (typeof body.payUrl === "string") {
    const opening = openPayment(gateway, body.payUrl.split("?")[1] ?? "");
    return opening.ok ? opening.transaction : { status: 422, body: { error: "pay request refused", ...opening.fault } };
  }
  const transaction = typeof body.txnRef === "string" ? gateway.journal.byReference(body.txnRef) : undefined;
  return transaction ?? refused(404, "no such txnRef");
}

/**
 * `{ txnRef, action: "drop" | "delay" | "duplicate" | "send", delayMs? }`. Before the decision it is kept for when it
 * comes (the reference need not be known yet); after it, it changes what is due. `send` calls once more in any case.
 */
async function steerIpn(gateway: Gateway, body: Body): Promise<ControlAnswer> {
  const { txnRef, action, delayMs = 0 } = body;
  if (typeof txnRef !== "string" || txnRef === "") return refused(400, "txnRef expected");
  if (typeof delayMs !== "number" || !(delayMs >= 0)) return refused(400, "delayMs: 0 or more expected");
  if (action !== "drop" && action !== "delay" && action !== "duplicate" && action !== "send") {
    return refused(400, "action: drop, delay, duplicate or send expected");
  }
  const transaction = gateway.journal.byReference(txnRef);
  if (!transaction?.outcome) {
    if (action === "send") return refused(409, "nothing decided yet");
    const wish = {
      drop: action === "drop",
      delayMs: action === "delay" ? delayMs : null,
      copies: action === "duplicate" ? 2 : 1,
    };
    gateway.journal.record({ t: "wished", reference: txnRef, wish });
    return { status: 200, body: { kept: wish } };
  }
  const plan: IpnPlan = {
    dueAt: action === "drop" ? null : Date.now() + (action === "delay" ? delayMs : 0),
    copies: action === "duplicate" ? 2 : 1,
  };
  gateway.journal.record({ t: "planned", key: transaction.key, plan });
  if (action === "send" || action === "duplicate") await gateway.notifier.deliver(transaction);
  else gateway.notifier.schedule(transaction);
  return { status: 200, body: describe(transaction) };
}

function describe(transaction: Transaction) {
  const { fields, outcome, ipn, token, openedAt } = transaction;
  return {
    txnRef: fields.vnp_TxnRef,
    amount: fields.vnp_Amount,
    createDate: fields.vnp_CreateDate,
    expireDate: fields.vnp_ExpireDate,
    returnUrl: fields.vnp_ReturnUrl,
    payPath: `/pay/${token}`,
    openedAt,
    outcome,
    ipn,
  };
}
