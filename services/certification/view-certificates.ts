import {
  type CertificateFilter,
  type CertificateRow,
  countLeaning,
  countStandings,
  findProducts,
  type LeaningRow,
  type ListedCertificate,
  type ProductChoice,
  readCertificate,
  readCertificateEvents,
  readCertificates,
  readCertificatesBeside,
} from "#db/queries/certification.ts";
import {
  dayBefore,
  daysBetween,
  isStanding,
  STANDINGS,
  type Standing,
  standingOf,
} from "#services/certification/rules.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export const CERTIFICATES_A_PAGE = 20;
const MAX_WORDS = 100;

export type CertificateLine = {
  id: string;
  number: string;
  standing: Standing;
  /** Stars that may be drawn now; null when it isn't in force. */
  stars: number | null;
  /** The rank it was granted, whatever became of it. */
  rank: number;
  product: string;
  producer: string;
  commune: string | null;
  from: string;
  /** Its last day. */
  until: string;
  daysLeft: number;
};

export type CertificateList = {
  lines: CertificateLine[];
  total: number;
  page: number;
  pages: number;
  all: number;
  endsSoon: number;
  lapsed: number;
  today: string;
};

function toLine(row: CertificateRow): CertificateLine {
  const validity = { validFrom: row.valid_from, validTo: row.valid_to, isRevoked: row.revoked_at !== null };
  const standing = standingOf(validity, row.today);
  return {
    id: row.id,
    number: row.number,
    standing,
    stars: isStanding(standing) ? row.stars : null,
    rank: row.stars,
    product: row.product_name,
    producer: row.producer_name,
    commune: row.commune_name,
    from: row.valid_from,
    until: dayBefore(row.valid_to),
    daysLeft: daysBetween(row.today, row.valid_to),
  };
}

const limited = (words: string) => cleanLine(words).slice(0, MAX_WORDS);

export type ListInput = { words: string; standing: string | null; page: number };

/** The register, those that end soonest first; a page beyond the end is the last one. For certifiers. */
export async function listCertificates(
  market: Market,
  viewer: Viewer,
  input: ListInput,
): Promise<Result<CertificateList, "not_found">> {
  if (!hasStaffRole(viewer, "certifier")) return refuse("not_found");
  const filter: Omit<CertificateFilter, "offset"> = {
    words: limited(input.words),
    standing: STANDINGS.find((s) => s === input.standing) ?? null,
    limit: CERTIFICATES_A_PAGE,
  };
  const read = (page: number): Promise<ListedCertificate[]> =>
    readCertificates(market.db, { ...filter, offset: (page - 1) * CERTIFICATES_A_PAGE });
  const [counts, asked] = await Promise.all([countStandings(market.db), read(input.page)]);
  const first = asked.length === 0 && input.page > 1 ? await read(1) : asked;
  const total = first[0]?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / CERTIFICATES_A_PAGE));
  const page = Math.min(input.page, pages);
  const rows = page === input.page ? asked : page === 1 ? first : await read(page);
  return ok({
    lines: rows.map(toLine),
    total,
    page,
    pages,
    all: counts.all,
    endsSoon: counts.ends_soon,
    lapsed: counts.lapsed,
    today: counts.today,
  });
}

export type CertificateEvent = {
  kind: string;
  at: string;
  reasonCode: string | null;
  reason: string | null;
  decisionNumber: string | null;
  by: string | null;
};

export type CertificatePage = CertificateLine & {
  issuer: string;
  decisionNumber: string;
  isDemo: boolean;
  revoked: { at: string; reasonCode: string | null; reason: string; decisionNumber: string } | null;
  events: CertificateEvent[];
  leaning: { listings: number; carts: number; openOrders: number; lots: number };
  beside: { id: string; number: string; from: string; until: string }[];
};

const leaningOf = (row: LeaningRow) => ({
  listings: row.listings,
  carts: row.carts,
  openOrders: row.open_orders,
  lots: row.lots,
});

/** One certificate with its history and what leans on it now. For certifiers. */
export async function viewCertificate(
  market: Market,
  viewer: Viewer,
  id: string,
): Promise<Result<CertificatePage, "not_found">> {
  if (!hasStaffRole(viewer, "certifier") || !isId(id)) return refuse("not_found");
  const row = await readCertificate(market.db, id);
  if (!row) return refuse("not_found");
  const [events, leaning, beside] = await Promise.all([
    readCertificateEvents(market.db, id),
    countLeaning(market.db, row.product_id),
    readCertificatesBeside(market.db, row.product_id, id),
  ]);
  return ok({
    ...toLine(row),
    issuer: row.issuer,
    decisionNumber: row.decision_number,
    isDemo: row.is_demo,
    revoked:
      row.revoked_at === null
        ? null
        : {
            at: row.revoked_at,
            reasonCode: row.revoked_reason_code,
            reason: row.revoked_reason ?? "",
            decisionNumber: row.revoked_decision ?? "",
          },
    events: events.map((e) => ({
      kind: e.kind,
      at: e.effective_at,
      reasonCode: e.reason_code,
      reason: e.reason,
      decisionNumber: e.decision_number,
      by: e.actor_name,
    })),
    leaning: leaningOf(leaning),
    beside: beside.map((b) => ({ id: b.id, number: b.number, from: b.valid_from, until: dayBefore(b.valid_to) })),
  });
}

export type { ProductChoice };

/** Products whose name or producer has these words, to enter a certificate for; none for no words. For certifiers. */
export async function findProductsToCertify(
  market: Market,
  viewer: Viewer,
  words: string,
): Promise<Result<ProductChoice[], "not_found">> {
  if (!hasStaffRole(viewer, "certifier")) return refuse("not_found");
  const asked = limited(words);
  return ok(asked === "" ? [] : await findProducts(market.db, asked));
}
