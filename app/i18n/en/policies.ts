import type { PolicyTexts } from "#app/i18n/vi/policies.ts";

/** Version 1 in English, for reading; the Vietnamese applies. */
const policies: PolicyTexts = {
  rules: {
    title: "Market rules",
    lead: "Chợ Phiên is the online market of the One Commune One Product programme. Producers sell directly; the market reviews, keeps the register of certificates and looks after the money's way.",
    sections: [
      {
        title: "Who sells, who buys",
        text: [
          "Sellers are the households, cooperative groups, cooperatives and companies that make the goods. Before selling, a shop states its registered name, tax number, address, contact and bank account and hands in its papers; staff look at them before it opens.",
          "Anybody may buy, with an account or without. Alcohol is sold to people of 18 and over only.",
        ],
      },
      {
        title: "Listing goods",
        text: [
          "Staff approve each product before it is sold. A changed name, text, picture or claim is approved again; the old version stays on sale while it waits.",
          "Not for sale:",
          "- forbidden or counterfeit goods, and goods of unknown origin;",
          "- goods past their date, or of a lot that was recalled;",
          "- food advertised as a cure. Health-protection food carries the two sentences of the law.",
        ],
      },
      {
        title: "OCOP stars",
        text: [
          "Stars are shown only when the register has a certificate in force at the moment you open the page. When it ends or is revoked they are gone everywhere on the market. Nobody can buy stars, and shops can't change the register.",
        ],
      },
      {
        title: "Price, order, payment",
        text: [
          "Prices include tax. Shipping is worked out for each shop and shown before you order. An order is made only at the price and fee that you confirmed.",
          "You pay through the payment gateway or on delivery. There is no cash on delivery for alcohol.",
          "A shop has a fixed time to accept an order; after that it is cancelled and the goods go back on sale.",
        ],
      },
      {
        title: "When rules are broken",
        text: [
          "Staff may take a product down, suspend a shop or revoke a certificate. Each decision has a reason and a name and is kept. The shop is told why and may answer.",
        ],
      },
    ],
  },
  returns: {
    title: "Returns and refunds",
    lead: "What is damaged, wrong or not as described may be returned.",
    sections: [
      {
        title: "When you may return",
        text: [
          "Within 7 days of receiving it, when:",
          "- it is broken, spoiled, missing or mixed up;",
          "- it is not as described, pictured, or of the origin or date that the page says;",
          "- its lot was recalled (whatever the day).",
          "If the information a seller gave was wrong, the consumer law lets you leave the contract within 30 days.",
        ],
      },
      {
        title: "When returns are not taken",
        text: [
          "Fresh goods that arrived right and sound, goods that are more than half used without fault, a change of mind after opening.",
        ],
      },
      {
        title: "How",
        text: [
          "- Open the order, photograph the goods and the lot label, and call or write to the shop.",
          "- The shop answers within 2 working days. If it doesn't, or you disagree, complain to the market.",
          "- The shop pays for sending back what was at fault.",
        ],
      },
      {
        title: "When the money comes",
        text: [
          "What is owed to you is written into the order as soon as it is decided, and the finance desk transfers it. You see it in the order until it is sent, with its reference.",
        ],
      },
    ],
  },
  privacy: {
    title: "Personal data",
    lead: "The market asks only for what it needs to ship, to be paid and to keep the law.",
    sections: [
      {
        title: "What is kept, and why",
        text: [
          "- Name, phone and address: to deliver. The shops of the order and the carrier see them.",
          "- E-mail and phone of the account: to sign in and to send news of orders.",
          "- Orders, amounts, states: for the books, as accounting and tax law ask.",
          "- The network address of your device: to stop floods of messages, kept hashed and for a short time.",
          "The market asks for no pictures of identity papers, keeps no card numbers, does not follow you elsewhere and sells no data.",
        ],
      },
      {
        title: "Cookies",
        text: [
          "Two that are needed: one keeps you signed in, one keeps the basket of a device that isn't. None for advertising.",
        ],
      },
      {
        title: "Your rights",
        text: [
          "You may see and correct your data, withdraw consent and ask for deletion. The market answers within 2 working days. What the law makes us keep, such as invoices, is kept as long as it says; name and address in old orders can be removed without touching the sums.",
        ],
      },
      {
        title: "If something happens",
        text: ["If data leaks, the market tells the authority and the people concerned within the time the law sets."],
      },
    ],
  },
  complaints: {
    title: "Complaints",
    lead: "If something is wrong with an order, a product or a shop, tell us in these steps.",
    sections: [
      {
        title: "Step 1: ask the shop",
        text: ["Its phone number stands on the shop's page and on your order. Most small things end here."],
      },
      {
        title: "Step 2: tell the market",
        text: [
          "About a product or a lot: “Report wrong information” on its page. About an order: give its code.",
          "Staff look at it within 2 working days. Dangerous or forbidden goods are taken down within 24 hours.",
        ],
      },
      {
        title: "Step 3: a decision",
        text: [
          "Staff hear both sides, look at the lot and the log, and decide with a reason. Money owed to you is written into your order at once.",
        ],
      },
      {
        title: "If you disagree",
        text: [
          "You may turn to the province's consumer protection office, mediation, arbitration or a court. The market hands over the evidence it keeps when an authority asks.",
        ],
      },
    ],
  },
};

export default policies;
