/** The list of shows. */
const words = {
  shows: {
    title: "Live shows",
    description: "Live shows on Chợ Phiên: what is on now, what is coming and what has been.",
    lead: "{{live}} on now, {{coming}} coming",
    now: "On now",
    onAir: "Live",
    demo: "Demonstration",
    watch: "Watch the show",
    since: "since {{time}}",
    pinned: "Pinned: {{name}}, {{price}}.",
    pinnedDeal: "Pinned: {{name}}, live price {{price}}, {{left}} of {{quota}} left.",
    coming: "Coming up",
    comingNone: "No show is planned yet. Goods are on sale every day.",
    today: "Today, {{day}}",
    adults: "18 and over",
    past: "Past shows",
    pastNone: "No show has been held yet.",
    items_one: "{{count}} item",
    items_other: "{{count}} items",
    orders_one: "{{count}} order",
    orders_other: "{{count}} orders",
    stopped: "stopped at {{time}}",
    keeps: "A past show keeps its goods, its chat and what was sold. Picture and sound are not yet recorded.",
    toMarket: "See goods on the market",
  },
};

export default words;
