import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueCertificate } from "#services/certification/issue-certificate.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { findProductsToCertify, listCertificates, viewCertificate } from "#services/certification/view-certificates.ts";
import { newId } from "#services/shared/ids.ts";
import type { Refusal } from "#services/shared/result.ts";
import { nobody, type StaffRole, type Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { auditOf, certificateForm, certified, dayFromToday, staff } from "#tests/support/desk.ts";
import { type MadeListing, makeListing } from "#tests/support/market-rows.ts";
import { addAccount } from "#tests/support/order-rows.ts";

let bench: Bench;
let people: Record<StaffRole, Viewer>;
let listing: MadeListing;

beforeAll(async () => {
  bench = await openBench();
  people = await staff(bench.sql);
});
afterAll(() => bench.end());

const made = async (name = "Mật ong bạc hà") => makeListing(bench.sql, { name });
const why = {
  reasonCode: "quality_differs",
  reason: "Mẫu có đường mía, phiếu KN-1204.",
  decisionNumber: "2791/QĐ-UBND",
};
const jobsOf = (productId: string) =>
  bench.sql`select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'search.index-product' and j.payload->>'productId' = ${productId}`;
const starsOf = async (productId: string) => {
  const [row] = await bench.sql<{ stars: number | null }[]>`select stars_in_force(${productId}, market_now()) as stars`;
  return row?.stars ?? null;
};

describe("entering a certificate", () => {
  it("gives the product its stars, one event, one audit entry and one search job", async () => {
    listing = await made();
    const form = await certificateForm(bench.sql, listing.productId);
    expect(await issueCertificate(bench.market, people.certifier, form)).toEqual({
      ok: true,
      value: { certificateId: form.certificateId },
    });
    expect(await starsOf(listing.productId)).toBe(4);
    const entries = await auditOf(bench.sql, form.certificateId);
    expect(entries.map((e) => [e.act, e.actor_id])).toEqual([["certificate.issue", people.certifier.accountId]]);
    expect(entries[0]?.after).toMatchObject({ number: form.number, stars: 4, validTo: form.validTo });
    expect(await jobsOf(listing.productId)).toHaveLength(1);
    const events = await bench.sql`select kind from certificate_events where certificate_id = ${form.certificateId}`;
    expect(events.map((e) => e.kind)).toEqual(["issued"]);
  });

  it("twice with the same id enters one, at the same moment too", async () => {
    const { productId } = await made();
    const form = await certificateForm(bench.sql, productId);
    const all = await Promise.all([1, 2, 3, 4].map(() => issueCertificate(bench.market, people.certifier, form)));
    expect(all.every((r) => r.ok)).toBe(true);
    expect(await bench.sql`select id from certificates where product_id = ${productId}`).toHaveLength(1);
    expect(await auditOf(bench.sql, form.certificateId)).toHaveLength(1);
  });

  it("refuses a number that another certificate has, beside the field, and writes nothing", async () => {
    const { productId } = await made();
    const first = await certificateForm(bench.sql, productId);
    await issueCertificate(bench.market, people.certifier, first);
    const second = await certificateForm(bench.sql, productId, { number: ` ${first.number} ` });
    expect(await issueCertificate(bench.market, people.certifier, second)).toEqual({
      ok: false,
      code: "number_taken",
      field: "number",
    });
    expect(await auditOf(bench.sql, second.certificateId)).toEqual([]);
  });

  it("refuses what is wrong beside its field", async () => {
    const { productId } = await made();
    const tries = [
      [{ productId: newId() }, "unknown_product", "productId"],
      [{ productId: "mật ong" }, "unknown_product", "productId"],
      [{ stars: 0 }, "bad_stars", "stars"],
      [{ stars: 6 }, "bad_stars", "stars"],
      [{ stars: 3.5 }, "bad_stars", "stars"],
      [{ stars: Number.NaN }, "bad_stars", "stars"],
      [{ number: " \u200b " }, "missing", "number"],
      [{ issuer: "" }, "missing", "issuer"],
      [{ decisionNumber: "x".repeat(61) }, "too_long", "decisionNumber"],
      [{ validFrom: "2026-02-30" }, "bad_dates", "validFrom"],
      [{ validTo: await dayFromToday(bench.sql, -90) }, "bad_dates", "validTo"],
    ] as const;
    for (const [over, code, field] of tries) {
      const form = await certificateForm(bench.sql, productId, over);
      expect(await issueCertificate(bench.market, people.certifier, form)).toMatchObject({ ok: false, code, field });
    }
    expect(await bench.sql`select id from certificates where product_id = ${productId}`).toEqual([]);
  });
});

describe("revoking a certificate", () => {
  it("takes the stars, keeps the row, says why in event and audit log, and queues the search job", async () => {
    const { productId } = await made();
    const id = await certified(bench.market, bench.sql, people.certifier, productId);
    const done = await revokeCertificate(bench.market, people.certifier, { certificateId: id, ...why });
    expect(done).toEqual({ ok: true, value: { certificateId: id } });
    expect(await starsOf(productId)).toBeNull();
    const [, revoked, ...more] = await auditOf(bench.sql, id);
    expect(more).toEqual([]);
    expect(revoked).toMatchObject({ act: "certificate.revoke", reason_code: why.reasonCode, reason: why.reason });
    expect(revoked?.before).toMatchObject({ stars: 4 });
    const page = await viewCertificate(bench.market, people.certifier, id);
    expect(page.ok && page.value).toMatchObject({ standing: "revoked", stars: null, rank: 4 });
    expect(page.ok && page.value.revoked).toMatchObject({ reason: why.reason, decisionNumber: why.decisionNumber });
  });

  it("tells owners and managers of the producer's shops once, packers not", async () => {
    const goods = await made("Trà mướp đắng");
    const roles = ["owner", "manager", "packer"] as const;
    const accounts = await Promise.all(roles.map(() => addAccount(bench.sql)));
    for (const [at, { accountId }] of accounts.entries()) {
      await bench.sql`insert into memberships (account_id, shop_id, role) values (${accountId}, ${goods.shopId}, ${roles[at] ?? "packer"})`;
    }
    const id = await certified(bench.market, bench.sql, people.certifier, goods.productId);
    await revokeCertificate(bench.market, people.certifier, { certificateId: id, ...why });
    await revokeCertificate(bench.market, people.certifier, { certificateId: id, ...why });
    const told = await bench.sql<{ account_id: string; body: string }[]>`
      select account_id, body from outbox_messages where kind = 'certificate_revoked'`;
    const expected = accounts.slice(0, 2).map((a) => a.accountId);
    expect(told.map((m) => m.account_id).sort()).toEqual(expected.sort());
    expect(told[0]?.body).toContain(why.reason);
    expect(told[0]?.body).toContain("Trà mướp đắng");
  });

  it("pressed twice by one person answers the same; another is told that it is revoked already", async () => {
    const { productId } = await made();
    const id = await certified(bench.market, bench.sql, people.certifier, productId);
    const again = { certificateId: id, ...why };
    const twice = await Promise.all([1, 2].map(() => revokeCertificate(bench.market, people.certifier, again)));
    expect(twice.map((r) => r.ok)).toEqual([true, true]);
    expect(await revokeCertificate(bench.market, people.admin, again)).toMatchObject({
      ok: false,
      code: "already_revoked",
    });
    expect((await auditOf(bench.sql, id)).map((e) => e.act)).toEqual(["certificate.issue", "certificate.revoke"]);
  });

  it("by two certifiers at once revokes once and tells the other", async () => {
    const { productId } = await made();
    const id = await certified(bench.market, bench.sql, people.certifier, productId);
    const both = await Promise.all([
      revokeCertificate(bench.market, people.certifier, { certificateId: id, ...why }),
      revokeCertificate(bench.another().market, people.admin, { certificateId: id, ...why }),
    ]);
    expect(both.filter((r) => r.ok)).toHaveLength(1);
    expect(both.find((r) => !r.ok)).toMatchObject({ code: "already_revoked" });
    const events = await bench.sql`select 1 from certificate_events where certificate_id = ${id} and kind = 'revoked'`;
    expect(events).toHaveLength(1);
    expect(await auditOf(bench.sql, id)).toHaveLength(2);
  });

  it("says everything that is wrong with it in one answer", async () => {
    const faultsOf = (answer: object) => ("faults" in answer ? (answer.faults as Refusal[]) : []).map((f) => f.field);
    const bare = { reasonCode: "", reason: "", decisionNumber: "" };
    const revoked = await revokeCertificate(bench.market, people.certifier, { certificateId: newId(), ...bare });
    expect(faultsOf(revoked)).toEqual(["reasonCode", "decisionNumber", "reason"]);
    const days = { validFrom: "", validTo: "" };
    const empty = {
      certificateId: newId(),
      productId: "",
      number: "",
      stars: 0,
      issuer: "",
      decisionNumber: "",
      ...days,
    };
    const issued = await issueCertificate(bench.market, people.certifier, empty);
    expect(faultsOf(issued)).toEqual(["productId", "number", "issuer", "decisionNumber", "stars", "validFrom"]);
  });

  it("refuses a missing reason, decision or certificate, and writes nothing", async () => {
    const { productId } = await made();
    const id = await certified(bench.market, bench.sql, people.certifier, productId);
    const tries = [
      [{ reasonCode: "không thích" }, "unknown_reason", "reasonCode"],
      [{ reason: "ngắn" }, "reason_short", "reason"],
      [{ reason: `${" ".repeat(20)}ngắn` }, "reason_short", "reason"],
      [{ reason: "x".repeat(1001) }, "too_long", "reason"],
      [{ decisionNumber: "" }, "decision_missing", "decisionNumber"],
      [{ decisionNumber: "QĐ-UBND" }, "decision_missing", "decisionNumber"],
    ] as const;
    for (const [over, code, field] of tries) {
      const input = { certificateId: id, ...why, ...over };
      expect(await revokeCertificate(bench.market, people.certifier, input)).toMatchObject({ ok: false, code, field });
    }
    for (const certificateId of [newId(), "x"]) {
      expect(await revokeCertificate(bench.market, people.certifier, { certificateId, ...why })).toMatchObject({
        code: "not_found",
      });
    }
    expect(await auditOf(bench.sql, id)).toHaveLength(1);
    expect(await starsOf(productId)).toBe(4);
  });
});

describe("the register", () => {
  it("puts what ends soonest first, the lapsed and revoked last, and draws stars for those in force alone", async () => {
    const ends = { soon: 10, later: 200, over: 0 };
    const ids: Record<string, string> = {};
    for (const [name, days] of Object.entries(ends)) {
      const { productId } = await made(`Sổ giấy ${name}`);
      const validTo = await dayFromToday(bench.sql, days);
      ids[name] = await certified(bench.market, bench.sql, people.certifier, productId, { validTo });
    }
    const list = await listCertificates(bench.market, people.certifier, { words: "so giay", standing: null, page: 1 });
    if (!list.ok) throw new Error(list.code);
    expect(list.value.lines.map((l) => l.id)).toEqual([ids.soon, ids.later, ids.over]);
    expect(list.value.lines.map((l) => [l.standing, l.stars])).toEqual([
      ["ends_soon", 4],
      ["in_force", 4],
      ["lapsed", null],
    ]);
  });

  it("is filtered by standing and words, and a page beyond the end is the last one", async () => {
    const lapsed = await listCertificates(bench.market, people.certifier, { words: "", standing: "lapsed", page: 1 });
    expect(lapsed.ok && lapsed.value.lines.every((l) => l.standing === "lapsed")).toBe(true);
    const odd = await listCertificates(bench.market, people.certifier, { words: "", standing: "x'--", page: 99 });
    expect(odd.ok && odd.value.page).toBe(odd.ok && odd.value.pages);
    const none = await listCertificates(bench.market, people.certifier, { words: "100%_\\", standing: null, page: 3 });
    expect(none.ok && [none.value.total, none.value.page, none.value.lines]).toEqual([0, 1, []]);
  });

  it("finds products by name or producer without accents, and none for no words", async () => {
    await made("Bún khô Huyền Nga");
    const found = await findProductsToCertify(bench.market, people.certifier, "bun kho");
    expect(found.ok && found.value.map((p) => p.name)).toEqual(["Bún khô Huyền Nga"]);
    expect(await findProductsToCertify(bench.market, people.certifier, "  ")).toEqual({ ok: true, value: [] });
  });

  it("counts what leans on a certificate", async () => {
    const goods = await made();
    const id = await certified(bench.market, bench.sql, people.certifier, goods.productId);
    const page = await viewCertificate(bench.market, people.certifier, id);
    expect(page.ok && page.value.leaning).toEqual({ listings: 1, carts: 0, openOrders: 0, lots: 0 });
  });
});

describe("who may", () => {
  it("is the certifier and the admin; everybody else finds nothing and leaves no trace", async () => {
    const { productId } = await made();
    const id = await certified(bench.market, bench.sql, people.certifier, productId);
    const form = await certificateForm(bench.sql, productId);
    const before = (await auditOf(bench.sql)).length;
    for (const viewer of [nobody, people.moderator, people.finance, (await addAccount(bench.sql)).viewer]) {
      const answers = await Promise.all([
        issueCertificate(bench.market, viewer, form),
        revokeCertificate(bench.market, viewer, { certificateId: id, ...why }),
        listCertificates(bench.market, viewer, { words: "", standing: null, page: 1 }),
        viewCertificate(bench.market, viewer, id),
        findProductsToCertify(bench.market, viewer, "mật"),
      ]);
      for (const answer of answers) expect(answer).toEqual({ ok: false, code: "not_found" });
    }
    expect(await auditOf(bench.sql)).toHaveLength(before);
    expect((await viewCertificate(bench.market, people.admin, id)).ok).toBe(true);
  });
});

describe("the audit log", () => {
  it("can be neither changed nor emptied", async () => {
    await expect(bench.sql`update audit_entries set reason = 'khác'`).rejects.toThrow();
    await expect(bench.sql`delete from audit_entries`).rejects.toThrow();
    await expect(bench.sql`truncate audit_entries`).rejects.toThrow();
    await expect(bench.sql`update certificates set stars = 5`).rejects.toThrow();
    await expect(bench.sql`delete from certificate_events where kind = 'revoked'`).rejects.toThrow();
  });
});
