import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#services/shared/ids.ts";
import { makeGoods } from "#tests/support/market-rows.ts";
import { type SignedInPerson, somebody, staffMember } from "#tests/support/people.ts";
import { someDay } from "#tests/support/show-rows.ts";
import { openSite, type Site } from "#tests/support/site.ts";

let site: Site;
let seller: SignedInPerson;
let stranger: SignedInPerson;
let variantId: string;

beforeAll(async () => {
  site = await openSite();
  const { sql } = site.bench;
  const goods = await makeGoods(sql, { priceVnd: 85_000, stars: 4 });
  variantId = goods.variantId;
  seller = await somebody(site.bench);
  stranger = await somebody(site.bench);
  await sql`insert into memberships (account_id, shop_id, role) values (${seller.accountId}, ${goods.shopId}, 'owner')`;
});
afterAll(() => site.stop());

const get = (path: string, cookie = "") => fetch(site.url + path, { headers: { cookie }, redirect: "manual" });

/** A form as a browser without JavaScript sends it. */
const send = (path: string, fields: Record<string, string>, cookie = "") =>
  fetch(site.url + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { cookie, origin: site.url },
    redirect: "manual",
  });

/** An act of the studio, as its page sends it. */
const act = (id: string, body: object | string, cookie = "") =>
  fetch(`${site.url}/api/live/${id}/act`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { cookie, origin: site.url, "content-type": "application/json" },
  });

async function plan(title = "Miến dong mẻ đầu vụ"): Promise<string> {
  const day = await someDay(site.bench.sql);
  const fields = { requestId: newId(), title, day, time: "19:30" };
  const answer = await send("/ban/live", fields, seller.cookie);
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
}

describe("planning without JavaScript", () => {
  it("plans a show, adds goods, keeps what was typed beside its error, and shows the gate", async () => {
    const path = await plan();
    const day = await someDay(site.bench.sql);
    const head = { title: "Miến dong", day, time: "20:00", hostId: seller.accountId };
    const added = await send(path, { ...head, version: "1", act: "add", add: variantId }, seller.cookie);
    expect(added.status).toBe(303);
    const item = { item: variantId, [`quota:${variantId}`]: "60", [`perBuyer:${variantId}`]: "5" };
    const typed = { ...head, version: "2", ...item, [`price:${variantId}`]: "99.000", act: "save" };
    const wrong = await send(path, typed, seller.cookie);
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toContain("99.000");
    expect(page).toContain("Không cao hơn giá ngoài phiên");
    const saved = await send(path, { ...typed, [`price:${variantId}`]: "78.000" }, seller.cookie);
    expect(saved.headers.get("location")).toContain("tin=luu");
    const stale = await send(path, { ...typed, [`price:${variantId}`]: "77.000" }, seller.cookie);
    expect(stale.status).toBe(409);
    const plain = await (await get(path, seller.cookie)).text();
    expect(plain).toContain("Người dẫn chưa xác minh");
    expect(plain).toContain("Máy chủ hình chưa sẵn sàng");
    const studio = await (await get(`${path}/studio`, seller.cookie)).text();
    expect(studio).toContain("Người giữ máy của chợ đặt LIVEKIT_URL, LIVEKIT_KEY và LIVEKIT_SECRET, rồi mở lại chợ.");
    const english = await (await get(path.replace("/ban/", "/en/sell/"), seller.cookie)).text();
    expect(english).toContain("Host not verified");
    expect(await (await get("/live")).text()).toContain("Miến dong");
    expect(await (await get("/en/live")).text()).toContain("Coming up");
  });

  it("is nobody else's: page, form and acts of the studio read as if they weren't there", async () => {
    const path = await plan("Phiên của người khác");
    const id = path.split("/").at(-1) ?? "";
    expect((await get(path, stranger.cookie)).status).toBe(404);
    expect((await send(path, { act: "call-off" }, stranger.cookie)).status).toBe(404);
    const [studioKey, itemId] = ["studio-of-the-test-0001", newId()];
    const acts = [
      { act: "enter", studioKey },
      { act: "open", studioKey },
      { act: "pin", itemId },
      { act: "unpin" },
      { act: "deal", itemId, requestId: newId(), seconds: 600 },
      { act: "end-deal", dealId: newId() },
      { act: "end" },
    ];
    for (const body of acts) expect((await act(id, body, stranger.cookie)).status).toBe(404);
    const signedOut = await act(id, { act: "open", studioKey });
    expect([signedOut.status, await signedOut.json()]).toEqual([401, { code: "signed_out" }]);
    expect((await get(`/api/live/${id}/figures`, stranger.cookie)).status).toBe(404);
  });

  it("a red gate answers the studio's acts with a code and opens nothing", async () => {
    const path = await plan("Phiên còn đỏ");
    const id = path.split("/").at(-1) ?? "";
    const studioKey = "studio-of-the-test-0001";
    const entered = await act(id, { act: "enter", studioKey, wantsPass: true }, seller.cookie);
    expect(await entered.json()).toMatchObject({ ok: true, value: { pass: null, gate: { isGreen: false } } });
    const opened = await act(id, { act: "open", studioKey }, seller.cookie);
    expect([opened.status, await opened.json()]).toMatchObject([422, { ok: false, code: "gate_red" }]);
    for (const odd of ["", "[]", "{", '{"act":"nothing"}', '{"act":"deal","itemId":1}']) {
      const answer = await act(id, odd, seller.cookie);
      expect(await answer.json()).toMatchObject({ ok: false, code: "malformed" });
    }
  });
});

describe("calls and passes", () => {
  it("a call to the webhook that nobody signed is refused without changing anything", async () => {
    const body = JSON.stringify({ id: newId(), event: "room_finished", room: { name: "x" } });
    for (const authorization of ["", "Bearer x", "eyJhbGciOiJub25lIn0.e30."]) {
      const headers = { "content-type": "application/webhook+json", ...(authorization ? { authorization } : {}) };
      const answer = await fetch(`${site.url}/api/livekit/webhook`, { method: "POST", body, headers });
      expect(answer.status).toBe(401);
    }
    expect(await site.bench.sql`select 1 from video_calls`).toHaveLength(0);
  });

  it("a pass is for a show that runs, and says what is missing", async () => {
    expect((await get("/api/live/khong-co/pass")).status).toBe(404);
    const path = await plan("Phiên chưa lên");
    const [show] = await site.bench.sql`select slug from shows where id = ${path.split("/").at(-1) ?? ""}`;
    const answer = await get(`/api/live/${show?.slug}/pass`);
    expect([answer.status, await answer.json()]).toEqual([409, { ok: false, code: "not_live" }]);
  });
});

describe("the province's desk", () => {
  it("records a host, once and with its reason when it ends, for moderators alone", async () => {
    const moderator = await staffMember(site.bench, "moderator");
    const finance = await staffMember(site.bench, "finance");
    const fields = { act: "record", accountId: seller.accountId, identityId: newId(), legalName: "Lường Thị Mai" };
    expect((await send("/tinh/live/nguoi-dan", { ...fields, paper: "passport" }, finance.cookie)).status).toBe(404);
    const unsaid = await send("/tinh/live/nguoi-dan", fields, moderator.cookie);
    expect(unsaid.status).toBe(422);
    expect(await unsaid.text()).toContain("Chọn loại giấy tờ đã xem.");
    const done = await send("/tinh/live/nguoi-dan", { ...fields, paper: "passport" }, moderator.cookie);
    expect(done.status).toBe(303);
    expect(await (await get("/tinh/live/nguoi-dan", moderator.cookie)).text()).toContain("Đã xác minh");
    expect((await get("/tinh/live", moderator.cookie)).status).toBe(200);
    expect((await get("/en/province/live", moderator.cookie)).status).toBe(200);
    expect((await get("/tinh/live", seller.cookie)).status).toBe(404);
  });
});
