import { makePicture } from "#services/catalogue/jobs.ts";
import type { JobHandler, JobName } from "#services/shared/jobs.ts";

/** The handler of every job; a new job is registered here. */
export const tasks: Partial<{ [N in JobName]: JobHandler<N> }> = {
  "catalogue.make-picture": makePicture,
};

/** Jobs that come by the clock: cron pattern (UTC) and name. */
export const timetable: readonly { name: JobName; pattern: string }[] = [];
