import { canonicalQuery, hmacSha512 } from "#services/adapters/vnpay/codec.ts";

/** The terminal that tests sign for. */
export const TEST_TERMINAL = { tmnCode: "DEMO0001", hashSecret: "a-secret-of-the-bench" };

/** A raw query with its signature, by our key or another's. */
export function signed(fields: Record<string, string>, secret = TEST_TERMINAL.hashSecret): string {
  const query = canonicalQuery(new Map(Object.entries(fields)));
  return `${query}&vnp_SecureHash=${hmacSha512(secret, query)}`;
}

/** The fields of an IPN that says "paid", changed as wished. */
export function paidFields(order: { reference: string; amountVnd: number }, change: Record<string, string> = {}) {
  return {
    vnp_Amount: String(order.amountVnd * 100),
    vnp_BankCode: "NCB",
    vnp_OrderInfo: "Cho Phien",
    vnp_PayDate: "20261124120000",
    vnp_ResponseCode: "00",
    vnp_TmnCode: TEST_TERMINAL.tmnCode,
    vnp_TransactionNo: String(10_000_000 + Math.floor(Math.random() * 80_000_000)),
    vnp_TransactionStatus: "00",
    vnp_TxnRef: order.reference,
    ...change,
  };
}
