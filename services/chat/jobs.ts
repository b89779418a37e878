import { deleteOldDemoChat } from "#db/queries/chat.ts";
import type { JobHandler } from "#services/shared/jobs.ts";

const AT_A_TIME = 1000;

/** Chat of demonstrations is cleared away after a day; that of real shows stays. */
export const pruneDemoChat: JobHandler<"chat.prune-demo"> = async (market) => {
  while ((await deleteOldDemoChat(market.db, AT_A_TIME)) === AT_A_TIME);
};
