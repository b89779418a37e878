import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedGenerated } from "#db/seeds/demo/generated.ts";
import { seedDemo } from "#db/seeds/demo/market.ts";
import { makeAdmin } from "#services/accounts/make-admin.ts";
import { verifyPassword } from "#services/accounts/password.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";

describe("the demo market", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    await seedDemo(bench.market);
  });
  afterAll(() => bench.end());

  const number = async (query: string) => Number((await bench.sql.unsafe(query))[0]?.n);

  it("shows all 51 public products, 42 with a certificate in force for long, 3 ending within thirty days, 6 without stars", async () => {
    expect(await number("select count(*) as n from listings where state = 'approved'")).toBe(51);
    const inForce = "from all_stars_in_force(market_now()) s join certificates c on c.id = s.certificate_id";
    expect(await number(`select count(*) as n ${inForce} where c.valid_to - market_today() > 30`)).toBe(42);
    expect(await number(`select count(*) as n ${inForce} where c.valid_to - market_today() <= 30`)).toBe(3);
    expect(await number("select count(*) as n from certificates where valid_to <= market_today()")).toBe(3);
    expect(await number("select count(*) as n from certificate_events where kind = 'revoked'")).toBe(1);
    expect(
      await number(
        "select count(*) as n from products p where not exists (select 1 from certificates c where c.product_id = p.id)",
      ),
    ).toBe(2);
  });

  it("says of every certificate, shop and person that it is a demonstration", async () => {
    expect(
      await number(
        "select count(*) as n from certificates where number not like 'DEMO-%' or issuer <> 'minh họa' or not is_demo",
      ),
    ).toBe(0);
    expect(await number("select count(*) as n from shops where not is_demo")).toBe(0);
    expect(await number("select count(*) as n from accounts where not is_demo or email not like '%.invalid'")).toBe(0);
    expect(await number("select count(*) as n from shipping_tariffs where not is_demo")).toBe(0);
    expect(await number("select count(*) as n from variants where gtin is not null")).toBe(0);
  });

  it("gives every product a picture, goods a price and a lot, and the two homestays neither", async () => {
    expect(
      await number(
        "select count(*) as n from listings l where not exists (select 1 from listing_pictures p where p.listing_id = l.id)",
      ),
    ).toBe(0);
    expect(await number("select count(*) as n from products where kind = 'service'")).toBe(2);
    const goods = "from listings l join products p on p.id = l.product_id where p.kind = 'goods'";
    expect(
      await number(`select count(*) as n ${goods} and (l.from_price_vnd is null or l.lead_variant_id is null)`),
    ).toBe(0);
    expect(
      await number(
        "select count(*) as n from variants v join listings l on l.id = v.listing_id join products p on p.id = l.product_id where p.kind = 'service'",
      ),
    ).toBe(0);
    const [picture] = await bench.sql`select content_hash from pictures limit 1`;
    expect((await bench.market.files.get(`public/${picture?.content_hash}-400.webp`))?.length).toBeGreaterThan(1000);
  });

  it("has seven people whose passwords are kept for the start to print, readable by the owner alone", async () => {
    const path = join(bench.settings.MARKET_DATA, "demo-accounts.json");
    const accounts = JSON.parse(await readFile(path, "utf8")) as { role: string; login: string; password: string }[];
    expect(accounts.map((a) => a.role).sort()).toEqual([
      "admin",
      "certifier",
      "finance",
      "moderator",
      "producer",
      "producer",
      "shopper",
    ]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const first = accounts[0];
    const [row] =
      await bench.sql`select c.password from credentials c join accounts a on a.id = c.user_id where a.email = ${first?.login ?? ""}`;
    expect(await verifyPassword({ hash: row?.password, password: first?.password ?? "" })).toBe(true);
  });

  it("is laid out once: seeding again changes nothing", async () => {
    const before =
      await bench.sql`select (select count(*) from listings) as l, (select count(*) from lots) as s, (select count(*) from accounts) as a, (select sum(on_hand) from lots) as u`;
    expect((await seedDemo(bench.market)).isNew).toBe(false);
    const after =
      await bench.sql`select (select count(*) from listings) as l, (select count(*) from lots) as s, (select count(*) from accounts) as a, (select sum(on_hand) from lots) as u`;
    expect(after[0]).toEqual(before[0]);
  });

  it("takes generated goods beside its own: forty shops, 45 % food, 4 % noodles, all kinds of certificates", async () => {
    await seedGenerated(bench.market.db, 1000, () => {});
    const made = "from listings l join products p on p.id = l.product_id where l.slug like 'hang-sinh-%'";
    expect(await number(`select count(*) as n ${made}`)).toBe(1000);
    expect(await number(`select count(distinct l.shop_id) as n ${made}`)).toBe(40);
    expect(await number(`select count(*) as n ${made} and l.group_number = 1`)).toBe(450);
    expect(await number(`select count(*) as n ${made} and p.name like 'Miến dong%'`)).toBe(40);
    expect(await number(`select count(*) as n ${made} and l.from_price_vnd is null`)).toBe(0);
    expect(await number("select count(*) as n from lots where reserved <> 0")).toBe(0);
  });

  it("stands beside a first administrator made at the console, whose account is made once", async () => {
    const one = await makeAdmin(bench.market, { email: "Quan-Tri@vidu.vn", password: "một mật khẩu đủ dài" });
    const two = await makeAdmin(bench.market, { email: "quan-tri@vidu.vn", password: "mật khẩu khác hẳn" });
    expect([one, two]).toEqual([
      { ok: true, value: { isNew: true } },
      { ok: true, value: { isNew: false } },
    ]);
    expect(await makeAdmin(bench.market, { email: "không phải thư", password: "x" })).toMatchObject({
      ok: false,
      code: "bad_email",
    });
    expect(
      await number(
        "select count(*) as n from staff_roles r join accounts a on a.id = r.account_id where a.email = 'quan-tri@vidu.vn' and r.role = 'admin'",
      ),
    ).toBe(1);
  });
});
