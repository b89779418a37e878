import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedDemo } from "#db/seeds/demo/market.ts";
import { makeAdmin } from "#services/accounts/make-admin.ts";
import { verifyPassword } from "#services/accounts/password.ts";
import { newId } from "#services/shared/ids.ts";
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

  it("shows stars for 45 products now, 3 of them for thirty days at most, and none for 6", async () => {
    const stars = "stars_in_force(p.id, market_now())";
    expect(await number(`select count(*) as n from products p where ${stars} is not null`)).toBe(45);
    expect(await number(`select count(*) as n from products p where ${stars} is null`)).toBe(6);
    await bench.advanceClock(31 * 86_400);
    expect(await number(`select count(*) as n from products p where ${stars} is not null`)).toBe(42);
    await bench.advanceClock(-31 * 86_400);
  });

  it("has one kind of goods sold out, two nearly, and of the others twenty units or more of each pack", async () => {
    const units = `select p.name, v.id as variant, sum(t.on_hand)::int as units from products p join listings l on l.product_id = p.id
      join variants v on v.listing_id = l.id join lots t on t.variant_id = v.id group by 1, 2`;
    const goods = (having: string) =>
      number(`select count(*) as n from (select name from (${units}) u group by name having ${having}) x`);
    expect(await goods("max(units) = 0")).toBe(1);
    expect(await goods("max(units) between 1 and 10")).toBe(2);
    expect(await goods("min(units) >= 20 and max(units) <= 300")).toBe(46);
  });

  it("marks spirits as alcohol in shops with a licence, one shop apart, and health food as such", async () => {
    const alcohol = "from products p join listings l on l.product_id = p.id where p.is_alcohol";
    expect(await number(`select count(*) as n ${alcohol}`)).toBe(5);
    expect(await number("select count(*) as n from products where not is_alcohol and name like 'Rượu%'")).toBe(0);
    const licensed =
      "exists (select 1 from shop_licences c where c.shop_id = l.shop_id and c.valid_to > market_today())";
    expect(await number(`select count(distinct l.shop_id) as n ${alcohol} and ${licensed}`)).toBe(3);
    expect(await number(`select count(distinct l.shop_id) as n ${alcohol} and not ${licensed}`)).toBe(1);
    expect(await number("select count(*) as n from products where is_health_protection")).toBe(3);
  });

  it("gives every producer a form, a made-up tax number and phone, and every shop a commune to send from", async () => {
    expect(await number("select count(*) as n from producers where tax_number !~ '^00[0-9]{8}$'")).toBe(0);
    expect(await number("select count(*) as n from producers where phone !~ '^[+]84900000[0-9]{3}$'")).toBe(0);
    const wrong = "(name like 'Hợp tác xã %') <> (legal_form = 'cooperative')";
    expect(await number(`select count(*) as n from producers where ${wrong}`)).toBe(0);
    expect(await number("select count(*) as n from producers where legal_form = 'company'")).toBe(5);
    expect(await number("select count(*) as n from shops where pickup_commune_code is null or story = ''")).toBe(0);
  });

  it("makes new passwords when the file with them is gone", async () => {
    const path = join(bench.settings.MARKET_DATA, "demo-accounts.json");
    const read = async () => JSON.parse(await readFile(path, "utf8")) as { login: string; password: string }[];
    const before = await read();
    await rm(path);
    await seedDemo(bench.market);
    const after = await read();
    expect(after.map((a) => a.login)).toEqual(before.map((a) => a.login));
    for (const [at, { login, password }] of after.entries()) {
      expect(password).not.toBe(before[at]?.password);
      const [row] =
        await bench.sql`select c.password as hash from credentials c join accounts a on a.id = c.user_id where a.email = ${login}`;
      expect(await verifyPassword({ hash: row?.hash, password })).toBe(true);
    }
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("stands beside a first administrator made at the console, whose account is made once", async () => {
    const one = await makeAdmin(bench.market, { email: "Quan-Tri@vidu.vn", password: "một mật khẩu đủ dài" });
    const two = await makeAdmin(bench.market, { email: "quan-tri@vidu.vn", password: "mật khẩu khác hẳn" });
    const email = "quan-tri@vidu.vn";
    expect([one, two]).toEqual([
      { ok: true, value: { email, hasNewPassword: true } },
      { ok: true, value: { email, hasNewPassword: false } },
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

  it("takes an account that nobody has confirmed from whoever opened it, when it is to be the administrator's", async () => {
    const id = newId();
    await bench.sql`insert into accounts (id, name, email) values (${id}, 'Người lạ', 'sap-lam@vidu.vn')`;
    await bench.sql`insert into credentials (id, account_id, provider_id, user_id, password)
      values (${newId()}, ${id}, 'credential', ${id}, 'của người lạ')`;
    const made = await makeAdmin(bench.market, { email: "sap-lam@vidu.vn", password: "mật khẩu của quản trị" });
    expect(made).toEqual({ ok: true, value: { email: "sap-lam@vidu.vn", hasNewPassword: true } });
    const rows = await bench.sql`select password as hash from credentials where user_id = ${id}`;
    expect(rows).toHaveLength(1);
    expect(await verifyPassword({ hash: rows[0]?.hash, password: "mật khẩu của quản trị" })).toBe(true);
  });
});
