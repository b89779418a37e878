import type { SameKeys } from "#app/i18n/same-keys.ts";
import type vi from "#app/i18n/vi/orders/account.ts";

const words: SameKeys<typeof vi> = {
  orders: {
    title: "My orders",
    line: "{{code}}, {{amount}}",
    parcels_one: "{{count}} parcel",
    parcels_other: "{{count}} parcels",
    owed: "The market owes you {{amount}}",
    owedTag: "Refund owed",
    paidBack: "{{amount}} paid back",
    state: {
      awaiting_payment: "Awaiting payment",
      in_progress: "In progress",
      completed: "Complete",
      ended: "Cancelled",
    },
    onTheWay: "On its way",
    empty: "You have no orders yet",
    emptyText: "Orders placed without signing in are under Track an order.",
    emptyAction: "Go to the market",
    track: "Track an order by its code",
    guest_one: "{{count}} order was placed with this e-mail or phone without signing in.",
    guest_other: "{{count}} orders were placed with this e-mail or phone without signing in.",
    guestText: "Confirm your e-mail or phone to bring them here.",
    guestAction: "Confirm",
    join_one: "{{count}} order was placed with your confirmed e-mail or phone without signing in.",
    join_other: "{{count}} orders were placed with your confirmed e-mail or phone without signing in.",
    joinAction: "Bring them here",
    beyond: "No orders on this page",
    first: "To the first page",
  },
};

export default words;
