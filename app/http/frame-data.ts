import type { AppLoadContext } from "@remix-run/node";
import type { FrameData } from "#app/features/frame/frame.tsx";
import { reference } from "#services/catalogue/reference.ts";

/** What the menus around a page of the market name. */
export async function frameData(context: AppLoadContext): Promise<FrameData> {
  const { groups, communes } = await reference(context.market);
  return {
    groups: groups.map((g) => ({ slug: g.slug, name: g[context.language] })),
    communes: communes.length,
  };
}
