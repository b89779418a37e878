import { lockShow } from "#db/queries/live.ts";
import { lockReminders, markReminded, showsToRemindOf } from "#db/queries/live-reminders.ts";
import { isReminderDue } from "#services/live/reminder-rules.ts";
import { showAddress } from "#services/notifications/addresses.ts";
import { queueMessage } from "#services/notifications/queue-message.ts";
import { wayTo } from "#services/notifications/reach.ts";
import type { JobHandler } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok } from "#services/shared/result.ts";

/** Tells whoever is to be told of one show; told and noted in one transaction, so that nobody is told twice. */
async function remindOf(market: Market, showId: string): Promise<void> {
  await market.transact<null, never>(async (tx) => {
    const show = await lockShow(tx, showId);
    if (!show) return ok(null);
    const startsAt = new Date(show.startsAt);
    for (const row of await lockReminders(tx, showId)) {
      if (!isReminderDue({ state: show.state, startsAt, toldFor: row.told_for }, row.now)) continue;
      const { email, email_verified: emailProved, phone, phone_verified: phoneProved } = row;
      const way = wayTo(market, { email, emailProved, phone: phoneProved ? phone : null, phoneProved });
      await markReminded(tx, showId, row.account_id, startsAt);
      if (way === null) continue;
      await queueMessage(tx, {
        ...way,
        kind: show.state === "live" ? "show_open" : "show_soon",
        language: row.language,
        data: {
          title: show.title,
          startsAt: startsAt.toISOString(),
          link: showAddress(market.settings.PUBLIC_URL, row.language, show.slug),
        },
        dedupeKey: `show:${showId}:${row.account_id}:${startsAt.toISOString()}`,
        accountId: row.account_id,
      });
    }
    return ok(null);
  });
}

/** Once a minute: the start as it stands now decides, so that a show that was moved or called off is told of rightly. */
export const remindJob: JobHandler<"live.remind"> = async (market) => {
  for (const showId of await showsToRemindOf(market.db)) await remindOf(market, showId);
};
