import { readNames } from "#db/queries/moderation-items.ts";
import {
  type Member,
  readBank,
  readLicences,
  readMembers,
  readPapers,
  readProducer,
  readShop,
} from "#db/queries/shops-seller.ts";
import { dayBefore } from "#services/certification/rules.ts";
import { maskedAccount } from "#services/moderation/desk-rules.ts";
import type { Connection } from "#services/shared/market.ts";
import { isSameHolder } from "#services/shops/rules.ts";

export type Licence = { id: string; number: string; issuer: string; from: string; until: string; isInForce: boolean };

/** What staff see of a shop: everything but the digits of its bank account. */
export type ShopFile = {
  id: string;
  slug: string;
  name: string;
  story: string;
  state: string;
  stateReasonCode: string | null;
  stateReason: string | null;
  isPaused: boolean;
  submittedAt: string | null;
  approvedAt: string | null;
  producer: {
    legalForm: "household" | "cooperative_group" | "cooperative" | "company";
    name: string;
    taxNumber: string;
    address: string;
    phone: string;
    email: string;
  };
  pickup: string;
  zones: string[];
  papers: { id: string; kind: string; fileName: string }[];
  bank: { bankName: string; masked: string; holder: string; holderDiffers: boolean } | null;
  members: Member[];
  licences: Licence[];
};

async function addressOf(db: Connection, line: string | null, communeCode: string | null): Promise<string> {
  const { commune } = await readNames(db, { groupNumber: 0, setNumber: null, communeCode });
  return [line, commune].filter(Boolean).join(", ");
}

/** A shop's file, whoever asks: callers have asked who it is. */
export async function readShopFile(db: Connection, shopId: string): Promise<ShopFile | null> {
  const shop = await readShop(db, shopId);
  const producer = shop && (await readProducer(db, shop.producerId));
  if (!shop || !producer) return null;
  const [papers, bank, members, licences, address, pickup] = await Promise.all([
    readPapers(db, shopId),
    readBank(db, shopId),
    readMembers(db, shopId),
    readLicences(db, shopId),
    addressOf(db, producer.addressLine, producer.communeCode),
    addressOf(db, shop.pickupLine, shop.pickupCommuneCode),
  ]);
  return {
    id: shop.id,
    slug: shop.slug,
    name: shop.name,
    story: shop.story,
    state: shop.state,
    stateReasonCode: shop.stateReasonCode,
    stateReason: shop.stateReason,
    isPaused: shop.paused,
    submittedAt: shop.submittedAt?.toISOString() ?? null,
    approvedAt: shop.approvedAt?.toISOString() ?? null,
    producer: {
      legalForm: producer.legalForm,
      name: producer.name,
      taxNumber: producer.taxNumber ?? "",
      address,
      phone: producer.phone ?? "",
      email: producer.email ?? "",
    },
    pickup,
    zones: shop.shipZones.split(",").filter(Boolean),
    papers: papers.map(({ id, kind, fileName }) => ({ id, kind, fileName })),
    bank: bank && {
      bankName: bank.bankName,
      masked: maskedAccount(bank.accountNumber),
      holder: bank.holder,
      holderDiffers: !isSameHolder(bank.holder, producer.name),
    },
    members,
    licences: licences.map((l) => ({
      id: l.id,
      number: l.number,
      issuer: l.issuer,
      from: l.validFrom,
      until: dayBefore(l.validTo),
      isInForce: l.isInForce,
    })),
  };
}
