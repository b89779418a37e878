/**
 * The most letters that a typed text may have: what the market refuses and what its inputs let through are the same.
 * Lengths of addresses and of people's names are those of a parcel's label; of e-mail those of RFC 5321.
 */
export const LETTERS = {
  personName: 80,
  /** Of a producer, a shop, or somebody as their paper has it. */
  fullName: 120,
  addressLine: 160,
  phone: 30,
  login: 254,
  email: 120,
  password: 200,
  bank: 80,
  bankReference: 60,
  /** Number of a paper: a licence, a certificate and the decision it rests on. */
  paperNumber: 60,
  revokingDecision: 80,
  issuer: 160,
  carrier: 60,
  trackingNumber: 40,
  title: 60,
  /** A few words to the buyer, the host or the courier. */
  note: 300,
  /** What staff write down of a decision. */
  reason: 1000,
  standingReason: 500,
} as const;
