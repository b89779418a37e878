import type { SameKeys } from "#app/i18n/same-keys.ts";
import type vi from "#app/i18n/vi/gate.ts";

const words: SameKeys<typeof vi> = {
  lines: {
    shop: {
      good: "Shop approved",
      bad: "The shop can't sell",
      why: "It waits for approval, is suspended or paused.",
      way: "See the shop",
    },
    host: {
      good: "Host verified",
      bad: "Host not verified",
      why: "Staff record it when they have seen an identity paper. Call the market's office for a date, or choose another host.",
      way: "Choose the host",
    },
    items: {
      good: "Goods in the run of show",
      bad: "The run of show is empty",
      why: "Add at least one item.",
      way: "Add an item",
    },
    video: {
      good: "Video server ready",
      bad: "Video server not ready",
    },
    listing: {
      good: "Goods approved and on sale",
      bad: "{{name}}: not on sale",
      why: "Not approved, paused, taken down or without a price.",
      way: "See this product",
    },
    certificate: {
      good: "Certificates in force",
      bad: "{{name}}: certificate not in force",
      why: "It {{how}}. Renew it and tell staff, or take the item out.",
      way: "See this product",
    },
    never_certified: {
      good: "Certified",
      bad: "{{name}}: never had an OCOP certificate",
      why: "It may be sold in the shop but not in a show. Take it out, or wait until staff enter its certificate.",
      way: "See this product",
    },
    alcohol_licence: {
      good: "Licence to sell alcohol",
      bad: "{{name}}: no licence to sell alcohol",
      why: "Show the licence to the market's office, so that it is recorded.",
      way: "See the shop",
    },
    alcohol_price: {
      good: "Alcohol at its usual price",
      bad: "{{name}}: alcohol may not be discounted",
      why: "The law forbids promotions of spirits. Use the usual price or leave the live price empty.",
      way: "Change the price",
    },
    health_warning: {
      good: "Warnings are shown when pinned",
      bad: "{{name}}: warning missing",
      why: "Its words call it health-protection food, but it isn't marked so and the warning can't be shown.",
      way: "Edit this product",
    },
    price: {
      good: "Live prices at most the usual ones",
      bad: "{{name}}: live price above the usual one",
      why: "The usual price is {{regular}}.",
      way: "Change the price",
    },
    discount: {
      good: "Discounts are real",
      bad: "{{name}}: not a discount yet",
      why: "You sold it for {{lowest}} in the last 30 days. Go below that, or don't call it a discount.",
      way: "Change the price",
    },
  },
  how: { lapsed: "has run out", revoked: "was revoked", not_yet: "is not in force yet" },
  goods_one: "{{count}} item",
  goods_other: "{{count}} items",
};

export default words;
