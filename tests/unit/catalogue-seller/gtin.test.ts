import { expect, it } from "vitest";
import { isGtin } from "#services/catalogue/gtin.ts";
import { cleanLine, cleanText, letterCount } from "#services/shared/clean-text.ts";
import { isTaxNumber, writtenTaxNumber } from "#services/shops/rules.ts";

it.each(["4006381333931", "73513537", "036000291452", "00012345600012"])(
  "takes %s, whose check digit is right",
  (digits) => {
    expect(isGtin(digits)).toBe(true);
  },
);

it.each(["4006381333932", "123", "", "400638133393", "4006381333931 ", "abcdefghijklm"])(
  "refuses “%s” as a GTIN",
  (digits) => {
    expect(isGtin(digits)).toBe(false);
  },
);

it("keeps typed text composed, without what can't be seen and without towers of marks", () => {
  expect(cleanLine("  Mie\u0302\u0301n\u200b   do\u0000ng\n Côn\u202e Minh ")).toBe("Miến dong Côn Minh");
  expect(cleanText("một\r\nhai\n\n\n\nba\ud800")).toBe("một\nhai\n\nba\ufffd");
  expect(letterCount(cleanText(`Z${"\u0301".repeat(500)}algo`))).toBeLessThan(10);
});

it("knows the forms of a tax number, the citizen number for a household alone", () => {
  expect(isTaxNumber("4700123456", "cooperative")).toBe(true);
  expect(writtenTaxNumber("4700123456001")).toBe("4700123456-001");
  expect(isTaxNumber("4700123456-001", "company")).toBe(true);
  expect(isTaxNumber("019200001234", "household")).toBe(true);
  expect(isTaxNumber("019200001234", "company")).toBe(false);
  expect(isTaxNumber("47001", "household")).toBe(false);
});
