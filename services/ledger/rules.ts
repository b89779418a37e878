/**
 * The book of the market, as an accountant reads it. Whole đồng; a debit is positive, a credit negative, and the entries
 * of one event add up to zero.
 *
 * | account | what it says | sign |
 * |---|---|---|
 * | gateway_clearing (one a provider) | taken by the provider for us, not yet on our bank account | + it owes us |
 * | carrier_clearing (one a carrier; `own`: the shop's own people) | cash taken at the door for us, not yet handed on | + it owes us |
 * | bank | on our bank account | + it is there |
 * | shop_pending (one a shop) | the shop's part of orders that are not complete | − we owe it, not payable yet |
 * | shop_available (one a shop) | the shop's part of complete orders | − we owe it, payable; + it owes us |
 * | commission | what the market earns by sales | − earned |
 * | tax_withheld (one a kind: vat, pit) | kept back from households for the tax office | − we owe it there |
 * | refunds_owed | to be given back to buyers | − we owe it |
 * | goodwill | what the market gives of its own | + spent |
 *
 * | event | example |
 * |---|---|
 * | prepaid_captured: a provider took the money of a group | a household's order of 300.000 goods and 20.000 shipping, commission 3 %: gateway_clearing +320.000, shop_pending −300.000 −20.000; shop_pending +9.000, commission −9.000; shop_pending +3.000, tax_withheld vat −3.000; shop_pending +1.500, tax_withheld pit −1.500. The shop is left with 306.500 |
 * | cash_collected: the same order, paid at the door | carrier_clearing +320.000, the rest alike |
 * | order_completed: the buyer confirmed, or the timer did | shop_pending +306.500, shop_available −306.500 |
 * | order_ended: the whole order is owed back | before it was complete: shop_pending +306.500, commission +9.000, tax_withheld +3.000 +1.500, refunds_owed −320.000; afterwards the same with shop_available, which may become a debt of the shop |
 * | stray_money: late, doubled or in another amount | gateway_clearing +320.000, refunds_owed −320.000 |
 * | refund_paid: transferred by hand | refunds_owed +320.000, bank −320.000 |
 * | correction: what was wrong is taken back and the right is written, in one | commission +900, shop_pending −900 |
 *
 * Each line of an order and its shipping carry their own entries, so that a part can later be taken back alone.
 */
import type { LEDGER_ACCOUNT_KINDS, LEDGER_EVENT_KINDS, TAX_BASES, TAX_KINDS } from "#db/schema/ledger.ts";
import type { LEGAL_FORMS } from "#db/schema/shops.ts";

export type AccountKind = (typeof LEDGER_ACCOUNT_KINDS)[number];
export type EventKind = (typeof LEDGER_EVENT_KINDS)[number];
export type TaxKind = (typeof TAX_KINDS)[number];
export type TaxBase = (typeof TAX_BASES)[number];
export type LegalForm = (typeof LEGAL_FORMS)[number];

export type Account = { kind: AccountKind; shopId: string | null; party: string | null };
export type Entry = {
  account: Account;
  amountVnd: number;
  orderId: string | null;
  lineId: string | null;
  rateBasisPoints: number | null;
};

/** A rate of withholding in force at the moment of the event. A legal form without rates has nothing withheld. */
export type TaxRate = { kind: TaxKind; legalForm: string; base: TaxBase; rateBasisPoints: number };

export type SoldLine = {
  id: string;
  totalVnd: number;
  commissionVnd: number;
  legalForm: LegalForm;
  taxBase: Exclude<TaxBase, "shipping">;
};
/** One shop's order as it was frozen at placing. */
export type SoldOrder = { id: string; shopId: string; shippingVnd: number; lines: readonly SoldLine[] };

export type MoneyEvent =
  | { kind: "prepaid_captured"; provider: string; orders: readonly SoldOrder[]; rates: readonly TaxRate[] }
  | { kind: "cash_collected"; carrier: string; order: SoldOrder; rates: readonly TaxRate[] }
  /** `posted`: everything that stands in the book of this order. */
  | { kind: "order_completed"; posted: readonly Entry[] }
  | { kind: "order_ended"; orderId: string; posted: readonly Entry[] }
  | { kind: "stray_money"; provider: string; amountVnd: number }
  | { kind: "refund_paid"; orderId: string | null; amountVnd: number }
  /** `wrong`: the entries of the batch that is corrected. */
  | { kind: "correction"; wrong: readonly Entry[]; right: readonly Entry[] };

const account = (kind: AccountKind, over: { shopId?: string; party?: string } = {}): Account => ({
  kind,
  shopId: over.shopId ?? null,
  party: over.party ?? null,
});

type Of = { orderId: string | null; lineId?: string | null; rateBasisPoints?: number };

const entry = (to: Account, amountVnd: number, of: Of): Entry => ({
  account: to,
  amountVnd,
  orderId: of.orderId,
  lineId: of.lineId ?? null,
  rateBasisPoints: of.rateBasisPoints ?? null,
});

/** An amount that leaves one account for another. */
const move = (from: Account, to: Account, amountVnd: number, of: Of): Entry[] => [
  entry(from, amountVnd, of),
  entry(to, -amountVnd, of),
];

/**
 * The one rounding rule of tax: each kind, of each line (or of the shipping), to the nearest đồng, half a đồng up.
 * The decrees name none: to be confirmed by counsel.
 */
export function taxOf(baseVnd: number, basisPoints: number): number {
  return Number((BigInt(baseVnd) * BigInt(basisPoints) + 5_000n) / 10_000n);
}

/** Tax kept back from a shop's part by the rates of its legal form; the rate is written beside the amount. */
function withheld(
  rates: readonly TaxRate[],
  pending: Account,
  of: Of & { legalForm: LegalForm; base: TaxBase; baseVnd: number },
): Entry[] {
  return rates
    .filter((rate) => rate.legalForm === of.legalForm && rate.base === of.base)
    .flatMap(({ kind, rateBasisPoints }) =>
      move(pending, account("tax_withheld", { party: kind }), taxOf(of.baseVnd, rateBasisPoints), {
        orderId: of.orderId,
        lineId: of.lineId ?? null,
        rateBasisPoints,
      }),
    );
}

/** What was paid for an order: the whole to the shop, then commission and tax out of the shop's part. */
function sale(clearing: Account, order: SoldOrder, rates: readonly TaxRate[]): Entry[] {
  const pending = account("shop_pending", { shopId: order.shopId });
  const whole = { orderId: order.id };
  const goodsVnd = order.lines.reduce((sum, line) => sum + line.totalVnd, 0);
  const parts = order.lines.flatMap((line) => {
    const of = { orderId: order.id, lineId: line.id };
    return [
      entry(pending, -line.totalVnd, of),
      ...move(pending, account("commission"), line.commissionVnd, of),
      ...withheld(rates, pending, { ...of, legalForm: line.legalForm, base: line.taxBase, baseVnd: line.totalVnd }),
    ];
  });
  const legalForm = order.lines[0]?.legalForm;
  return [
    entry(clearing, goodsVnd + order.shippingVnd, whole),
    entry(pending, -order.shippingVnd, whole),
    ...parts,
    ...(legalForm
      ? withheld(rates, pending, { ...whole, legalForm, base: "shipping", baseVnd: order.shippingVnd })
      : []),
  ];
}

const keyOf = (e: Entry) => [e.account.kind, e.account.shopId, e.account.party, e.orderId, e.lineId].join(" ");

/** One entry for each account and line with what stands there, zeros left out. */
export function sumByPlace(entries: readonly Entry[]): Entry[] {
  const sums = new Map<string, Entry>();
  for (const e of entries) {
    const before = sums.get(keyOf(e));
    sums.set(keyOf(e), { ...e, rateBasisPoints: null, amountVnd: (before?.amountVnd ?? 0) + e.amountVnd });
  }
  return [...sums.values()].filter((e) => e.amountVnd !== 0);
}

/** What stands as pending becomes available, line by line. Nothing where nothing was collected yet. */
function release(posted: readonly Entry[]): Entry[] {
  return sumByPlace(posted)
    .filter((e) => e.account.kind === "shop_pending")
    .flatMap((e) => {
      const of = { orderId: e.orderId, lineId: e.lineId };
      return move(e.account, { ...e.account, kind: "shop_available" }, -e.amountVnd, of);
    });
}

/** Money that came or went stays where it is; what it was given to is taken back, as exactly as it was given. */
const STAYS: ReadonlySet<AccountKind> = new Set<AccountKind>([
  "gateway_clearing",
  "carrier_clearing",
  "bank",
  "refunds_owed",
  "goodwill",
]);

const negated = (e: Entry): Entry => ({ ...e, amountVnd: -e.amountVnd, rateBasisPoints: null });

function takeBack(orderId: string, posted: readonly Entry[]): Entry[] {
  const back = sumByPlace(posted)
    .filter((e) => !STAYS.has(e.account.kind))
    .map(negated);
  const total = back.reduce((sum, e) => sum + e.amountVnd, 0);
  return [...back, entry(account("refunds_owed"), -total, { orderId })];
}

function rawEntriesOf(event: MoneyEvent): Entry[] {
  switch (event.kind) {
    case "prepaid_captured": {
      const clearing = account("gateway_clearing", { party: event.provider });
      return event.orders.flatMap((order) => sale(clearing, order, event.rates));
    }
    case "cash_collected":
      return sale(account("carrier_clearing", { party: event.carrier }), event.order, event.rates);
    case "order_completed":
      return release(event.posted);
    case "order_ended":
      return takeBack(event.orderId, event.posted);
    case "stray_money": {
      const clearing = account("gateway_clearing", { party: event.provider });
      return move(clearing, account("refunds_owed"), event.amountVnd, { orderId: null });
    }
    case "refund_paid":
      return move(account("refunds_owed"), account("bank"), event.amountVnd, { orderId: event.orderId });
    case "correction":
      return sumByPlace([...event.wrong.map(negated), ...event.right]);
  }
}

/** The one table from what happened to what is written; empty when no money moved. Entries add up to zero. */
export function entriesOf(event: MoneyEvent): Entry[] {
  const entries = rawEntriesOf(event).filter((e) => e.amountVnd !== 0);
  const total = entries.reduce((sum, e) => sum + e.amountVnd, 0);
  if (total !== 0) throw new Error(`entries of ${event.kind} add up to ${total}`);
  return entries;
}
