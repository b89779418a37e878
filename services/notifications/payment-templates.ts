import type { MessageText } from "./templates.ts";

type Data = Record<string, string>;
type Template = Record<"vi" | "en", (data: Data) => MessageText>;

const money = (vnd: string | undefined, locale: string) =>
  `${new Intl.NumberFormat(locale).format(Number(vnd))}\u00a0₫`;
const vi = (d: Data) => money(d.amountVnd, "vi-VN");
const en = (d: Data) => money(d.amountVnd, "en-GB");

/** What a buyer is told of the money of a group. Data: code, link, amountVnd. */
export const paymentTemplates = {
  order_placed: {
    vi: (d) => ({
      subject: `Đơn ${d.code}: chợ đã nhận`,
      body: `Chợ đã nhận đơn ${d.code}, tổng ${vi(d)}. Từng cửa hàng sẽ báo khi nhận đơn.\n\nXem đơn: ${d.link}`,
    }),
    en: (d) => ({
      subject: `Order ${d.code}: received`,
      body: `The market has your order ${d.code}, ${en(d)} in all. Each shop will tell you when it accepts its part.\n\nSee the order: ${d.link}`,
    }),
  },
  order_paid: {
    vi: (d) => ({
      subject: `Đơn ${d.code}: đã thanh toán`,
      body: `Chợ đã nhận ${vi(d)} cho đơn ${d.code}.\n\nXem đơn: ${d.link}`,
    }),
    en: (d) => ({
      subject: `Order ${d.code}: paid`,
      body: `The market has received ${en(d)} for order ${d.code}.\n\nSee the order: ${d.link}`,
    }),
  },
  order_expired: {
    vi: (d) => ({
      subject: `Đơn ${d.code}: đã huỷ vì chưa thanh toán`,
      body: `Đơn ${d.code} không được thanh toán trong thời gian giữ hàng nên đã huỷ. Hàng đã về lại kho, bạn không mất tiền.\n\nXem đơn: ${d.link}`,
    }),
    en: (d) => ({
      subject: `Order ${d.code}: cancelled, not paid`,
      body: `Order ${d.code} was not paid while its goods were held, so it is cancelled. Nothing was charged.\n\nSee the order: ${d.link}`,
    }),
  },
  refund_owed: {
    vi: (d) => ({
      subject: `Đơn ${d.code}: chợ nợ bạn ${vi(d)}`,
      body: `Ngân hàng báo có ${vi(d)} cho đơn ${d.code} khi đơn không còn chờ tiền. Chợ nợ bạn số tiền này; người phụ trách tiền sẽ chuyển trả và ghi số chứng từ vào đơn.\n\nXem đơn: ${d.link}`,
    }),
    en: (d) => ({
      subject: `Order ${d.code}: we owe you ${en(d)}`,
      body: `The bank reports ${en(d)} for order ${d.code} at a time when it was not waiting for money. The market owes you this amount; our finance staff will transfer it and note the reference on your order.\n\nSee the order: ${d.link}`,
    }),
  },
} satisfies Record<string, Template>;
