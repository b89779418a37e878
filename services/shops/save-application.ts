import {
  insertApplication,
  insertBank,
  lockRequest,
  lockShop,
  openApplicationOf,
  readBank,
  readShop,
  type ShopRow,
  updateProducer,
  updateShop,
} from "#db/queries/shops-seller.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isId, newCode, newId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
import { vietnamesePhone } from "#services/shared/phone.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { communeOf, lineOf, withoutClaims, wordsOf } from "#services/shops/fields.ts";
import { isTaxNumber, type LegalForm, writtenTaxNumber } from "#services/shops/rules.ts";

export const LEGAL_FORMS: readonly LegalForm[] = ["household", "cooperative_group", "cooperative", "company"];
export const SHIP_ZONES = ["province", "region", "country"] as const;

/** One part of an application as it was typed; what isn't known yet is empty. */
export type ApplicationInput =
  | {
      part: "producer";
      legalForm: string;
      name: string;
      taxNumber: string;
      addressLine: string;
      communeCode: string;
      phone: string;
    }
  | { part: "shop"; name: string; story: string }
  | { part: "bank"; bankName: string; accountNumber: string; holder: string }
  | { part: "pickup"; line: string; communeCode: string; zones: readonly string[] };

export type ApplicationRefusal =
  | "not_found"
  | "waiting"
  | "too_long"
  | "claims"
  | "unknown_commune"
  | "unknown_form"
  | "unknown_zone"
  | "odd_phone"
  | "odd_tax_number"
  | "odd_account_number"
  | "incomplete";

type Saved = Result<null, ApplicationRefusal>;

async function saveProducer(
  tx: Tx,
  shop: ShopRow,
  input: Extract<ApplicationInput, { part: "producer" }>,
): Promise<Saved> {
  const legalForm = LEGAL_FORMS.find((f) => f === input.legalForm);
  if (!legalForm) return refuse("unknown_form", { field: "legalForm" });
  const name = lineOf(input.name, "name", "name");
  if (!name.ok) return name;
  const taxNumber = writtenTaxNumber(cleanLine(input.taxNumber));
  if (taxNumber !== "" && !isTaxNumber(taxNumber, legalForm)) return refuse("odd_tax_number", { field: "taxNumber" });
  const addressLine = lineOf(input.addressLine, "addressLine", "addressLine");
  if (!addressLine.ok) return addressLine;
  const communeCode = await communeOf(tx, input.communeCode, "communeCode");
  if (!communeCode.ok) return communeCode;
  const typedPhone = cleanLine(input.phone);
  const phone = typedPhone === "" ? null : vietnamesePhone(typedPhone);
  if (typedPhone !== "" && phone === null) return refuse("odd_phone", { field: "phone" });
  await updateProducer(tx, shop.producerId, {
    legalForm,
    name: name.value,
    taxNumber: taxNumber === "" ? null : taxNumber,
    addressLine: addressLine.value,
    communeCode: communeCode.value,
    phone,
  });
  return ok(null);
}

async function saveNames(tx: Tx, shop: ShopRow, input: Extract<ApplicationInput, { part: "shop" }>): Promise<Saved> {
  const name = lineOf(input.name, "name", "name");
  if (!name.ok) return name;
  const story = wordsOf(input.story, "story", "story");
  if (!story.ok) return story;
  const claims = [withoutClaims(name.value, "name"), withoutClaims(story.value, "story")].find((r) => !r.ok);
  if (claims && !claims.ok) return claims;
  await updateShop(tx, shop.id, { name: name.value, story: story.value });
  return ok(null);
}

/** Bank accounts are append-only: the same one again adds no row. */
export async function saveBank(
  tx: Tx,
  shopId: string,
  input: Extract<ApplicationInput, { part: "bank" }>,
): Promise<Saved> {
  const bankName = lineOf(input.bankName, "bankName", "bankName");
  if (!bankName.ok) return bankName;
  const holder = lineOf(input.holder, "holder", "holder");
  if (!holder.ok) return holder;
  const accountNumber = input.accountNumber.replace(/[\s.-]/g, "");
  if (accountNumber !== "" && !/^\d{6,19}$/.test(accountNumber))
    return refuse("odd_account_number", { field: "accountNumber" });
  const now = { bankName: bankName.value, accountNumber, holder: holder.value };
  const before = await readBank(tx, shopId);
  const isSame = JSON.stringify(before ?? { bankName: "", accountNumber: "", holder: "" }) === JSON.stringify(now);
  if (!isSame) await insertBank(tx, { id: newId(), shopId, ...now });
  return ok(null);
}

/** Where parcels are fetched and how far they are sent. */
export async function savePickup(
  tx: Tx,
  shopId: string,
  input: Extract<ApplicationInput, { part: "pickup" }>,
): Promise<Saved> {
  const line = lineOf(input.line, "addressLine", "line");
  if (!line.ok) return line;
  const communeCode = await communeOf(tx, input.communeCode, "communeCode");
  if (!communeCode.ok) return communeCode;
  const zones = SHIP_ZONES.filter((z) => input.zones.includes(z));
  if (zones.length !== new Set(input.zones).size) return refuse("unknown_zone", { field: "zones" });
  await updateShop(tx, shopId, {
    pickupLine: line.value,
    pickupCommuneCode: communeCode.value,
    shipZones: zones.join(","),
  });
  return ok(null);
}

function savePart(tx: Tx, shop: ShopRow, input: ApplicationInput): Promise<Saved> {
  if (input.part === "producer") return saveProducer(tx, shop, input);
  if (input.part === "shop") return saveNames(tx, shop, input);
  return input.part === "bank" ? saveBank(tx, shop.id, input) : savePickup(tx, shop.id, input);
}

/**
 * The application to write into, under lock: the one named, else the account's open one, else a new one under the id
 * that the caller made. Another person's is "not_found"; one that staff are reading is "waiting".
 */
export async function applicationFor(
  tx: Tx,
  viewer: Viewer,
  applicationId: string,
): Promise<Result<ShopRow, "not_found" | "waiting">> {
  const { accountId } = viewer;
  if (accountId === null || !isId(applicationId)) return refuse("not_found");
  await lockRequest(tx, accountId);
  const named = await lockShop(tx, applicationId);
  const owns = (shopId: string) => viewer.memberships.some((m) => m.shopId === shopId && m.role === "owner");
  const openId = await openApplicationOf(tx, accountId);
  if (named && named.id !== openId && !owns(named.id)) return refuse("not_found");
  const shop = named ?? (openId === null ? null : await lockShop(tx, openId));
  if (shop) return shop.state === "draft" || shop.state === "returned" ? ok(shop) : refuse("waiting");
  const slug = `nhap-${newCode().toLowerCase()}`;
  await insertApplication(tx, { shopId: applicationId, producerId: newId(), accountId, slug });
  return ok((await readShop(tx, applicationId)) as ShopRow);
}

/**
 * Saves one part of an application to open a shop, complete or not; the first save makes the draft, its sender the
 * owner. Malformed values are refused with their field, empty ones are kept as empty.
 */
export async function saveApplication(
  market: Market,
  viewer: Viewer,
  input: ApplicationInput & { applicationId: string },
): Promise<Result<{ shopId: string }, ApplicationRefusal>> {
  return market.transact<{ shopId: string }, ApplicationRefusal>(async (tx) => {
    const shop = await applicationFor(tx, viewer, input.applicationId);
    if (!shop.ok) return shop;
    const saved = await savePart(tx, shop.value, input);
    return saved.ok ? ok({ shopId: shop.value.id }) : saved;
  });
}
