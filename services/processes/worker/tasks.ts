import { releaseLapsedJob } from "#services/catalogue/deal-holds.ts";
import { makePicture } from "#services/catalogue/jobs.ts";
import { pruneDemoChat } from "#services/chat/jobs.ts";
import { askGatewayJob } from "#services/checkout/ask-gateway.ts";
import { askReviewJob } from "#services/checkout/ask-review.ts";
import { closeIntent } from "#services/checkout/close-intent.ts";
import { expireGroupJob } from "#services/checkout/expire-group.ts";
import { nightOfMoney } from "#services/ledger/jobs.ts";
import * as live from "#services/live/jobs.ts";
import { remindJob } from "#services/live/remind.ts";
import { sendMessage } from "#services/notifications/jobs.ts";
import { cancelOverdue, completeOrder } from "#services/orders/jobs.ts";
import * as search from "#services/search/jobs.ts";

import type { JobHandler, JobName } from "#services/shared/jobs.ts";

/** The handler of every job; a new job is registered here. */
export const tasks: Partial<{ [N in JobName]: JobHandler<N> }> = {
  "catalogue.make-picture": makePicture,
  "chat.prune-demo": pruneDemoChat,
  "catalogue.release-lapsed": releaseLapsedJob,
  "checkout.ask-gateway": askGatewayJob,
  "checkout.ask-review": askReviewJob,
  "checkout.close-intent": closeIntent,
  "checkout.expire-group": expireGroupJob,
  "ledger.night": nightOfMoney,
  "orders.accept-overdue": cancelOverdue,
  "live.close-room": live.closeRoom,
  "live.deal-over": live.endDealsOver,
  "live.look-again": live.lookAgainJob,
  "live.reconcile": live.reconcile,
  "live.remind": remindJob,
  "notifications.send": sendMessage,
  "orders.complete": completeOrder,
  "search.index-listing": search.indexListing,
  "search.index-product": search.indexProduct,
  "search.index-shop": search.indexShop,
  "search.rebuild": search.rebuild,
  "search.turn-of-day": search.turnOfDay,
};

/** Jobs that come by the clock: cron pattern (UTC) and name. */
export const timetable: readonly { name: JobName; pattern: string }[] = [
  { name: "live.reconcile", pattern: "* * * * *" },
  { name: "live.remind", pattern: "* * * * *" },
  { name: "chat.prune-demo", pattern: "17 * * * *" },
  { name: "ledger.night", pattern: "30 18 * * *" },
  { name: "search.turn-of-day", pattern: "1 17 * * *" },
];
