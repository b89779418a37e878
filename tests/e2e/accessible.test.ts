import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pagesOf } from "#tests/support/addresses.ts";
import { faultsOf } from "#tests/support/axe.ts";
import { needsBrowser, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { type LookedAt, openLookedAt, wear } from "#tests/support/looked-at.ts";

let browser: TestBrowser | null;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe("every page of the table", () => {
  let looked: LookedAt;
  beforeAll(async () => {
    looked = await openLookedAt();
  }, 180_000);
  afterAll(() => looked.site.stop());

  const CASES = [
    { name: "in Vietnamese, light, on a phone of 390 px", language: "vi", dark: false, width: 390 },
    { name: "in Vietnamese, dark, on a phone of 320 px", language: "vi", dark: true, width: 320 },
    { name: "in English, light, on a desk", language: "en", dark: false, width: 1280 },
  ] as const;

  it.concurrent.each(CASES)(
    "has no fault that axe finds and never scrolls sideways, $name",
    async ({ name, language, dark, width }) => {
      needsBrowser(`every page of the table, ${name}`);
      const context = await browser?.context({ dark, width });
      const page = await context?.newPage();
      if (!page || !context) return;
      const { site, cookieOf } = looked;
      const faults: string[] = [];
      for (const address of await pagesOf(site, language)) {
        await wear(context, site, cookieOf(address));
        const answer = await page.goto(site.url + address.path);
        if ((answer?.status() ?? 500) >= 500) faults.push(`${address.path}: ${answer?.status()}`);
        faults.push(...(await faultsOf(page, address.path)));
      }
      await context.close();
      expect(faults).toEqual([]);
    },
    400_000,
  );
});
