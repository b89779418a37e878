import { lockShow, readShowBySlug } from "#db/queries/live.ts";
import { deleteReminder, insertReminder, readContact, readReminders } from "#db/queries/live-reminders.ts";
import { wayTo } from "#services/notifications/reach.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isSlug } from "#services/shared/slug.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type ReminderView = { isAsked: boolean; count: number };

/** How many want to be reminded of a planned show, and whether the viewer does; null where there is nothing to wait for. */
export async function viewReminder(market: Market, viewer: Viewer, slug: string): Promise<ReminderView | null> {
  const show = isSlug(slug) ? await readShowBySlug(market.db, slug) : null;
  return show?.state === "planned" ? readReminders(market.db, show.id, viewer.accountId) : null;
}

type Refusal = "not_found" | "sign_in" | "not_planned" | "unreachable";

/**
 * Wants to be told before a planned show begins, or not any more. Asked twice it is one reminder; where no message would
 * arrive it is refused at once.
 */
export async function askReminder(
  market: Market,
  viewer: Viewer,
  input: { slug: string; wants: boolean; language: "vi" | "en" },
): Promise<Result<null, Refusal>> {
  const { accountId } = viewer;
  const known = isSlug(input.slug) ? await readShowBySlug(market.db, input.slug) : null;
  if (!known || known.state === "called_off") return refuse("not_found");
  if (accountId === null) return refuse("sign_in");
  return market.transact<null, Refusal>(async (tx) => {
    if (!input.wants) {
      await deleteReminder(tx, known.id, accountId);
      return ok(null);
    }
    const show = await lockShow(tx, known.id);
    if (show?.state !== "planned") return refuse("not_planned");
    const contact = await readContact(tx, accountId);
    const way =
      contact &&
      wayTo(market, {
        email: contact.email,
        emailProved: contact.email_verified,
        phone: contact.phone_verified ? contact.phone : null,
        phoneProved: contact.phone_verified,
      });
    if (!way) return refuse("unreachable");
    await insertReminder(tx, { showId: show.id, accountId, language: input.language });
    return ok(null);
  });
}
