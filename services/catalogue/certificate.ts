import type { CertificateRow } from "#db/queries/catalogue-product.ts";
import { dayBefore, daysBetween } from "#services/catalogue/rules.ts";

/** A certificate that is in force now. `until` is its last day. */
export type Certificate = {
  stars: number;
  number: string;
  issuer: string;
  decision: string;
  from: string;
  until: string;
  daysLeft: number;
  isDemo: boolean;
};

/** What is left to say when none is in force: no stars, only that it ended, and on which day. */
export type EndedCertificate = { how: "lapsed" | "revoked" | "not_yet"; on: string };

type Row = CertificateRow & { inForce: boolean };

/** Splits what the register answered: the highest in force, or how the last one ended, or neither. */
export function readRegister(
  rows: readonly Row[],
  today: string,
): { certificate: Certificate | null; ended: EndedCertificate | null } {
  const first = rows[0];
  if (first?.inForce) {
    const until = dayBefore(first.to);
    const { stars, number, issuer, decision, from, isDemo } = first;
    return {
      certificate: { stars, number, issuer, decision, from, until, daysLeft: daysBetween(today, first.to), isDemo },
      ended: null,
    };
  }
  const last = [...rows].sort((a, b) => (a.to < b.to ? 1 : -1))[0];
  if (!last) return { certificate: null, ended: null };
  if (last.revokedOn !== null) return { certificate: null, ended: { how: "revoked", on: last.revokedOn } };
  if (last.from > today) return { certificate: null, ended: { how: "not_yet", on: last.from } };
  return { certificate: null, ended: { how: "lapsed", on: dayBefore(last.to) } };
}
