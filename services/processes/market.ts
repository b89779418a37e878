import { join } from "node:path";
import { type Db, openDatabase } from "#db/client.ts";
import { csvFiles } from "#services/adapters/bank-csv/bank-csv.ts";
import { livekitVideo } from "#services/adapters/livekit/livekit.ts";
import { videoStandingOf } from "#services/adapters/livekit/standing.ts";
import { keptMail, smtpMail } from "#services/adapters/mail/mail.ts";
import { meilisearch } from "#services/adapters/meilisearch/meilisearch.ts";
import { searchWithFallback } from "#services/adapters/meilisearch/with-fallback.ts";
import { postgresSearch } from "#services/adapters/postgres-search/postgres-search.ts";
import { localFiles } from "#services/adapters/storage/local-files.ts";
import { createVnpayPayments } from "#services/adapters/vnpay/index.ts";
import type { SearchPort } from "#services/search/port.ts";
import type { Settings } from "#services/shared/env.ts";
import { type Logger, openLog } from "#services/shared/log.ts";
import { type Market, transactOn } from "#services/shared/market.ts";

export type OpenMarket = { market: Market; sql: ReturnType<typeof openDatabase>["sql"]; close: () => Promise<void> };

function searchOf(settings: Settings, db: Db, log: Logger): SearchPort {
  const behind = postgresSearch(db);
  if (!settings.MEILI_HOST || !settings.MEILI_KEY) return behind;
  return searchWithFallback(meilisearch(settings.MEILI_HOST, settings.MEILI_KEY), behind, log);
}

/** Builds the market of one process from its settings: the only place where ports meet adapters. */
export function openMarket(
  settings: Settings,
  role: string,
  log: Logger = openLog(settings.MARKET_LOG_LEVEL, role),
  onStatement?: (text: string) => void,
): OpenMarket {
  const { db, sql, close } = openDatabase({
    url: settings.DATABASE_URL,
    maxConnections: settings.MARKET_DB_POOL,
    applicationName: `cho-phien ${role}`,
    ...(onStatement ? { onStatement } : {}),
  });
  const video = settings.livekit ? livekitVideo(settings.livekit) : null;
  const market: Market = {
    db,
    settings,
    log,
    transact: transactOn(db),
    payment: settings.vnpay ? createVnpayPayments(settings.vnpay) : null,
    video,
    videoStanding: videoStandingOf(video, settings.MARKET_DATA),
    search: searchOf(settings, db, log),
    mail: settings.SMTP_URL ? smtpMail(settings.SMTP_URL, settings.MAIL_FROM) : keptMail(),
    files: localFiles(join(settings.MARKET_DATA, "uploads")),
    tables: csvFiles(),
  };
  return { market, sql, close };
}
