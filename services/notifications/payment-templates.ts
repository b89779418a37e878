import type { MessageText } from "./templates.ts";

type Data = Record<string, string>;
type Template = Record<"vi" | "en", (data: Data) => MessageText>;

const money = (vnd: string | undefined, locale: string) =>
  `${new Intl.NumberFormat(locale).format(Number(vnd))}\u00a0₫`;
const vi = (d: Data) => money(d.amountVnd, "vi-VN");
const en = (d: Data) => money(d.amountVnd, "en-GB");

/** The mail, and for a phone its subject with the link. */
const told = (subject: string, body: string, link: string | undefined, see: string): MessageText => ({
  subject,
  body: `${body}\n\n${see}: ${link}`,
  sms: `Chợ Phiên: ${subject}. ${link}`,
});
const inVietnamese = (d: Data, subject: string, body: string) => told(subject, body, d.link, "Xem đơn");
const inEnglish = (d: Data, subject: string, body: string) => told(subject, body, d.link, "See the order");

/** What a buyer is told of the money of a group. Data: code, link, amountVnd. */
export const paymentTemplates = {
  order_placed: {
    vi: (d) =>
      inVietnamese(
        d,
        `Đơn ${d.code}: chợ đã nhận`,
        `Chợ đã nhận đơn ${d.code}, tổng ${vi(d)}. Từng cửa hàng sẽ báo khi nhận đơn.`,
      ),
    en: (d) =>
      inEnglish(
        d,
        `Order ${d.code}: received`,
        `The market has your order ${d.code}, ${en(d)} in all. Each shop will tell you when it accepts its part.`,
      ),
  },
  order_paid: {
    vi: (d) => inVietnamese(d, `Đơn ${d.code}: đã thanh toán`, `Chợ đã nhận ${vi(d)} cho đơn ${d.code}.`),
    en: (d) => inEnglish(d, `Order ${d.code}: paid`, `The market has received ${en(d)} for order ${d.code}.`),
  },
  order_expired: {
    vi: (d) =>
      inVietnamese(
        d,
        `Đơn ${d.code}: đã hủy vì chưa thanh toán`,
        `Đơn ${d.code} không được thanh toán trong thời gian giữ hàng nên đã hủy. Hàng đã về lại kho, bạn không mất tiền.`,
      ),
    en: (d) =>
      inEnglish(
        d,
        `Order ${d.code}: cancelled, not paid`,
        `Order ${d.code} was not paid while its goods were held, so it is cancelled. Nothing was charged.`,
      ),
  },
  refund_owed: {
    vi: (d) =>
      inVietnamese(
        d,
        `Đơn ${d.code}: chợ nợ bạn ${vi(d)}`,
        `Ngân hàng báo có ${vi(d)} cho đơn ${d.code} khi đơn không còn chờ tiền. Chợ nợ bạn số tiền này; người phụ trách tiền sẽ chuyển trả và ghi số chứng từ vào đơn.`,
      ),
    en: (d) =>
      inEnglish(
        d,
        `Order ${d.code}: we owe you ${en(d)}`,
        `The bank reports ${en(d)} for order ${d.code} at a time when it was not waiting for money. The market owes you this amount; our finance staff will transfer it and note the reference on your order.`,
      ),
  },
} satisfies Record<string, Template>;
