import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { judge } from "#app/http/guard.ts";
import { type RouteEntry, routeTable } from "#app/routes-table.ts";
import { banAccount, takeRole } from "#services/accounts/change-standing.ts";
import { newId } from "#services/shared/ids.ts";
import { nobody } from "#services/shared/viewer.ts";
import { openAccessServer } from "#tests/support/access-server.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { type SignedInPerson, somebody, staffMember, viewerOf } from "#tests/support/people.ts";

let bench: Bench;
let server: Awaited<ReturnType<typeof openAccessServer>>;
const people: Record<string, SignedInPerson> = {};

async function producer(): Promise<SignedInPerson> {
  const person = await somebody(bench);
  const [producerId, shopId] = [newId(), newId()];
  await bench.sql`insert into producers (id, legal_form, name) values (${producerId}, 'household', 'Hộ mẫu')`;
  await bench.sql`
    insert into shops (id, producer_id, slug, name) values (${shopId}, ${producerId}, ${`shop-${shopId}`}, 'Cửa hàng mẫu')`;
  await bench.sql`
    insert into memberships (account_id, shop_id, role) values (${person.accountId}, ${shopId}, 'owner')`;
  return { ...person, viewer: await viewerOf(bench.market, person.cookie) };
}

beforeAll(async () => {
  bench = await openBench();
  server = await openAccessServer(bench.market);
  people.shopper = await somebody(bench);
  people.producer = await producer();
  people.moderator = await staffMember(bench, "moderator");
  people.certifier = await staffMember(bench, "certifier");
  people.finance = await staffMember(bench, "finance");
  people.admin = await staffMember(bench, "admin");
});
afterAll(async () => {
  await server.close();
  await bench.end();
});
beforeEach(() => {
  server.reached.length = 0;
});

const filled = (path: string) => path.replace(/:(\w+)/g, "x1").replace("/*", "/no/such/page");
const addresses = (entry: RouteEntry) => [entry.vi, ...(entry.en === null ? [] : [entry.en])].map(filled);
const dataOf = (path: string) => (path === "/" ? "/_root.data" : `${path}.data`);
const who = ["a stranger", "shopper", "producer", "moderator", "certifier", "finance", "admin"];
const personOf = (name: string) => people[name] ?? { viewer: nobody, cookie: "" };

describe.each(who)("to %s", (name) => {
  it("every address opens, sends to sign in or isn't there, as the table says, and nothing else is loaded", async () => {
    const { viewer, cookie } = personOf(name);
    for (const entry of routeTable) {
      const verdict = judge(entry, false, viewer, true);
      for (const path of addresses(entry)) {
        server.reached.length = 0;
        const answer = await server.read(path, cookie);
        const place = answer.headers.get("location");
        const seen = verdict === "pass" ? [200, null] : verdict === "sign-in" ? [302, "to sign-in"] : [404, null];
        expect([path, answer.status, place && "to sign-in"]).toEqual([path, ...seen]);
        if (place)
          expect(place).toBe(`${path.startsWith("/en") ? "/en/sign-in" : "/dang-nhap"}?ve=${encodeURIComponent(path)}`);
        expect(server.reached).toEqual(verdict === "pass" ? [`read ${entry.id}`] : []);
      }
    }
  });

  it("the data of every page is as open as the page", async () => {
    const { viewer, cookie } = personOf(name);
    for (const entry of routeTable.filter((e) => e.layout !== "none" && e.id !== "not-found")) {
      const verdict = judge(entry, false, viewer, true);
      for (const path of addresses(entry)) {
        server.reached.length = 0;
        const answer = await server.read(dataOf(path), cookie);
        const text = await answer.text();
        expect([path, server.reached]).toEqual([path, verdict === "pass" ? [`read ${entry.id}`] : []]);
        if (verdict === "sign-in")
          expect([path, text.includes("/dang-nhap?ve=") || text.includes("/en/sign-in?ve=")]).toEqual([path, true]);
        if (verdict === "not-found") expect([path, answer.status]).toEqual([path, 404]);
      }
    }
  });

  it("every write is taken, finds its session over or isn't there, as the table says", async () => {
    const { viewer, cookie } = personOf(name);
    for (const entry of routeTable) {
      const verdict = judge(entry, true, viewer, true);
      const isOpen = verdict === "pass";
      for (const path of [...addresses(entry), ...addresses(entry).map(dataOf)]) {
        server.reached.length = 0;
        const answer = await server.write(path, cookie);
        expect([path, server.reached]).toEqual([path, isOpen ? [`write ${entry.id}`] : []]);
        // Remix itself takes no write at the front page's data.
        const refusedAs = verdict === "signed-out" ? 401 : path === "/_root.data" ? 405 : 404;
        if (!isOpen) expect([path, answer.status]).toEqual([path, refusedAs]);
      }
    }
  });
});

describe("a role", () => {
  it("that was taken and a ban shut the doors at the very next request", async () => {
    const [first, second] = [await staffMember(bench, "moderator"), await somebody(bench)];
    const admin = personOf("admin").viewer;
    expect((await server.read("/tinh", first.cookie)).status).toBe(200);
    await takeRole(bench.market, admin, { accountId: first.accountId, role: "moderator", reason: "x" });
    expect((await server.read("/tinh", first.cookie)).status).toBe(404);
    expect((await server.read("/tai-khoan", second.cookie)).status).toBe(200);
    await banAccount(bench.market, admin, { accountId: second.accountId, reason: "x" });
    expect((await server.read("/tai-khoan", second.cookie)).status).toBe(302);
  });
});

describe("at the edge", () => {
  // A caller who takes pages is told by the catch-all's page, which stands in no build of the table alone.
  const words = { accept: "text/plain" };
  const forged: [string, Record<string, string>][] = [
    ["without Origin and Sec-Fetch-Site", {}],
    ["from another site", { "sec-fetch-site": "cross-site" }],
    ["with a foreign Origin", { origin: "https://evil.example" }],
    ["with a null Origin", { origin: "null" }],
    ["with a forwarded host that isn't ours", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }],
  ];
  it.each(forged)("a write %s is refused with 403 and reaches nothing", async (_, headers) => {
    for (const path of ["/dang-xuat", "/tinh/nguoi", "/tinh/nguoi.data", "/gio-hang"]) {
      expect((await server.write(path, personOf("admin").cookie, { ...words, ...headers })).status).toBe(403);
    }
    expect(server.reached).toEqual([]);
  });

  it("odd methods, broken addresses and bodies of no length or too much of it are refused in words", async () => {
    const own = { ...words, "sec-fetch-site": "same-origin" };
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
      expect((await server.send("/", { method, headers: own })).status).toBe(405);
    }
    expect((await server.send("/%E0%A4%A", { headers: words })).status).toBe(400);
    const large = await server.send("/dang-nhap", { method: "POST", headers: own, body: "x".repeat(1_000_001) });
    expect(large.status).toBe(413);
    expect(server.reached).toEqual([]);
  });

  it("no way of writing an address comes past the guard", async () => {
    const tries = [
      "/tinh/nguoi/",
      "/tinh//nguoi",
      "//tinh/nguoi",
      "/TINH/NGUOI",
      "/%74inh/nguoi",
      "/tinh/%6eguoi",
      "/tinh/nguoi.data",
      "/tinh/nguoi/.data",
      "/tinh/nguoi.data/",
      "/tinh/nguoi.data.data",
      "/xa/../tinh/nguoi",
      "/tinh/nguoi%2f",
      "/tinh/nguoi;x=1",
      "/tinh/nguoi?_routes=staff-people",
      "/tinh/nguoi.data?_routes=staff-people",
      "/tinh/nguoi?_data=staff-people",
      "/dang-nhap?_data=staff-people",
      "/dang-nhap.data?_routes=staff-people",
      "/en/PROVINCE/people",
    ];
    for (const path of tries) {
      await server.read(path, personOf("moderator").cookie);
      await server.read(path);
    }
    expect(server.reached.filter((r) => r.includes("staff"))).toEqual([]);
  });
});
