import type { MessageText } from "#services/notifications/templates.ts";

type Data = Record<string, string>;
type Words = (data: Data) => MessageText;

const vi = (vnd: string | undefined) => `${new Intl.NumberFormat("vi-VN").format(Number(vnd))}\u00a0₫`;
const en = (vnd: string | undefined) => `${new Intl.NumberFormat("en-GB").format(Number(vnd))}\u00a0₫`;

const pair =
  (subject: (d: Data) => string, body: (d: Data) => string): Words =>
  (d) => ({ subject: subject(d), body: `${body(d)}\n\n${d.link ?? ""}` });

/** What the people of a shop are told about money that it is paid. Data: amountVnd, code, reference, reason, link. */
export const aboutPayouts = {
  payout_paid: {
    vi: pair(
      (d) => `Chợ đã chuyển ${vi(d.amountVnd)} cho cửa hàng`,
      (d) =>
        `Đợt chi ${d.code}: ${vi(d.amountVnd)} đã chuyển vào tài khoản của cửa hàng, số chứng từ ${d.reference}. Bảng kê từng đơn ở đây:`,
    ),
    en: pair(
      (d) => `The market has paid your shop ${en(d.amountVnd)}`,
      (d) =>
        `Payout ${d.code}: ${en(d.amountVnd)} was transferred to your shop's account, bank reference ${d.reference}. The statement, order by order:`,
    ),
  },
  payout_failed: {
    vi: pair(
      (d) => `${vi(d.amountVnd)} chưa chuyển được cho cửa hàng`,
      (d) =>
        `Đợt chi ${d.code}: ngân hàng không chuyển được ${vi(d.amountVnd)}. Lý do: ${d.reason} Tiền vẫn ở phần được chi của cửa hàng.`,
    ),
    en: pair(
      (d) => `${en(d.amountVnd)} could not be transferred`,
      (d) =>
        `Payout ${d.code}: the bank did not transfer ${en(d.amountVnd)}. Reason: ${d.reason} The money is still payable to your shop.`,
    ),
  },
  payout_returned: {
    vi: pair(
      (d) => `Ngân hàng trả lại ${vi(d.amountVnd)} đã chuyển cho cửa hàng`,
      (d) =>
        `Đợt chi ${d.code}: ${vi(d.amountVnd)} bị ngân hàng trả lại chợ. Lý do: ${d.reason} Tiền quay về phần được chi của cửa hàng.`,
    ),
    en: pair(
      (d) => `The bank sent back ${en(d.amountVnd)} paid to your shop`,
      (d) =>
        `Payout ${d.code}: ${en(d.amountVnd)} came back to the market. Reason: ${d.reason} The money is payable to your shop again.`,
    ),
  },
};
