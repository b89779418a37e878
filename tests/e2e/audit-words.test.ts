import { afterAll, beforeAll, expect, it } from "vitest";
import { issueCertificate } from "#services/certification/issue-certificate.ts";
import { revokeCertificate } from "#services/certification/revoke-certificate.ts";
import { claimItem } from "#services/moderation/claim-item.ts";
import { newId } from "#services/shared/ids.ts";
import { waitingShop } from "#tests/support/desk.ts";
import { makeListing } from "#tests/support/market-rows.ts";
import { staffMember } from "#tests/support/people.ts";
import { openSite, type Site } from "#tests/support/site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

it("the audit log reads in words: roles, names, states, reasons and days", async () => {
  const { bench } = site;
  const staff = await staffMember(bench, "moderator", "certifier");
  const admin = await staffMember(bench, "admin");
  const { productId } = await makeListing(bench.sql, { name: "Miến nhật ký" });
  const certificateId = newId();
  const issued = await issueCertificate(bench.market, staff.viewer, {
    certificateId,
    productId,
    number: "NK-01",
    issuer: "Hội đồng thử",
    decisionNumber: "12/QĐ-UBND",
    stars: 4,
    validFrom: "2026-10-10",
    validTo: "2029-10-10",
  });
  if (!issued.ok) throw new Error(issued.code);
  const revoked = await revokeCertificate(bench.market, staff.viewer, {
    certificateId,
    reasonCode: "quality_differs",
    reason: "Mẫu kiểm có đường mía lẫn vào.",
    decisionNumber: "13/QĐ-UBND",
  });
  if (!revoked.ok) throw new Error(revoked.code);
  const shop = await waitingShop(bench.sql);
  const taken = await claimItem(bench.market, staff.viewer, { kind: "shop", id: shop });
  if (!taken.ok) throw new Error(taken.code);

  const answer = await fetch(`${site.url}/tinh/nhat-ky`, { headers: { cookie: admin.cookie } });
  expect(answer.status).toBe(200);
  const text = (await answer.text())
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<!--.*?-->/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
  for (const words of [
    "Kiểm duyệt, Chứng nhận",
    "NK-01, Miến nhật ký",
    "hiệu lực: đến hết 09/10/2029",
    "hiệu lực từ: 10/10/2026",
    "Chất lượng không như hồ sơ: Mẫu kiểm có đường mía lẫn vào.",
    "thu hồi: có",
    "Nhận việc để xem",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toMatch(/quality_differs|"state"|certifier|2029-10-10/);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
});
