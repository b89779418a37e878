import {
  openApplicationOf,
  readBank,
  readHomeCommunes,
  readPapers,
  readProducer,
  readShop,
  refusedApplicationOf,
} from "#db/queries/shops-seller.ts";
import { newId } from "#services/shared/ids.ts";
import type { Connection, Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import {
  type Application,
  type ApplicationPart,
  isSameHolder,
  partOfReason,
  partsDone,
  type ShopState,
} from "#services/shops/rules.ts";

export type Paper = { id: string; kind: string; fileId: string; fileName: string };

export type ApplicationView = Omit<Application, "papers"> & {
  shopId: string;
  /** False until something was saved. */
  exists: boolean;
  state: ShopState;
  papers: Paper[];
  done: Record<ApplicationPart, boolean>;
  /** The account is in another name than the one who applies: worth a second look, no reason to refuse. */
  holderDiffers: boolean;
  /** Why it came back or was refused, and what that is about. */
  reason: { code: string; text: string; part: ApplicationPart | null } | null;
};

const BLANK: Application = {
  producer: { legalForm: "household", name: "", taxNumber: "", addressLine: "", communeCode: "", phone: "" },
  shop: { name: "", story: "" },
  papers: [],
  bank: null,
  pickup: { line: "", communeCode: "", zones: ["province", "region", "country"] },
};

function blank(): ApplicationView {
  return {
    ...BLANK,
    shopId: newId(),
    exists: false,
    state: "draft",
    papers: [],
    done: partsDone(BLANK),
    holderDiffers: false,
    reason: null,
  };
}

/** A shop as it applied, whoever asks: callers have asked whose it is. */
export async function readApplication(db: Connection, shopId: string): Promise<ApplicationView | null> {
  const shop = await readShop(db, shopId);
  const producer = shop && (await readProducer(db, shop.producerId));
  if (!shop || !producer) return null;
  const papers = await readPapers(db, shopId);
  const application: Application & { papers: Paper[] } = {
    producer: {
      legalForm: producer.legalForm,
      name: producer.name,
      taxNumber: producer.taxNumber ?? "",
      addressLine: producer.addressLine ?? "",
      communeCode: producer.communeCode ?? "",
      phone: producer.phone ?? "",
    },
    shop: { name: shop.name, story: shop.story },
    papers,
    bank: await readBank(db, shopId),
    pickup: {
      line: shop.pickupLine ?? "",
      communeCode: shop.pickupCommuneCode ?? "",
      zones: shop.shipZones.split(",").filter(Boolean),
    },
  };
  const holderDiffers = application.bank !== null && !isSameHolder(application.bank.holder, producer.name);
  const reason =
    shop.stateReasonCode === null
      ? null
      : { code: shop.stateReasonCode, text: shop.stateReason ?? "", part: partOfReason(shop.stateReasonCode) };
  return {
    ...application,
    shopId,
    exists: true,
    state: shop.state,
    done: partsDone(application),
    holderDiffers,
    reason,
  };
}

/** What somebody has filled in to open a shop: their open application, a refused one, or an empty form. */
export async function viewApplication(market: Market, viewer: Viewer) {
  const { db } = market;
  const open = viewer.accountId === null ? null : await openApplicationOf(db, viewer.accountId);
  const refused = viewer.accountId === null || open !== null ? null : await refusedApplicationOf(db, viewer.accountId);
  return {
    application: (open !== null && (await readApplication(db, open))) || blank(),
    refused: refused === null ? null : await readApplication(db, refused),
    communes: await readHomeCommunes(db),
  };
}
