import type { Sql } from "#db/client.ts";
import type { ListingText, RevisionContent } from "#db/schema/catalogue.ts";
import type { NewListing } from "#services/catalogue/create-listing.ts";
import { blankText } from "#services/catalogue/listing-rules.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { saveApplication } from "#services/shops/save-application.ts";

export async function homeCommune(sql: Sql): Promise<string> {
  const [row] = await sql<{ code: string }[]>`select code from communes where slug is not null order by code limit 1`;
  return row?.code ?? "";
}

/** A picture that the worker has made ready. */
export async function readyPicture(sql: Sql, shopId: string): Promise<string> {
  const id = newId();
  await sql`insert into pictures (id, shop_id, state, content_hash, width, height)
    values (${id}, ${shopId}, 'ready', ${id.replaceAll("-", "")}, 800, 800)`;
  return id;
}

/** A form for something new, complete enough to be submitted. */
export async function newListingForm(sql: Sql, shopId: string, over: Partial<NewListing> = {}): Promise<NewListing> {
  return {
    listingId: newId(),
    shopId,
    productId: null,
    kind: "goods",
    content: await listingContent(sql, shopId),
    variants: [
      { name: "Gói 500 g", netAmount: 500, netUnit: "g", weightGrams: 520, priceVnd: 85_000, gtin: "", quantity: 40 },
      {
        name: "Túi 1 kg",
        netAmount: 1000,
        netUnit: "g",
        weightGrams: 1030,
        priceVnd: 165_000,
        gtin: "",
        quantity: null,
      },
    ],
    lot: { number: "MD-01", madeOn: "2020-01-01", bestBefore: "2199-01-01" },
    ...over,
  };
}

export async function listingContent(
  sql: Sql,
  shopId: string,
  text: Partial<ListingText> = {},
): Promise<RevisionContent> {
  return {
    texts: { vi: { ...blankText(), name: "Miến dong", description: "Sợi dai, phơi nắng.", ...text } },
    pictureIds: [await readyPicture(sql, shopId)],
    groupNumber: 1,
    setNumber: null,
    isAlcohol: false,
    isHealthProtection: false,
    originCommuneCode: await homeCommune(sql),
  };
}

/** Fills every part of an application but its papers, as a person would; returns the shop's id. */
export async function fillApplication(market: Market, sql: Sql, viewer: Viewer, applicationId = newId()) {
  const communeCode = await homeCommune(sql);
  const parts = [
    {
      part: "producer",
      legalForm: "cooperative",
      name: "Hợp tác xã Thanh Mai",
      taxNumber: "4700 123 456",
      addressLine: "Thôn Nà Mố",
      communeCode,
      phone: "091 234 5678",
    },
    { part: "shop", name: "Cam Thanh Mai", story: "Vườn cam trên đồi." },
    { part: "bank", bankName: "Agribank", accountNumber: "8600 2051 2345", holder: "HTX THANH MAI" },
    { part: "pickup", line: "Kho của hợp tác xã", communeCode, zones: ["province", "country"] },
  ] as const;
  for (const part of parts) {
    const saved = await saveApplication(market, viewer, { ...part, applicationId });
    if (!saved.ok) throw new Error(`${part.part}: ${saved.code}`);
  }
  return applicationId;
}

/** The viewer with the memberships that stand in the database now. */
export async function asNow(sql: Sql, viewer: Viewer): Promise<Viewer> {
  const rows = await sql<{ shopId: string; role: "owner" | "manager" | "packer" }[]>`
    select shop_id as "shopId", role from memberships where account_id = ${viewer.accountId} order by created_at`;
  return { ...viewer, memberships: [...rows] };
}

/** A small PDF. */
export const aPaper = () => new TextEncoder().encode("%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n");
