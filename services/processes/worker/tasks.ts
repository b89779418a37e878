import { sendMessage } from "#services/notifications/jobs.ts";
import type { JobHandler, JobName } from "#services/shared/jobs.ts";

/** The handler of every job; a new job is registered here. */
export const tasks: Partial<{ [N in JobName]: JobHandler<N> }> = {
  "notifications.send": sendMessage,
};

/** Jobs that come by the clock: cron pattern (UTC) and name. */
export const timetable: readonly { name: JobName; pattern: string }[] = [];
