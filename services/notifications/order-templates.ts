import type { MessageText } from "./templates.ts";

type Data = Record<string, string>;
type Language = "vi" | "en";
type Template = Record<Language, (data: Data) => MessageText>;

const amount = (vnd: string | undefined, language: Language) =>
  `${new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB").format(Number(vnd))}\u00a0₫`;

const moment = (iso: string | undefined) =>
  iso
    ? new Intl.DateTimeFormat("vi-VN", {
        timeZone: "Asia/Ho_Chi_Minh",
        hour: "2-digit",
        minute: "2-digit",
        day: "2-digit",
        month: "2-digit",
        year: "numeric",
        hourCycle: "h23",
      }).format(new Date(iso))
    : "";

const CARRIER_NAMES: Record<string, Record<Language, string>> = {
  vnpost: { vi: "Bưu điện Việt Nam", en: "Vietnam Post" },
  viettel_post: { vi: "Viettel Post", en: "Viettel Post" },
  ghn: { vi: "Giao Hàng Nhanh", en: "Giao Hàng Nhanh" },
  ghtk: { vi: "Giao Hàng Tiết Kiệm", en: "Giao Hàng Tiết Kiệm" },
  jt: { vi: "J&T Express", en: "J&T Express" },
  own: { vi: "cửa hàng tự giao", en: "the shop itself" },
};

const ENDINGS: Record<string, Record<Language, string>> = {
  out_of_stock: { vi: "hết hàng", en: "out of stock" },
  damaged: { vi: "hàng bị hỏng trước khi gửi", en: "the goods were damaged before sending" },
  cannot_ship: { vi: "không gửi đến nơi nhận được", en: "it can't be sent to that address" },
  buyer_unreachable: { vi: "không liên lạc được với bạn", en: "you could not be reached" },
  shop_closed: { vi: "cửa hàng tạm nghỉ", en: "the shop is closed for now" },
  shop_suspended: { vi: "cửa hàng bị tạm dừng bán", en: "the shop has been suspended" },
  unsafe_goods: { vi: "hàng có thể không an toàn", en: "the goods may be unsafe" },
  shop_timeout: { vi: "cửa hàng không nhận đơn đúng hạn", en: "the shop did not accept it in time" },
  buyer_cancelled: { vi: "bạn đã hủy", en: "you cancelled it" },
};

function ending(data: Data, language: Language): string {
  const known = ENDINGS[data.reasonCode ?? ""]?.[language];
  return [known, data.reason].filter(Boolean).join(": ") || (language === "vi" ? "lý do khác" : "another reason");
}

function owed(data: Data, language: Language): string {
  if (!Number(data.owedVnd)) return "";
  const money = amount(data.owedVnd, language);
  return language === "vi"
    ? `\n\nChợ nợ bạn ${money}. Người phụ trách tiền sẽ chuyển trả và ghi số chứng từ vào đơn.`
    : `\n\nThe market owes you ${money}. Our finance staff will transfer it and note the reference on your order.`;
}

function owedShort(data: Data, language: Language): string {
  if (!Number(data.owedVnd)) return "";
  const money = amount(data.owedVnd, language);
  return language === "vi" ? `. Chợ nợ bạn ${money}` : `. The market owes you ${money}`;
}

function parcel(data: Data, language: Language): string {
  const name = CARRIER_NAMES[data.carrier ?? ""]?.[language] ?? data.carrier ?? "";
  if (!data.trackingNumber) return name;
  return language === "vi"
    ? `${name}, mã vận đơn ${data.trackingNumber}`
    : `${name}, tracking number ${data.trackingNumber}`;
}

const look = (data: Data, language: Language) =>
  language === "vi" ? `\n\nXem đơn: ${data.link}` : `\n\nSee the order: ${data.link}`;

/** `sms` where the subject of the mail says too little by itself. */
type Words = { subject: (d: Data) => string; body: (d: Data) => string; sms?: (d: Data) => string };

const toText = ({ subject, body, sms = subject }: Words, d: Data, language: Language): MessageText => ({
  subject: subject(d),
  body: body(d) + look(d, language),
  sms: `Chợ Phiên: ${sms(d)}. ${d.link}`,
});

const toBuyer = (vi: Words, en: Words): Template => ({
  vi: (d) => toText(vi, d, "vi"),
  en: (d) => toText(en, d, "en"),
});

/** What buyers are told of their parcels. Data: code, shop, link, carrier, trackingNumber, reasonCode, reason, owedVnd. */
const buyerTemplates = {
  order_accepted: toBuyer(
    {
      subject: (d) => `Đơn ${d.code}: ${d.shop} đã nhận đơn`,
      body: (d) => `${d.shop} đã nhận đơn ${d.code} và đang chuẩn bị hàng.`,
    },
    {
      subject: (d) => `Order ${d.code}: accepted by ${d.shop}`,
      body: (d) => `${d.shop} has accepted order ${d.code} and is getting it ready.`,
    },
  ),
  order_packed: toBuyer(
    {
      subject: (d) => `Đơn ${d.code}: ${d.shop} đã đóng gói`,
      body: (d) => `${d.shop} đã đóng gói kiện hàng của đơn ${d.code}, đang chờ giao cho người vận chuyển.`,
    },
    {
      subject: (d) => `Order ${d.code}: packed by ${d.shop}`,
      body: (d) => `${d.shop} has packed its parcel of order ${d.code}; it waits for the carrier.`,
    },
  ),
  order_handed_over: toBuyer(
    {
      subject: (d) => `Đơn ${d.code}: kiện của ${d.shop} đang trên đường`,
      body: (d) => `Kiện hàng của ${d.shop} đã gửi đi: ${parcel(d, "vi")}.`,
      sms: (d) => `Đơn ${d.code}: kiện của ${d.shop} đã gửi đi, ${parcel(d, "vi")}`,
    },
    {
      subject: (d) => `Order ${d.code}: the parcel of ${d.shop} is on its way`,
      body: (d) => `The parcel of ${d.shop} has been sent: ${parcel(d, "en")}.`,
      sms: (d) => `Order ${d.code}: the parcel of ${d.shop} has been sent, ${parcel(d, "en")}`,
    },
  ),
  order_delivered: toBuyer(
    {
      subject: (d) => `Đơn ${d.code}: kiện của ${d.shop} đã giao`,
      body: (d) =>
        `${d.shop} ghi rằng kiện hàng đã giao đến bạn. Nhận đủ hàng rồi thì bạn bấm “Tôi đã nhận hàng” ở trang đơn.`,
    },
    {
      subject: (d) => `Order ${d.code}: the parcel of ${d.shop} has arrived`,
      body: (d) =>
        `${d.shop} says that the parcel was delivered. If you have everything, press “I have it” on the order page.`,
    },
  ),
  order_completed: toBuyer(
    {
      subject: (d) => `Đơn ${d.code}: kiện của ${d.shop} đã xong`,
      body: (d) =>
        `Kiện hàng của ${d.shop} đã gửi đủ số ngày nên đơn được khép lại. Có gì chưa ổn, bạn xem trang Khiếu nại của chợ.`,
    },
    {
      subject: (d) => `Order ${d.code}: the parcel of ${d.shop} is complete`,
      body: (d) =>
        `Enough days have passed since ${d.shop} sent its parcel, so it counts as complete. If anything is wrong, see the market's page on complaints.`,
    },
  ),
  order_ended: toBuyer(
    {
      subject: (d) => `Đơn ${d.code}: kiện của ${d.shop} không được giao`,
      body: (d) => `Kiện hàng của ${d.shop} đã dừng lại: ${ending(d, "vi")}.${owed(d, "vi")}`,
      sms: (d) => `Đơn ${d.code}: kiện của ${d.shop} không được giao, ${ending(d, "vi")}${owedShort(d, "vi")}`,
    },
    {
      subject: (d) => `Order ${d.code}: the parcel of ${d.shop} will not be sent`,
      body: (d) => `The parcel of ${d.shop} has been stopped: ${ending(d, "en")}.${owed(d, "en")}`,
      sms: (d) => `Order ${d.code}: the parcel of ${d.shop} will not be sent, ${ending(d, "en")}${owedShort(d, "en")}`,
    },
  ),
  refund_paid: toBuyer(
    {
      subject: (d) => `Đơn ${d.code}: đã chuyển trả ${amount(d.amountVnd, "vi")}`,
      body: (d) => `Chợ đã chuyển trả bạn ${amount(d.amountVnd, "vi")}. Số chứng từ: ${d.reference}.`,
      sms: (d) => `Đơn ${d.code}: đã chuyển trả bạn ${amount(d.amountVnd, "vi")}, số chứng từ ${d.reference}`,
    },
    {
      subject: (d) => `Order ${d.code}: ${amount(d.amountVnd, "en")} paid back`,
      body: (d) => `The market has paid ${amount(d.amountVnd, "en")} back to you. Reference: ${d.reference}.`,
      sms: (d) => `Order ${d.code}: ${amount(d.amountVnd, "en")} paid back, reference ${d.reference}`,
    },
  ),
} satisfies Record<string, Template>;

/** What a shop's people are told. Data: code, shop, link, acceptBy (ISO). */
const shopTemplates = {
  shop_order_new: toBuyer(
    {
      subject: (d) => `Đơn mới ${d.code} cho ${d.shop}`,
      body: (d) => `${d.shop} có đơn mới ${d.code}. Nhận đơn trước ${moment(d.acceptBy)}, quá giờ đơn tự hủy.`,
      sms: (d) => `Đơn mới ${d.code} cho ${d.shop}, nhận trước ${moment(d.acceptBy)}, quá giờ đơn tự hủy`,
    },
    {
      subject: (d) => `New order ${d.code} for ${d.shop}`,
      body: (d) => `${d.shop} has a new order ${d.code}. Accept it before ${moment(d.acceptBy)}, or it is cancelled.`,
      sms: (d) => `New order ${d.code} for ${d.shop}, accept it before ${moment(d.acceptBy)}`,
    },
  ),
  shop_order_cancelled: toBuyer(
    {
      subject: (d) => `Khách hủy đơn ${d.code}`,
      body: (d) => `Khách đã hủy đơn ${d.code}. Bạn đừng đóng gói; hàng đã về lại kho.`,
      sms: (d) => `Khách đã hủy đơn ${d.code}, bạn đừng đóng gói`,
    },
    {
      subject: (d) => `Order ${d.code} was cancelled`,
      body: (d) => `The buyer cancelled order ${d.code}. Don't pack it; the goods are back in stock.`,
      sms: (d) => `The buyer cancelled order ${d.code}, don't pack it`,
    },
  ),
  shop_order_overdue: toBuyer(
    {
      subject: (d) => `Đơn ${d.code} tự hủy vì quá hạn nhận`,
      body: (d) => `Đơn ${d.code} không được nhận đúng hạn nên đã tự hủy; hàng đã về lại kho.`,
    },
    {
      subject: (d) => `Order ${d.code} was not accepted in time`,
      body: (d) => `Order ${d.code} was not accepted in time and is cancelled; the goods are back in stock.`,
    },
  ),
} satisfies Record<string, Template>;

export const orderTemplates = { ...buyerTemplates, ...shopTemplates };
