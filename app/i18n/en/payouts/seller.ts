import type { SameKeys } from "#app/i18n/same-keys.ts";
import type vi from "#app/i18n/vi/payouts/seller.ts";

const words: SameKeys<typeof vi> = {
  money: {
    title: "Money",
    heading: "Your shop's money",
    available: "Payable",
    availableText:
      "Your part of orders that are complete, after the market's fee and the tax withheld. The next payout transfers all of it to your bank account.",
    pending: "Pending",
    pendingText:
      "Your part of orders that are paid for but not complete. It becomes payable when the buyer confirms the parcel or the waiting time is over.",
    next: "The next payout transfers {{amount}} to your account.",
    nextNone: "Nothing is payable yet. Money becomes payable when an order is complete.",
    heldBack: {
      negative:
        "Your shop owes the market {{amount}}: money that was paid out and then had to go back to a buyer. It is set off against later orders.",
      suspended: "The next payout leaves your shop out because it is suspended. The money stays yours.",
      no_bank_account: "The next payout can't pay your shop because it has no bank account yet.",
      bank_changed:
        "The bank account has just changed. The market waits 48 hours before it pays there, so that the owner can object.",
      open_payout:
        "A part of this is in a payout that is not settled; the payable amount above includes it. Your shop goes into another payout when the bank has answered.",
    },
    payouts: "Latest payouts",
    payoutsNone: "No payout yet.",
    payout: { code: "Payout", at: "Prepared", account: "Bank account", state: "State", amount: "Amount" },
    accountEnd: "{{bank}}, ending in {{end}}",
    state: {
      planned: "Waits for approval",
      sent: "Sent to the bank",
      paid: "Paid",
      failed: "Not paid",
      returned: "Sent back",
      discarded: "Discarded",
    },
    events: "Every amount",
    eventsText: "Each amount leads to its order. Plus is added, minus is taken off.",
    columns: {
      at: "When",
      what: "What",
      commission: "Market fee",
      vat: "VAT",
      pit: "Income tax",
    },
    order: "order {{code}}",
    event: {
      prepaid_captured: "Paid by the buyer",
      cash_collected: "Cash taken at the door",
      order_completed: "Order complete, now payable",
      order_ended: "Order ended, money back to the buyer",
      stray_money: "Money the buyer paid too much",
      refund_paid: "Refunded to the buyer",
      payout_paid: "Paid out, payout {{code}}",
      payout_returned: "Sent back by the bank, payout {{code}}",
      correction: "Correction",
    },
    none: "No money yet",
    noneText: "When a buyer pays for your first order, the amount appears here with the fee and the tax kept.",
    beyond: "Nothing on this page",
    first: "To the first page",
    toMoney: "Your shop's money",
    toMoneyText: "What is payable, what is pending, and a statement of each payout.",
  },
  statement: {
    title: "Statement",
    heading: "Statement of payout {{code}}",
    shop: "Shop",
    amount: "Amount",
    state: "State",
    account: "Bank account",
    preparedAt: "Prepared",
    paidAt: "Paid",
    reference: "Bank reference",
    failure: "Reason",
    lines: "How the amount comes about",
    linesText: "The opening balance and the amounts since add up to exactly what is paid.",
    day: "Day",
    order: "Order",
    what: "What",
    gross: "Goods and sending",
    net: "Net",
    opening: "Opening balance",
    sum: "Sum of the period",
    total: "Amount paid",
    file: "Get the statement as CSV",
    fileName: "statement-{{code}}",
  },
};

export default words;
