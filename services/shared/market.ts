import type { Connection, Db, Tx } from "#db/client.ts";
import type { FilePort } from "#services/catalogue/file-port.ts";
import type { TableFilePort } from "#services/ledger/port.ts";
import type { VideoPort, VideoStanding } from "#services/live/port.ts";
import type { MailPort } from "#services/notifications/port.ts";
import type { PaymentPort } from "#services/payments/port.ts";
import type { SearchPort } from "#services/search/port.ts";
import type { Settings } from "#services/shared/env.ts";
import type { Logger } from "#services/shared/log.ts";
import type { Refusal, Result } from "#services/shared/result.ts";

/** What a use case works with: the database, outside help behind ports, settings. Built once a process by `processes/`. */
export type Market = {
  db: Db;
  settings: Settings;
  log: Logger;
  /** Runs `work` in one transaction. A refusal it returns rolls everything back and is passed on. */
  transact: Transact;
  payment: PaymentPort | null;
  /** Null where no video server is configured: shows can be planned, not held. */
  video: VideoPort | null;
  videoStanding: () => Promise<VideoStanding>;
  search: SearchPort;
  mail: MailPort;
  files: FilePort;
  tables: TableFilePort;
};

export type Transact = <T, C extends string>(work: (tx: Tx) => Promise<Result<T, C>>) => Promise<Result<T, C>>;

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

export function transactOn(db: Db): Transact {
  return async <T, C extends string>(work: (tx: Tx) => Promise<Result<T, C>>) => {
    try {
      return await db.transaction(async (tx) => {
        const result = await work(tx);
        if (!result.ok) throw new RolledBack(result);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal as Refusal<C>;
      throw error;
    }
  };
}

/**
 * The same market inside a transaction that is open already: use cases called with it write in that one. Whoever opened
 * it must pass a refusal on, so that nothing of it stays.
 */
export function within(market: Market, tx: Tx): Market {
  return { ...market, transact: (work) => work(tx) };
}

export type { Connection, Tx };
