import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decideListing, decideRevision, putBackListing, takeDownListing } from "#services/catalogue/decide-listing.ts";
import { issueCertificate } from "#services/certification/issue-certificate.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { findProductsToCertify, listCertificates, viewCertificate } from "#services/certification/view-certificates.ts";
import { claimItem, releaseItem } from "#services/moderation/claim-item.ts";
import { closeReport } from "#services/moderation/close-report.ts";
import { decideItem } from "#services/moderation/decide-item.ts";
import { findListings } from "#services/moderation/find-listings.ts";
import { findShops } from "#services/moderation/find-shops.ts";
import { viewItem } from "#services/moderation/view-item.ts";
import { viewQueue } from "#services/moderation/view-queue.ts";
import { viewShopFile } from "#services/moderation/view-shop-file.ts";
import { refuseOrderAsStaff } from "#services/orders/refuse-order.ts";
import { newId } from "#services/shared/ids.ts";
import type { Result } from "#services/shared/result.ts";
import { nobody, type StaffRole, type Viewer } from "#services/shared/viewer.ts";
import { decideShop } from "#services/shops/decide-shop.ts";
import { recordLicence } from "#services/shops/record-licence.ts";
import { suspendShop, unsuspendShop } from "#services/shops/suspend-shop.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import * as desk from "#tests/support/desk.ts";
import { makeListing } from "#tests/support/market-rows.ts";
import { addAccount, addGroup, addShop } from "#tests/support/order-rows.ts";

let bench: Bench;
let strangers: Record<string, Viewer>;
let people: Record<StaffRole, Viewer>;

beforeAll(async () => {
  bench = await openBench();
  people = await desk.staff(bench.sql);
  const seller = (await addShop(bench.sql)).seller;
  strangers = { nobody, shopper: (await addAccount(bench.sql)).viewer, seller };
});
afterAll(() => bench.end());

type Answer = Result<unknown, string>;
type Act = {
  roles: readonly StaffRole[];
  /** How many entries of the audit log it writes. */
  entries: number;
  /** Makes what it is about and gives the act on it. */
  prepare: () => Promise<(viewer: Viewer) => Promise<Answer>>;
};

const why = { reasonCode: "other", reason: "Một lý do đủ dài." };
const ref = (kind: string, id: string) => ({ kind, id });

const reads: Record<string, Act> = {
  viewQueue: moderators(async () => (v) => viewQueue(bench.market, v, { kind: null, page: 1 })),
  viewItem: moderators(async () => {
    const id = await desk.waitingShop(bench.sql);
    return (v) => viewItem(bench.market, v, { ...ref("shop", id), language: "vi" });
  }),
  findListings: moderators(
    async () => (v) => findListings(bench.market, v, { words: "", state: null, shopId: null, page: 1 }),
  ),
  findShops: moderators(async () => (v) => findShops(bench.market, v, { words: "", state: null, page: 1 })),
  viewShopFile: moderators(async () => {
    const id = await desk.waitingShop(bench.sql);
    return (v) => viewShopFile(bench.market, v, id);
  }),
  listCertificates: certifiers(
    0,
    async () => (v) => listCertificates(bench.market, v, { words: "", standing: null, page: 1 }),
  ),
  viewCertificate: certifiers(0, async () => {
    const id = await aCertificate();
    return (v) => viewCertificate(bench.market, v, id);
  }),
  findProductsToCertify: certifiers(0, async () => (v) => findProductsToCertify(bench.market, v, "miến")),
};

const writes: Record<string, Act> = {
  issueCertificate: certifiers(1, async () => {
    const form = await desk.certificateForm(bench.sql, (await makeListing(bench.sql, { name: "Trà" })).productId);
    return (v) => issueCertificate(bench.market, v, form);
  }),
  revokeCertificate: certifiers(1, async () => {
    const certificateId = await aCertificate();
    return (v) => revokeCertificate(bench.market, v, { certificateId, ...why, decisionNumber: "12/QĐ" });
  }),
  claimItem: moderators(async () => {
    const id = await desk.waitingShop(bench.sql);
    return (v) => claimItem(bench.market, v, ref("shop", id));
  }, 1),
  releaseItem: moderators(async () => (v) => releaseItem(bench.market, v, ref("shop", newId()))),
  "decideItem of a shop": moderators(async () => {
    const id = await desk.waitingShop(bench.sql);
    return (v) => decideItem(bench.market, v, { ...ref("shop", id), decision: "approve" });
  }, 1),
  "decideItem of a listing": moderators(async () => {
    const { listingId } = await desk.waitingListing(bench.sql);
    return (v) => decideItem(bench.market, v, { ...ref("listing", listingId), decision: "refuse", ...why });
  }, 1),
  "decideItem of a change": moderators(async () => {
    const { revisionId } = await desk.waitingRevision(bench.sql);
    return (v) => decideItem(bench.market, v, { ...ref("revision", revisionId), decision: "approve" });
  }, 1),
  closeReport: moderators(async () => {
    const { reportId } = await desk.openReport(bench.sql);
    return (v) => closeReport(bench.market, v, { reportId, outcome: "no_fault", note: "Đúng hàng." });
  }, 1),
  decideShop: moderators(async () => {
    const shopId = await desk.waitingShop(bench.sql);
    return (v) => decideShop(bench.market, v, { shopId, decision: "return", ...why });
  }, 1),
  suspendShop: moderators(async () => {
    const { shopId } = await makeListing(bench.sql, { name: "Chè" });
    return (v) => suspendShop(bench.market, v, { shopId, ...why });
  }, 1),
  unsuspendShop: moderators(async () => {
    const { shopId } = await makeListing(bench.sql, { name: "Chè" });
    await bench.sql`update shops set state = 'suspended' where id = ${shopId}`;
    return (v) => unsuspendShop(bench.market, v, { shopId, ...why });
  }, 1),
  recordLicence: moderators(async () => {
    const { shopId } = await makeListing(bench.sql, { name: "Rượu" });
    const days = { validFrom: "2026-01-01", validTo: "2031-01-01" };
    return (v) => recordLicence(bench.market, v, { shopId, number: "12/GP", issuer: "Phòng", ...days });
  }, 1),
  decideListing: moderators(async () => {
    const { listingId } = await desk.waitingListing(bench.sql);
    return (v) => decideListing(bench.market, v, { listingId, decision: "approve" });
  }, 1),
  decideRevision: moderators(async () => {
    const { revisionId } = await desk.waitingRevision(bench.sql);
    return (v) => decideRevision(bench.market, v, { revisionId, decision: "return", ...why });
  }, 1),
  takeDownListing: moderators(async () => {
    const { listingId } = await makeListing(bench.sql, { name: "Măng" });
    return (v) => takeDownListing(bench.market, v, { listingId, ...why });
  }, 1),
  putBackListing: moderators(async () => {
    const { listingId } = await makeListing(bench.sql, { name: "Măng" });
    await bench.sql`update listings set state = 'taken_down' where id = ${listingId}`;
    return (v) => putBackListing(bench.market, v, { listingId, ...why });
  }, 1),
  refuseOrderAsStaff: moderators(async () => {
    const shop = await addShop(bench.sql);
    const { orders } = await addGroup(bench.sql, { shops: [shop] });
    await bench.sql`update shops set state = 'suspended' where id = ${shop.shopId}`;
    const input = { code: orders[0].code, requestId: newId(), reasonCode: "shop_suspended", reason: "" };
    return (v) => refuseOrderAsStaff(bench.market, v, input);
  }, 1),
};

function moderators(prepare: Act["prepare"], entries = 0): Act {
  return { roles: ["moderator", "admin"], entries, prepare };
}

function certifiers(entries: number, prepare: Act["prepare"]): Act {
  return { roles: ["certifier", "admin"], entries, prepare };
}

async function aCertificate(): Promise<string> {
  const { productId } = await makeListing(bench.sql, { name: "Trà" });
  return desk.certified(bench.market, bench.sql, people.certifier, productId);
}

const everything = { ...reads, ...writes };
const entries = async () => (await desk.auditOf(bench.sql)).length;

describe.each(Object.entries(everything))("%s", (_name, act) => {
  it("is not there for anybody whose work it isn't, and leaves no trace", async () => {
    const attempt = await act.prepare();
    const before = await entries();
    const roles = (Object.keys(people) as StaffRole[]).filter((role) => !act.roles.includes(role));
    const outside = [...Object.values(strangers), ...roles.map((role) => people[role])];
    for (const viewer of outside) expect(await attempt(viewer)).toEqual({ ok: false, code: "not_found" });
    expect(await entries()).toBe(before);
  });

  it("is done by those whose work it is, with as many entries in the audit log as it decides things", async () => {
    for (const role of act.roles) {
      const attempt = await act.prepare();
      const before = await entries();
      expect(await attempt(people[role])).toMatchObject({ ok: true });
      const made = (await desk.auditOf(bench.sql)).slice(before);
      expect(made).toHaveLength(act.entries);
      for (const entry of made) expect(entry.actor_id).toBe(people[role].accountId);
    }
  });
});

describe("the use cases of staff", () => {
  it("are all tried above", async () => {
    const modules = import.meta.glob<object>(
      ["../../../services/moderation/*.ts", "../../../services/certification/*.ts"],
      { eager: true },
    );
    const known = new Set(Object.keys(everything).map((name) => name.split(" ")[0]));
    const names = Object.values(modules)
      .flatMap((m) => Object.entries(m))
      .filter(([, value]) => typeof value === "function" && takesMarket(value))
      .map(([name]) => name);
    const forAll = ["reportItem", "viewReportSubject"];
    expect(names.filter((name) => !known.has(name) && !forAll.includes(name))).toEqual([]);
    expect(names).toContain("closeReport");
  });
});

/** A use case takes the market first. */
function takesMarket(value: unknown): boolean {
  return /^(async )?function \w+\(market\b/.test(String(value));
}
