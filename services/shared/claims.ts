import { unaccented } from "#services/shared/unaccented.ts";

/**
 * Finds words that goods may not be praised with: cure, prevention and treatment of illness (Advertising Law 2012 art.
 * 8–9, Decree 342/2025), and stars that a shop gives itself, because stars are shown by the market from certificates
 * alone. Accents count where they are typed: "chưa", "chứa" and "chua" are no "chữa"; a phrase typed without any accents
 * is read as one.
 */

type Token = { word: string; at: number; end: number };
/** What may stand in each place, with its accents and without any. */
type Phrase = readonly ReadonlySet<string>[];

/** Places parted by spaces, alternatives by `|`. */
const phrase = (text: string): Phrase =>
  text.split(" ").map((place) => new Set(place.split("|").flatMap((word) => [word, unaccented(word)])));

const ILLNESS = [
  ...["ung thư", "tiểu đường", "đái tháo đường", "huyết áp", "tim mạch", "mỡ máu", "đột quỵ", "tai biến", "xơ gan"],
  ...["viêm", "dạ dày", "đại tràng", "xương khớp", "thoái hoá", "thoái hóa", "gút", "gout", "hen suyễn", "mất ngủ"],
  ...["cảm cúm", "sỏi thận", "bệnh", "trĩ", "mụn", "ho", "virus", "khối u", "vô sinh", "yếu sinh lý", "béo phì"],
];

const DEEDS = [
  ...["trị", "phòng", "phòng ngừa", "phòng chống", "ngăn ngừa", "ngừa", "chống", "đẩy lùi", "đánh bay", "tiêu diệt"],
  ...["hết", "hạ", "giảm", "ổn định", "cải thiện"],
];

const DISEASES = "disease|diseases|illness|illnesses|cancer|diabetes|arthritis|hypertension|gout|infection|infections";

const PHRASES: readonly Phrase[] = [
  "chữa bệnh|khỏi|trị|ung",
  "đặc|điều trị",
  "trị dứt|tận",
  "khỏi bệnh|hẳn",
  "dứt điểm",
  "thay thế thuốc",
  "thay thuốc",
  "giảm đau",
  "bách bệnh",
  "thần dược",
  "thuốc tiên|trị",
  "ung thư",
  "tiểu đường",
  "đái tháo đường",
  ...DEEDS.flatMap((deed) => ILLNESS.map((illness) => `${deed} ${illness}`)),
  "cancer|diabetes|antidiabetic|anticancer",
  "cure|remedy for",
  "cure|cures|cured|curing all|any|every",
  "miracle cure",
  `cure|cures|cured|curing|heal|heals|healing|treat|treats|treating|prevent|prevents|preventing|against ${DISEASES}`,
  `treatment for|of ${DISEASES}`,
  "replace|replaces medicine|medication|drugs",
  "substitute|alternative for|to medicine|medication|drugs",
].map(phrase);

/** "chữa" by itself says cure, except in this company. */
const NOT_CURE_BEFORE = new Set(["sửa"]);
const NOT_CURE_AFTER = new Set(["cháy", "thẹn", "ngượng", "lỗi", "xe", "máy"]);

/** What the law wants beside health-protection food names medicine without claiming it. */
const DUTIES = [
  "thực phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh",
  "không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh",
  "không có tác dụng thay thế thuốc chữa bệnh",
  "không phải là thuốc",
].map(phrase);

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((m) => ({
    word: m[0].normalize("NFC").toLowerCase(),
    at: m.index,
    end: m.index + m[0].length,
  }));
}

/** How many tokens from `at` on say the phrase; 0: they don't. */
function lengthAt(tokens: readonly Token[], at: number, places: Phrase): number {
  return places.every((place, n) => place.has(tokens[at + n]?.word ?? "")) ? places.length : 0;
}

function withoutDuties(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const duty = Math.max(...DUTIES.map((words) => lengthAt(tokens, i, words)));
    if (duty === 0) kept.push(tokens[i] as Token);
    i += Math.max(duty, 1);
  }
  return kept;
}

function saysCure(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.word !== "chữa") return false;
  const before = tokens[at - 1]?.word ?? "";
  const after = tokens[at + 1]?.word ?? "";
  return !NOT_CURE_BEFORE.has(before) && !NOT_CURE_AFTER.has(after);
}

const NUMBER = "[1-5]|một|hai|ba|bốn|năm|mot|bon|nam|one|two|three|four|five";
const STAR = "sao|stars?|★|⭐|\\*";
const STAR_CLAIMS = [
  new RegExp(
    `ocop[\\s,:-]*(?:đạt|dat|hạng|hang|chuẩn|chuan|chứng nhận|chung nhan)?\\s*(?:${NUMBER})[\\s-]*(?:${STAR})`,
    "giu",
  ),
  new RegExp(`(?:${NUMBER})[\\s-]*(?:${STAR})[\\s,:-]*(?:cấp \\p{L}+\\s*)?ocop`, "giu"),
  new RegExp(
    `(?:đạt|dat|hạng|hang|chuẩn|chuan|chất lượng|chứng nhận|chung nhan|certified|rated)\\s+(?:${NUMBER})[\\s-]*(?:sao|stars?)(?!\\p{L})`,
    "giu",
  ),
  /[★⭐🌟]{2,}/gu,
];

/** The words of a text that may not stand there, as they were typed, each once, in their order; empty: none. */
export function findClaims(text: string): string[] {
  const whole = text.normalize("NFC");
  const tokens = withoutDuties(tokensOf(whole));
  const found: { at: number; words: string }[] = [];
  for (let i = 0; i < tokens.length; ) {
    const longest = Math.max(...PHRASES.map((p) => lengthAt(tokens, i, p)), saysCure(tokens, i) ? 1 : 0);
    const first = tokens[i] as Token;
    const last = tokens[i + Math.max(longest, 1) - 1] as Token;
    if (longest > 0) found.push({ at: first.at, words: whole.slice(first.at, last.end) });
    i += Math.max(longest, 1);
  }
  for (const pattern of STAR_CLAIMS) {
    for (const m of whole.matchAll(pattern)) found.push({ at: m.index, words: m[0].trim() });
  }
  found.sort((a, b) => a.at - b.at);
  return [...new Set(found.map((f) => f.words.replace(/\s+/g, " ")))].slice(0, 5);
}
