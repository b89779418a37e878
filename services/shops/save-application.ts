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
import { gather, ok, type Refusals, type Result, refuse } from "#services/shared/result.ts";
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

type Saved = Result<null, ApplicationRefusal> | Refusals<ApplicationRefusal>;

function taxNumberOf(typed: string, legalForm: LegalForm | undefined): Result<string | null, "odd_tax_number"> {
  const taxNumber = writtenTaxNumber(cleanLine(typed));
  if (taxNumber === "") return ok(null);
  const forms = legalForm === undefined ? LEGAL_FORMS : [legalForm];
  const isRight = forms.some((form) => isTaxNumber(taxNumber, form));
  return isRight ? ok(taxNumber) : refuse("odd_tax_number", { field: "taxNumber" });
}

function phoneOf(typed: string): Result<string | null, "odd_phone"> {
  const line = cleanLine(typed);
  const phone = line === "" ? null : vietnamesePhone(line);
  return line !== "" && phone === null ? refuse("odd_phone", { field: "phone" }) : ok(phone);
}

async function saveProducer(
  tx: Tx,
  shop: ShopRow,
  input: Extract<ApplicationInput, { part: "producer" }>,
): Promise<Saved> {
  const legalForm = LEGAL_FORMS.find((f) => f === input.legalForm);
  const read = gather({
    legalForm: legalForm ? ok(legalForm) : refuse("unknown_form", { field: "legalForm" }),
    name: lineOf(input.name, "name", "name"),
    taxNumber: taxNumberOf(input.taxNumber, legalForm),
    addressLine: lineOf(input.addressLine, "addressLine", "addressLine"),
    communeCode: await communeOf(tx, input.communeCode, "communeCode"),
    phone: phoneOf(input.phone),
  });
  if (!read.ok) return read;
  await updateProducer(tx, shop.producerId, read.value);
  return ok(null);
}

/** A name or story that is short enough and makes no claims. */
export const plainWords = (read: Result<string, "too_long">, field: string) =>
  read.ok ? withoutClaims(read.value, field) : read;

async function saveNames(tx: Tx, shop: ShopRow, input: Extract<ApplicationInput, { part: "shop" }>): Promise<Saved> {
  const read = gather({
    name: plainWords(lineOf(input.name, "name", "name"), "name"),
    story: plainWords(wordsOf(input.story, "story", "story"), "story"),
  });
  if (!read.ok) return read;
  await updateShop(tx, shop.id, read.value);
  return ok(null);
}

function accountNumberOf(typed: string): Result<string, "odd_account_number"> {
  const number = typed.replace(/[\s.-]/g, "");
  const isRight = number === "" || /^\d{6,19}$/.test(number);
  return isRight ? ok(number) : refuse("odd_account_number", { field: "accountNumber" });
}

/** Bank accounts are append-only: the same one again adds no row. */
async function saveBank(tx: Tx, shopId: string, input: Extract<ApplicationInput, { part: "bank" }>): Promise<Saved> {
  const read = gather({
    bankName: lineOf(input.bankName, "bankName", "bankName"),
    accountNumber: accountNumberOf(input.accountNumber),
    holder: lineOf(input.holder, "holder", "holder"),
  });
  if (!read.ok) return read;
  const { bankName, accountNumber, holder } = read.value;
  const now = { bankName, accountNumber, holder };
  const before = await readBank(tx, shopId);
  const isSame = JSON.stringify(before ?? { bankName: "", accountNumber: "", holder: "" }) === JSON.stringify(now);
  if (!isSame) await insertBank(tx, { id: newId(), shopId, ...now });
  return ok(null);
}

function zonesOf(typed: readonly string[]): Result<string, "unknown_zone"> {
  const zones = SHIP_ZONES.filter((z) => typed.includes(z));
  return zones.length === new Set(typed).size ? ok(zones.join(",")) : refuse("unknown_zone", { field: "zones" });
}

type PickupInput = Omit<Extract<ApplicationInput, { part: "pickup" }>, "part">;

/** Where parcels are fetched and how far they are sent, each read for itself. */
export async function readPickup(tx: Tx, input: PickupInput) {
  return {
    pickupLine: lineOf(input.line, "addressLine", "line"),
    pickupCommuneCode: await communeOf(tx, input.communeCode, "communeCode"),
    shipZones: zonesOf(input.zones),
  };
}

async function savePickup(tx: Tx, shopId: string, input: PickupInput): Promise<Saved> {
  const read = gather(await readPickup(tx, input));
  if (!read.ok) return read;
  await updateShop(tx, shopId, read.value);
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
 * owner. Malformed values are refused, all at once and each with its field; empty ones are kept as empty.
 */
export async function saveApplication(
  market: Market,
  viewer: Viewer,
  input: ApplicationInput & { applicationId: string },
): Promise<Result<{ shopId: string }, ApplicationRefusal> | Refusals<ApplicationRefusal>> {
  return market.transact<{ shopId: string }, ApplicationRefusal>(async (tx) => {
    const shop = await applicationFor(tx, viewer, input.applicationId);
    if (!shop.ok) return shop;
    const saved = await savePart(tx, shop.value, input);
    return saved.ok ? ok({ shopId: shop.value.id }) : saved;
  });
}
