import { createHash } from "node:crypto";
import { answerTyped, type Typed, wholeOf, wholeOrNull } from "#app/http/typed-form.ts";
import { acceptPicture } from "#services/catalogue/accept-picture.ts";
import type { NewListing, NewVariant } from "#services/catalogue/create-listing.ts";
import { listPictures } from "#services/catalogue/list-pictures.ts";
import {
  type ListingText,
  MAX_PICTURES,
  MAX_VARIANTS,
  type RevisionContent,
  TEXT_FIELDS,
} from "#services/catalogue/listing-rules.ts";
import { isId, repeatableId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Refusal } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

type Values = Record<string, string>;

const idsOf = (values: Values) => (values.pictureIds ?? "").split(",").filter(Boolean);

function textOf(values: Values, language: "vi" | "en"): ListingText {
  return Object.fromEntries(
    TEXT_FIELDS.map((name) => [name, values[`texts.${language}.${name}`] ?? ""]),
  ) as ListingText;
}

/** What a form says of a listing; numbers that are none become 0, which no group has. */
export function contentOf(values: Values): RevisionContent {
  return {
    texts: { vi: textOf(values, "vi"), en: textOf(values, "en") },
    pictureIds: idsOf(values),
    groupNumber: wholeOf(values.groupNumber) || 0,
    setNumber: values.setNumber ? wholeOf(values.setNumber) || 0 : null,
    isAlcohol: values.isAlcohol === "on",
    isHealthProtection: values.isHealthProtection === "on",
    originCommuneCode: values.originCommuneCode || null,
  };
}

/** Content as the fields of a form. */
export function contentValues(content: RevisionContent): Values {
  const values: Values = {
    pictureIds: content.pictureIds.join(","),
    groupNumber: String(content.groupNumber),
    setNumber: content.setNumber === null ? "" : String(content.setNumber),
    originCommuneCode: content.originCommuneCode ?? "",
    ...(content.isAlcohol ? { isAlcohol: "on" } : {}),
    ...(content.isHealthProtection ? { isHealthProtection: "on" } : {}),
  };
  for (const language of ["vi", "en"] as const) {
    for (const name of TEXT_FIELDS) values[`texts.${language}.${name}`] = content.texts[language]?.[name] ?? "";
  }
  return values;
}

/** A pack size out of a form; `at` stands before the names of its fields. */
export function variantOf(values: Values, at = "") {
  const v = (name: string) => values[`${at}${name}`] ?? "";
  return {
    name: v("name"),
    netAmount: wholeOf(v("netAmount")),
    netUnit: v("netUnit"),
    weightGrams: wholeOf(v("weightGrams")),
    priceVnd: wholeOrNull(v("priceVnd")),
    gtin: v("gtin"),
  };
}

const VARIANT_FIELDS = ["name", "netAmount", "weightGrams", "priceVnd", "gtin", "quantity"] as const;
const rowsOf = (values: Values) => Math.min(Math.max(wholeOf(values.rows) || 1, 1), MAX_VARIANTS);

function variantsOf(values: Values): NewVariant[] {
  const rows = Array.from({ length: rowsOf(values) }, (_, i) => `variants[${i}].`);
  const isBlank = (at: string) => VARIANT_FIELDS.every((name) => (values[at + name] ?? "").trim() === "");
  const last = rows.findLastIndex((at) => !isBlank(at));
  return rows
    .slice(0, last + 1)
    .map((at) => ({ ...variantOf(values, at), quantity: wholeOrNull(values[`${at}quantity`]) }));
}

/** A new listing out of its form; empty rows at the end are no pack sizes. */
export function newListingOf(values: Values): NewListing {
  const v = (name: string) => values[name] ?? "";
  return {
    listingId: v("listingId"),
    shopId: v("shopId"),
    productId: v("productId") || null,
    kind: v("kind") === "service" ? "service" : "goods",
    content: contentOf(values),
    variants: v("kind") === "service" ? [] : variantsOf(values),
    lot: { number: v("lot.number"), madeOn: v("lot.madeOn"), bestBefore: v("lot.bestBefore") },
  };
}

function movePhoto(values: Values, index: number, by: -1 | 0 | 1): Values {
  const ids = idsOf(values);
  const [id] = ids.splice(index, 1);
  if (id && by !== 0) ids.splice(Math.max(0, index + by), 0, id);
  return { ...values, pictureIds: ids.join(",") };
}

function dropRow(values: Values, index: number): Values {
  const rows = rowsOf(values);
  const next: Values = { ...values, rows: String(Math.max(1, rows - 1)) };
  for (let i = index; i < rows; i += 1) {
    for (const name of [...VARIANT_FIELDS, "netUnit"]) {
      next[`variants[${i}].${name}`] = values[`variants[${i + 1}].${name}`] ?? "";
    }
  }
  return next;
}

/** What a form looks like after a step that changes nothing but the form: a photo moved, a row added. Without scripts. */
export function stepped(values: Values): Values {
  const [step, at] = (values.step ?? "").split(":");
  const index = wholeOf(at);
  if (step === "photo-up") return movePhoto(values, index, -1);
  if (step === "photo-down") return movePhoto(values, index, 1);
  if (step === "photo-drop") return movePhoto(values, index, 0);
  if (step === "row-drop") return dropRow(values, index);
  if (step === "row-add") {
    const rows = rowsOf(values);
    return { ...values, rows: String(Math.min(rows + 1, MAX_VARIANTS)), [`variants[${rows}].netUnit`]: "g" };
  }
  return values;
}

/** Takes photos that came with a form and puts them behind those it has; a photo that comes again is the same one. */
export async function takePhotos(
  market: Market,
  viewer: Viewer,
  typed: Typed,
  under: string,
): Promise<{ values: Values; refusals: Refusal[] }> {
  const ids = idsOf(typed.values);
  const refusals: Refusal[] = typed.left.map((r) => ({ ...r, field: "pictureIds" }));
  for (const file of typed.files("photos").slice(0, MAX_PICTURES)) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const pictureId = isId(under) ? repeatableId(under, sha256) : "";
    const taken = await acceptPicture(market, viewer, { pictureId, shopId: typed.values.shopId ?? "", bytes });
    if (taken.ok) ids.push(taken.value.pictureId);
    else refusals.push({ ...taken, field: "pictureIds" });
  }
  return { values: { ...typed.values, pictureIds: [...new Set(ids)].join(",") }, refusals };
}

/** The answer to a form with photos, each with how far it is, so that the one that can't be used is marked. */
export async function answerContent(
  market: Market,
  viewer: Viewer,
  act: string,
  values: Values,
  refusals: readonly Refusal[],
  status?: number,
) {
  const pictures = await listPictures(market, viewer, values.shopId ?? "", idsOf(values));
  return answerTyped(act, values, refusals, status, pictures);
}
