import type { MessageText } from "#services/notifications/templates.ts";
import { aboutPayouts } from "#services/notifications/words/payouts.ts";

type Data = Record<string, string>;
type Words = (data: Data) => MessageText;

const pair =
  (subject: (d: Data) => string, body: (d: Data) => string): Words =>
  (d) => ({ subject: subject(d), body: `${body(d)}\n\n${d.link ?? ""}` });

const because = {
  vi: (d: Data) => (d.reason ? ` Lý do: ${d.reason}` : ""),
  en: (d: Data) => (d.reason ? ` Reason: ${d.reason}` : ""),
};

/** What the people of a shop are told about the shop itself. Data: shop, reason, link. */
const aboutShops = {
  shop_approved: {
    vi: pair(
      (d) => `${d.shop} đã được mở`,
      (d) => `Cửa hàng ${d.shop} đã được duyệt. Bạn có thể gửi duyệt hàng và bán.`,
    ),
    en: pair(
      (d) => `${d.shop} is open`,
      (d) => `Your shop ${d.shop} has been approved. You can submit goods and sell.`,
    ),
  },
  shop_returned: {
    vi: pair(
      (d) => `Hồ sơ mở cửa hàng ${d.shop} cần sửa`,
      (d) => `Cán bộ đã xem hồ sơ của ${d.shop} và gửi lại để bạn sửa.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `The application of ${d.shop} needs a change`,
      (d) => `Staff have read the application of ${d.shop} and sent it back to you.${because.en(d)}`,
    ),
  },
  shop_refused: {
    vi: pair(
      (d) => `Hồ sơ mở cửa hàng ${d.shop} không được duyệt`,
      (d) => `Hồ sơ của ${d.shop} không được duyệt.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `The application of ${d.shop} was refused`,
      (d) => `The application of ${d.shop} was refused.${because.en(d)}`,
    ),
  },
  shop_suspended: {
    vi: pair(
      (d) => `${d.shop} bị tạm dừng bán`,
      (d) => `Cán bộ đã tạm dừng bán ở ${d.shop}. Đơn đang có bạn vẫn phải xử lý.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `${d.shop} has been suspended`,
      (d) => `Staff have suspended ${d.shop}. Orders that stand must still be served.${because.en(d)}`,
    ),
  },
  shop_unsuspended: {
    vi: pair(
      (d) => `${d.shop} được bán lại`,
      (d) => `${d.shop} được bán lại từ bây giờ.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `${d.shop} may sell again`,
      (d) => `${d.shop} may sell again from now on.${because.en(d)}`,
    ),
  },
};

/** What they are told about their goods. Data: listing, reason, link. */
const aboutGoods = {
  listing_approved: {
    vi: pair(
      (d) => `${d.listing} đã lên chợ`,
      (d) => `${d.listing} đã được duyệt và đang bán.`,
    ),
    en: pair(
      (d) => `${d.listing} is on sale`,
      (d) => `${d.listing} has been approved and is on sale.`,
    ),
  },
  listing_returned: {
    vi: pair(
      (d) => `${d.listing} cần sửa trước khi bán`,
      (d) => `Cán bộ đã xem ${d.listing} và gửi lại để bạn sửa.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `${d.listing} needs a change`,
      (d) => `Staff have read ${d.listing} and sent it back to you.${because.en(d)}`,
    ),
  },
  listing_refused: {
    vi: pair(
      (d) => `${d.listing} không được bán ở chợ`,
      (d) => `${d.listing} không được duyệt.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `${d.listing} was refused`,
      (d) => `${d.listing} was refused.${because.en(d)}`,
    ),
  },
  listing_taken_down: {
    vi: pair(
      (d) => `${d.listing} bị gỡ khỏi chợ`,
      (d) => `Cán bộ đã gỡ ${d.listing} khỏi chợ.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `${d.listing} was taken down`,
      (d) => `Staff have taken ${d.listing} down.${because.en(d)}`,
    ),
  },
  listing_put_back: {
    vi: pair(
      (d) => `${d.listing} được bán lại`,
      (d) => `${d.listing} đã trở lại chợ.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `${d.listing} is back on sale`,
      (d) => `${d.listing} is back on sale.${because.en(d)}`,
    ),
  },
  revision_approved: {
    vi: pair(
      (d) => `Bản sửa của ${d.listing} đã được duyệt`,
      (d) => `Người mua đang thấy bản mới của ${d.listing}.`,
    ),
    en: pair(
      (d) => `The change of ${d.listing} was approved`,
      (d) => `Buyers now see the new version of ${d.listing}.`,
    ),
  },
  revision_returned: {
    vi: pair(
      (d) => `Bản sửa của ${d.listing} bị trả lại`,
      (d) => `Bản đang bán giữ nguyên; bản sửa của ${d.listing} được trả lại.${because.vi(d)}`,
    ),
    en: pair(
      (d) => `The change of ${d.listing} was sent back`,
      (d) => `What is on sale stays as it is; the change of ${d.listing} was sent back.${because.en(d)}`,
    ),
  },
};

export const shopWords = { ...aboutShops, ...aboutGoods, ...aboutPayouts };

export type ShopMessage = keyof typeof shopWords;
