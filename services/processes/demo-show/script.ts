/** What the script of a demonstration answers to, in order: the first word that fits is the answer's. */
const ANSWERS: readonly { on: RegExp; say: string }[] = [
  {
    on: /giá|bao nhiêu|price|how much/i,
    say: "Giá ghi ngay dưới hình, giá trong phiên và giá ngoài phiên để cạnh nhau.",
  },
  { on: /ship|giao|vận chuyển|deliver/i, say: "Cước tính theo cân và nơi nhận, hiện ra trước khi bạn đặt hàng." },
  { on: /sao|ocop|chứng nhận|star|certif/i, say: "Bạn bấm vào hàng sao để xem số giấy chứng nhận và ngày hết hạn." },
  { on: /hạn|date|best before/i, say: "Mỗi lô có ngày làm và hạn dùng, xem ở trang của món hàng." },
  { on: /chào|hello|xin chào|\bhi\b/i, say: "Chào bạn. Đây là phiên trình diễn, không có người bán thật." },
  {
    on: /\?|không|sao lại|vì sao|why|what/i,
    say: "Đây là phiên trình diễn do máy chạy. Người bán thật sẽ trả lời bạn ở phiên thật.",
  },
];

/** The script's answer to what a viewer said; null when it has none. */
export function answerTo(body: string): string | null {
  return ANSWERS.find(({ on }) => on.test(body))?.say ?? null;
}

export const PIN_SECONDS = 25;
export const DEAL_SECONDS = 150;
/** Every so many pins a live price opens with it. */
export const DEAL_EVERY = 3;
/** So long after the last viewer left nothing is drawn or sent any more. */
export const REST_AFTER_SECONDS = 45;

/** A live price a tenth below the usual one, in whole thousands. */
export function livePriceOf(regularVnd: number): number {
  return Math.max(1000, Math.floor((regularVnd * 0.9) / 1000) * 1000);
}

/** What is done at the `n`th turn of the script, with `count` goods in the run of show. */
export function turnOf(n: number, count: number): { pin: number; opensDeal: boolean } {
  return { pin: n % count, opensDeal: n % DEAL_EVERY === 0 };
}
