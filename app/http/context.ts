import type { AppLoadContext } from "@remix-run/node";
import type { Viewer } from "#services/shared/viewer.ts";

/** The three things almost every loader begins with. */
export async function open(context: AppLoadContext) {
  const visit = await context.visit();
  return { market: context.market, viewer: visit.viewer satisfies Viewer, language: context.language };
}
