import type { StudioView } from "#services/live/view-studio.ts";

/** The page of the studio as it was loaded. */
export type StudioPage = StudioView;
