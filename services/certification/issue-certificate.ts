import {
  insertCertificate,
  insertCertificateEvent,
  readCertificateKeys,
  readProductName,
} from "#db/queries/certification.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { STAR_RANKS, wrongDay } from "#services/certification/rules.ts";
import { cleanLine, letterCount } from "#services/shared/clean-text.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { gather, ok, type Refusals, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export type IssueInput = {
  /** Made by the form, so that a second tap enters one certificate. */
  certificateId: string;
  productId: string;
  number: string;
  stars: number;
  issuer: string;
  decisionNumber: string;
  /** Days, `2026-11-24`; on `validTo` it is no longer in force. */
  validFrom: string;
  validTo: string;
};

export type IssueRefusal =
  | "not_found"
  | "invalid_request"
  | "unknown_product"
  | "missing"
  | "too_long"
  | "number_taken"
  | "bad_stars"
  | "bad_dates";

const MAX_LETTERS = {
  number: LETTERS.paperNumber,
  issuer: LETTERS.issuer,
  decisionNumber: LETTERS.paperNumber,
};

function lineOf(typed: string, field: keyof typeof MAX_LETTERS): Result<string, IssueRefusal> {
  const line = cleanLine(typed);
  const max = MAX_LETTERS[field];
  if (line === "") return refuse("missing", { field });
  return letterCount(line) > max ? refuse("too_long", { field, details: { max } }) : ok(line);
}

/** The words of a certificate, cleaned, or all that is wrong with it. */
function judge({ productId, stars, validFrom, validTo, ...words }: IssueInput) {
  const wrong = wrongDay(validFrom, validTo);
  const read = gather({
    productId: isId(productId) ? ok(productId) : refuse("unknown_product", { field: "productId" }),
    number: lineOf(words.number, "number"),
    issuer: lineOf(words.issuer, "issuer"),
    decisionNumber: lineOf(words.decisionNumber, "decisionNumber"),
    stars: STAR_RANKS.some((rank) => rank === stars) ? ok(stars) : refuse("bad_stars", { field: "stars" }),
    days: wrong === null ? ok(null) : refuse("bad_dates", { field: wrong }),
  });
  if (!read.ok) return read;
  const { number, issuer, decisionNumber } = read.value;
  return ok({ number, issuer, decisionNumber });
}

/**
 * Enters a certificate that was granted: row, first event, audit entry and the search job in one transaction. The same
 * `certificateId` a second time answers the same and writes nothing. Certifiers alone.
 */
export async function issueCertificate(
  market: Market,
  viewer: Viewer,
  input: IssueInput,
): Promise<Result<{ certificateId: string }, IssueRefusal> | Refusals<IssueRefusal>> {
  if (!hasStaffRole(viewer, "certifier")) return refuse("not_found");
  if (!isId(input.certificateId)) return refuse("invalid_request");
  const words = judge(input);
  if (!words.ok) return words;
  const { certificateId, productId, stars, validFrom, validTo } = input;
  return market.transact<{ certificateId: string }, IssueRefusal>(async (tx) => {
    if (!(await readProductName(tx, productId))) return refuse("unknown_product", { field: "productId" });
    const row = { id: certificateId, productId, ...words.value, stars, validFrom, validTo };
    if (!(await insertCertificate(tx, row))) {
      const known = await readCertificateKeys(tx, certificateId);
      const isSame = known?.number === row.number && known.product_id === productId;
      return isSame ? ok({ certificateId }) : refuse("number_taken", { field: "number" });
    }
    await insertCertificateEvent(tx, {
      id: newId(),
      certificateId,
      kind: "issued",
      decisionNumber: row.decisionNumber,
      actorId: viewer.accountId,
    });
    await recordAudit(tx, viewer, {
      act: "certificate.issue",
      subjectKind: "certificate",
      subjectId: certificateId,
      after: { productId, ...words.value, stars, validFrom, validTo },
    });
    await addJob(tx, "search.index-product", { productId });
    return ok({ certificateId });
  });
}
