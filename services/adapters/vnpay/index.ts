import { HashAlgorithm, ProductCode, VnpCurrCode, VnpLocale } from "vnpay/enums";
import { VNPay } from "vnpay/vnpay";
import type { PaymentAttemptOrder, PaymentPort } from "#services/payments/port.ts";
import { readPaymentTimestamp } from "#services/payments/reference.ts";
import { answerCallback, readCallback } from "./callback.ts";
import { plainAddress, plainOrderInfo } from "./order-info.ts";
import { queryStatus } from "./query-status.ts";

export type VnpayOptions = {
  /** `VNPAY_TMN_CODE`: 8 alphanumerics. */
  tmnCode: string;
  /** `VNPAY_HASH_SECRET`. */
  hashSecret: string;
  /** `VNPAY_PAY_URL`, such as https://pay.vnpay.vn/vpcpay.html. */
  payUrl: string;
  /** `VNPAY_API_URL`, such as https://merchant.vnpay.vn/merchant_webapi/api/transaction. */
  apiUrl: string;
  /** The address that querydr names as ours. */
  serverAddress?: string;
  timeoutMs?: number;
  now?: () => Date;
};

/** `vnp_Amount` has at most 12 digits, two of them hundredths. */
const MAX_AMOUNT_VND = 9_999_999_999;

/**
 * VNPay 2.1.0 behind the payment port. The package builds the pay address; all that comes in, and querydr,
 * is our own code, for the package's checks can be fooled and its requests never time out.
 * Throws TypeError on settings that cannot work.
 */
export function createVnpayPayments(options: VnpayOptions): PaymentPort {
  const { tmnCode, hashSecret } = options;
  if (!/^[A-Za-z0-9]{8}$/.test(tmnCode)) throw new TypeError("VNPAY_TMN_CODE: 8 letters and digits expected");
  if (hashSecret === "") throw new TypeError("VNPAY_HASH_SECRET: must not be empty");
  const pay = endpoint("VNPAY_PAY_URL", options.payUrl);
  const api = endpoint("VNPAY_API_URL", options.apiUrl);
  const serverAddress = options.serverAddress ?? "127.0.0.1";
  const terminal = {
    tmnCode,
    hashSecret,
    apiUrl: api.href,
    serverAddress,
    timeoutMs: options.timeoutMs ?? 8000,
    now: options.now ?? (() => new Date()),
  };
  const builder = new VNPay({
    tmnCode,
    secureSecret: hashSecret,
    vnpayHost: pay.origin,
    queryDrAndRefundHost: api.origin,
    endpoints: {
      paymentEndpoint: pay.pathname,
      queryDrRefundEndpoint: api.pathname,
      getBankListEndpoint: "qrpayauth/api/merchant/get_bank_list",
    },
    hashAlgorithm: HashAlgorithm.SHA512,
    vnp_CurrCode: VnpCurrCode.VND,
    testMode: false,
    enableLog: false,
  });
  return {
    provider: "vnpay",
    payOrigins: [pay.origin],
    maxAmountVnd: MAX_AMOUNT_VND,
    payAddress: (order) => buildPayAddress(builder, order, serverAddress),
    readCallback: (rawQuery) => readCallback(rawQuery, terminal),
    answerCallback,
    queryStatus: (question) => queryStatus(question, terminal),
  };
}

function endpoint(name: string, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  const usable = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password;
  if (!usable) throw new TypeError(`${name}: an http(s) address without query expected`);
  return url;
}

function buildPayAddress(builder: VNPay, order: PaymentAttemptOrder, serverAddress: string): string {
  mustHold(/^[A-Za-z0-9]{1,100}$/.test(order.reference), "reference");
  const amount: number = order.amountVnd;
  mustHold(Number.isSafeInteger(amount) && amount >= 1 && amount <= MAX_AMOUNT_VND, "amountVnd");
  const createdAt = readPaymentTimestamp(order.createDate);
  const expiresAt = readPaymentTimestamp(order.expireDate);
  mustHold(createdAt !== null, "createDate");
  mustHold(expiresAt !== null && createdAt !== null && expiresAt > createdAt, "expireDate");
  mustHold(order.returnUrl.length >= 10 && order.returnUrl.length <= 255 && URL.canParse(order.returnUrl), "returnUrl");
  return builder.buildPaymentUrl({
    vnp_TxnRef: order.reference,
    vnp_Amount: amount,
    vnp_OrderInfo: plainOrderInfo(order.description, order.reference),
    vnp_OrderType: ProductCode.Other,
    vnp_Locale: order.language === "en" ? VnpLocale.EN : VnpLocale.VN,
    vnp_CreateDate: Number(order.createDate),
    vnp_ExpireDate: Number(order.expireDate),
    vnp_IpAddr: plainAddress(order.clientAddress, serverAddress),
    vnp_ReturnUrl: order.returnUrl,
  });
}

function mustHold(condition: boolean, field: string): void {
  if (!condition) throw new RangeError(`payment attempt with an impossible ${field}`);
}
