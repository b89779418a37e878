import type { ShowPage } from "#services/live/view-show.ts";
import type { PlannedDeal } from "./studio-parts.tsx";

export type StudioPage = ShowPage & {
  id: string;
  planned: PlannedDeal[];
  gate: { isGreen: boolean; lines: { code: string; isGreen: boolean }[] };
  figures: { orders: number; moneyVnd: number };
};
