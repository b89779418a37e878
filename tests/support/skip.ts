import { appendFileSync } from "node:fs";
import { TestRunner } from "vitest";

/**
 * Skips the running test when `condition` does not hold, and records why, so that `npm test` prints
 * `SKIPPED <title>: <reason>` and never counts it as passed. To be called inside a test, before anything else.
 */
export function skipUnless(condition: unknown, title: string, reason: string): void {
  if (condition) return;
  const file = process.env.CHO_PHIEN_SKIPS;
  if (file) appendFileSync(file, `${JSON.stringify({ title, reason })}\n`);
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error(`skipUnless("${title}") is for the inside of a test`);
  test.context.skip(reason);
}
