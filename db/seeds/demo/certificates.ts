import type { CertificateException, DemoData } from "#db/seeds/demo/data.ts";
import type { Row, SeedClock } from "#db/seeds/demo/rows.ts";
import { newId } from "#services/shared/ids.ts";

export type CertificateRows = { certificates: Row[]; certificate_events: Row[] };

export type CertificateWish = {
  productId: string;
  number: string;
  stars: number;
  /** First day and the day after the last, counted from today. */
  fromDay: number;
  toDay: number;
  revoked?: { daysAgo: number; decision: string; reason: string; reasonCode: string };
};

/** Adds a certificate that says it is a demonstration, its issue and, where wished, its end. */
export function addCertificate(rows: CertificateRows, wish: CertificateWish, clock: SeedClock): void {
  const id = newId();
  rows.certificates.push({
    id,
    product_id: wish.productId,
    number: wish.number,
    stars: wish.stars,
    issuer: "minh họa",
    decision_number: "DEMO",
    valid_from: clock.day(wish.fromDay),
    valid_to: clock.day(wish.toDay),
    is_demo: true,
  });
  const event = { certificate_id: id, reason_code: null, reason: null, decision_number: "DEMO" };
  rows.certificate_events.push({
    id: newId(),
    kind: "issued",
    effective_at: `${clock.day(wish.fromDay)}T00:00:00+07:00`,
    ...event,
  });
  if (!wish.revoked) return;
  rows.certificate_events.push({
    id: newId(),
    kind: "revoked",
    effective_at: clock.instant(-wish.revoked.daysAgo),
    ...event,
    reason_code: wish.revoked.reasonCode,
    reason: wish.revoked.reason,
    decision_number: wish.revoked.decision,
  });
}

const DAYS_A_MONTH = 365.25 / 12;

/** Certificates that are in force began at different times, and have at least three months to go. */
const begunDaysAgo = (index: number, length: number) => 45 + ((index * 61) % (length - 45 - 90));

/** The certificate of a product of the demo market, or null where it never had one. */
export function certificateWish(
  product: { id: string; name: string; stars: number },
  index: number,
  { months, exceptions }: DemoData["certificates"],
): CertificateWish | null {
  const length = Math.round(months * DAYS_A_MONTH);
  const exception: CertificateException | undefined = exceptions.find((e) => e.product === product.name);
  if (exception?.state === "never") return null;
  const toDay = exception?.endsInDays ?? length - begunDaysAgo(index, length);
  const wish: CertificateWish = {
    productId: product.id,
    number: `DEMO-${String(index + 1).padStart(4, "0")}`,
    stars: product.stars,
    fromDay: toDay - length,
    toDay,
  };
  if (exception?.state !== "revoked") return wish;
  return {
    ...wish,
    revoked: {
      daysAgo: exception.revokedDaysAgo ?? 1,
      decision: exception.decision ?? "DEMO",
      reason: exception.reason ?? "",
      reasonCode: exception.reasonCode ?? "other",
    },
  };
}
