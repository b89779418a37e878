import { insertLicence, lockShop } from "#db/queries/shops-seller.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { cleanLine, letterCount } from "#services/shared/clean-text.ts";
import { isDay } from "#services/shared/days.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

export type LicenceInput = {
  shopId: string;
  /** Made by the caller, so that a second tap records one licence. */
  licenceId?: string;
  number: string;
  issuer: string;
  /** Days, `2026-07-01`; the last one no longer counts. */
  validFrom: string;
  validTo: string;
};

type LicenceRefusal = "not_found" | "missing" | "too_long" | "odd_day" | "days_crossed";

function judgeLicence(input: LicenceInput): Result<{ number: string; issuer: string }, LicenceRefusal> {
  const [number, issuer] = [cleanLine(input.number), cleanLine(input.issuer)];
  if (number === "") return refuse("missing", { field: "number" });
  if (issuer === "") return refuse("missing", { field: "issuer" });
  if (letterCount(number) > LETTERS.paperNumber)
    return refuse("too_long", { field: "number", details: { max: LETTERS.paperNumber } });
  if (letterCount(issuer) > LETTERS.issuer)
    return refuse("too_long", { field: "issuer", details: { max: LETTERS.issuer } });
  if (!isDay(input.validFrom)) return refuse("odd_day", { field: "validFrom" });
  if (!isDay(input.validTo)) return refuse("odd_day", { field: "validTo" });
  if (input.validFrom >= input.validTo) return refuse("days_crossed", { field: "validTo" });
  return ok({ number, issuer });
}

/** Staff record a licence to sell alcohol that they have seen. */
export async function recordLicence(
  market: Market,
  viewer: Viewer,
  input: LicenceInput,
): Promise<Result<{ licenceId: string }, LicenceRefusal>> {
  const id = input.licenceId ?? newId();
  if (!hasStaffRole(viewer, "moderator") || !isId(input.shopId) || !isId(id)) return refuse("not_found");
  const judged = judgeLicence(input);
  if (!judged.ok) return judged;
  return market.transact<{ licenceId: string }, LicenceRefusal>(async (tx) => {
    const shop = await lockShop(tx, input.shopId);
    if (!shop) return refuse("not_found");
    const row = {
      id,
      shopId: shop.id,
      kind: "alcohol" as const,
      ...judged.value,
      validFrom: input.validFrom,
      validTo: input.validTo,
      recordedBy: viewer.accountId,
    };
    if (!(await insertLicence(tx, row))) return ok({ licenceId: id });
    await recordAudit(tx, viewer, {
      act: "shop.record-licence",
      subjectKind: "shop",
      subjectId: shop.id,
      after: { ...judged.value, validFrom: input.validFrom, validTo: input.validTo },
    });
    return ok({ licenceId: id });
  });
}
