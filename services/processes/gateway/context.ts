import type { Journal } from "./journal.ts";
import type { Log } from "./log.ts";
import type { Notifier } from "./notifier.ts";
import type { QueryDesk } from "./querydr.ts";
import type { GatewaySettings } from "./settings.ts";

/** What every part of the running gateway works with. */
export type Gateway = {
  settings: GatewaySettings;
  journal: Journal;
  notifier: Notifier;
  queries: QueryDesk;
  log: Log;
  /** The gateway's clock: the process clock plus what the control API set ahead. */
  now: () => number;
  /** Set by the control API: querydr answers 503. */
  queriesDown: boolean;
};
