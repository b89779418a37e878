import { describe, expect, it } from "vitest";
import { cleanName } from "#services/accounts/rules.ts";
import { typedWords } from "#services/orders/typed.ts";
import { readBankReference } from "#services/shared/bank-reference.ts";
import { cleanLine, cleanText } from "#services/shared/clean-text.ts";

const INVISIBLE = [
  "\u3164",
  "\u2800",
  "\u115f",
  "\u1160",
  "\uffa0",
  "\u034f",
  "\u17b4",
  "\u180b",
  "\u200b",
  "\u200d",
  "\u2060",
  "\u2065",
  "\u2066",
  "\ufe0f",
  "\ufeff",
  "\ufffa",
  "\u{1d159}",
  "\u{1d173}",
  "\u{e0041}",
  "\u{e0100}",
];
const named = INVISIBLE.map((sign) => [`U+${sign.codePointAt(0)?.toString(16).toUpperCase()}`, sign] as const);

describe("a text of signs that show nothing", () => {
  it.each(named)("is empty wherever words are asked for: %s", (_, sign) => {
    const typed = ` ${sign}${sign} ${sign}\n`;
    expect(cleanText(typed)).toBe("");
    expect(cleanLine(typed)).toBe("");
    expect(cleanName(typed)).toBeNull();
    expect(typedWords(typed)).toBe("");
    expect(readBankReference(typed)).toMatchObject({ code: "reference_missing" });
  });

  it.each(named)("keeps the words between them: %s", (_, sign) => {
    expect(cleanLine(`${sign}Miến dong${sign} Tài Hoan ${sign}`)).toBe("Miến dong Tài Hoan");
  });

  it("leaves every letter that Vietnamese is written with", () => {
    const all = "Đường Nguyễn Thị Minh Khai, ấp Ngã Bảy, ỹ Ỵ ẵ ậ ữ ợ, 12/3";
    expect(cleanLine(all.normalize("NFD"))).toBe(all);
  });
});
