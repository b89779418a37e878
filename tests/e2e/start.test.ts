import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { commandOf, readProcessList, send, stampOf, waitUntil } from "#services/processes/start/processes.mjs";
import { programRoot } from "#services/processes/start/root.mjs";
import { livekitProgram } from "#tests/support/livekit.ts";
import { debianPostgres, openOwnServer } from "#tests/support/own-postgres.ts";
import { skipUnless } from "#tests/support/skip.ts";
import { answers, cleanEnvironment, npmStart, openGround, type StartedMarket } from "#tests/support/start-market.ts";

type Ground = Awaited<ReturnType<typeof openGround>>;

/** The running database of a data folder, by the command that people use. */
function databaseOf(data: string): string {
  const { stdout } = spawnSync("npm", ["run", "-s", "db:url", "--", "--data", data], {
    cwd: programRoot(),
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  return stdout.trim();
}

async function query<T>(data: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(databaseOf(data), { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Processes whose command names the data folder, PostgreSQL's own among them. */
function serversOf(data: string): string[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "command="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(join(data, "postgres")));
}

describe("npm start", () => {
  let ground: Ground;
  let market: StartedMarket;
  beforeAll(async () => {
    ground = await openGround();
    market = npmStart(ground.args);
    await market.says("Ctrl-C stops everything");
  });
  afterAll(() => ground.clear());

  it("opens the market and says each step with the time it took", async () => {
    expect(await answers(ground.url)).toBe(true);
    for (const step of [
      "Node and npm",
      "Data folder",
      "Packages",
      "Build",
      "PostgreSQL",
      "Migrations",
      "Search",
      "Market",
    ]) {
      expect(market.said()).toMatch(new RegExp(`✓ ${step}.* \\(\\d+(\\.\\d)? s\\)`));
    }
  });

  it("ends with the address, seven demo accounts and what runs on which engine", () => {
    const said = market.said();
    expect(said).toContain(`Chợ Phiên is open: ${ground.url}`);
    const accounts: { role: string; login: string; password: string }[] = JSON.parse(
      readFileSync(join(ground.data, "demo-accounts.json"), "utf8"),
    );
    expect(accounts).toHaveLength(7);
    const lines = said.split("\n");
    for (const { login, password } of accounts) {
      expect(lines.filter((line) => line.includes(login) && line.includes(password))).toHaveLength(1);
    }
    expect(said).toMatch(/database\s+PostgreSQL \(embedded\)/);
    expect(said).toMatch(/search\s+PostgreSQL/);
    expect(said).toMatch(/payment\s+local gateway, no real money moves/);
  });

  it("starts a role again that was killed", async () => {
    for (const role of ["web", "worker", "gateway"]) {
      const pid = ground.pidOf(role);
      expect(commandOf(pid)).toContain(role);
      send(pid, "SIGKILL");
      await market.says(`${role} is running again`, 20_000);
      expect(ground.pidOf(role)).not.toBe(pid);
    }
    expect(await answers(ground.url)).toBe(true);
  });

  it("starts PostgreSQL again when it was killed, and the market answers on", async () => {
    await query(ground.data, (sql) => sql`create table kept_by_test as select 1 as n`);
    send(ground.pidOf("postgres"), "SIGKILL");
    await market.says("postgres is running again", 40_000);
    expect(await waitUntil(() => answers(ground.url), 20_000, 200)).toBe(true);
    expect(await query(ground.data, (sql) => sql`select n from kept_by_test`)).toEqual([{ n: 1 }]);
  });

  it("refuses a second start on the same folder, with one sentence", async () => {
    const second = npmStart([...ground.args.slice(0, 2), "--port", String(ground.port + 1)]);
    expect(await second.ended).not.toBe(0);
    expect(second.said()).toContain(`A market already runs on ${ground.data}`);
    expect(second.said()).not.toMatch(/^\s+at /m);
  });

  it("refuses a taken port with one sentence and leaves the market that holds it alone", async () => {
    const other = await openGround();
    onTestFinished(() => other.clear());
    const second = npmStart(["--data", other.data, "--port", String(ground.port)]);
    expect(await second.ended).not.toBe(0);
    expect(second.said()).toContain(`Port ${ground.port} is taken by another program`);
    expect(second.said()).not.toMatch(/^\s+at /m);
    expect(await answers(ground.url)).toBe(true);
  });

  it("opens a second market beside it, on other inner ports and without a demonstration show, and stopping that one leaves the first alone", async () => {
    const other = await openGround();
    onTestFinished(() => other.clear());
    const second = npmStart([...other.args, "--no-demo-show"]);
    await second.says("Ctrl-C stops everything");
    expect(await answers(other.url)).toBe(true);
    const hasShow = (of: Ground) => of.processes().some(({ name }) => name === "demo-show");
    expect([hasShow(ground), hasShow(other)]).toEqual([livekitProgram() !== null, false]);
    const inner = (of: Ground) => Object.values<number>(of.mark().ports);
    expect(inner(ground).filter((port) => inner(other).includes(port))).toEqual([]);
    other.ctrlC(second);
    await second.ended;
    expect(await answers(ground.url)).toBe(true);
  });

  it("is open again with nothing lost after everything was killed at once", async () => {
    await query(ground.data, (sql) => sql`insert into kept_by_test values (2)`);
    const all = [ground.supervisor(), ...ground.processes().map(({ pid }) => pid)];
    for (const pid of all) send(pid, "SIGKILL");
    await market.ended;
    market = npmStart(ground.args);
    await market.says("Ctrl-C stops everything");
    expect(await answers(ground.url)).toBe(true);
    expect(await query(ground.data, (sql) => sql`select n from kept_by_test order by n`)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("leaves nothing running when the supervisor alone is killed, and starts again", async () => {
    const left = ground.processes();
    send(ground.supervisor(), "SIGKILL");
    await market.ended;
    expect(await waitUntil(() => left.every(({ pid, stamp }) => stampOf(pid) !== stamp), 20_000)).toBe(true);
    expect(serversOf(ground.data)).toEqual([]);
    market = npmStart(ground.args);
    await market.says("Ctrl-C stops everything");
    expect(await query(ground.data, (sql) => sql`select count(*)::int as n from kept_by_test`)).toEqual([{ n: 2 }]);
  });

  it.each(["SIGTERM", "SIGKILL"] as const)("ends with the npm that runs it, when that gets a %s", async (signal) => {
    const started = ground.processes();
    send(market.npm.pid ?? 0, signal);
    expect(await waitUntil(() => ground.supervisor() === 0, 12_000)).toBe(true);
    expect(started.filter(({ pid, stamp }) => stampOf(pid) === stamp)).toEqual([]);
    market = npmStart(ground.args);
    await market.says("Ctrl-C stops everything");
  });

  it("stops everything it started on Ctrl-C within ten seconds, and no database answers any more", async () => {
    const started = [...ground.processes().map(({ pid, stamp }) => ({ pid, stamp }))];
    expect(started.length).toBeGreaterThanOrEqual(4);
    ground.ctrlC(market);
    expect(await waitUntil(() => started.every(({ pid, stamp }) => stampOf(pid) !== stamp), 10_000)).toBe(true);
    expect(await waitUntil(() => ground.supervisor() === 0, 2000)).toBe(true);
    expect(serversOf(ground.data)).toEqual([]);
    expect(readProcessList(join(ground.data, "processes.json"))).toEqual([]);
    expect(databaseOf(ground.data)).toBe("");
  });

  it("refuses a folder that a newer version has used, and one whose database is gone", async () => {
    const file = join(ground.data, "cho-phien.json");
    const mark = ground.mark();
    writeFileSync(file, JSON.stringify({ ...mark, migrations: 10_000 }));
    const newer = npmStart(ground.args);
    expect(await newer.ended).not.toBe(0);
    expect(newer.said()).toContain("newer version of Chợ Phiên");
    writeFileSync(file, JSON.stringify(mark));
    rmSync(join(ground.data, "postgres/PG_VERSION"));
    const broken = npmStart(ground.args);
    expect(await broken.ended).not.toBe(0);
    expect(broken.said()).toMatch(/The database in .* is missing or broken/);
    expect(broken.said()).not.toMatch(/^\s+at /m);
  });

  it("begins anew with --reset --yes", async () => {
    market = npmStart([...ground.args, "--reset", "--yes"]);
    await market.says("Ctrl-C stops everything");
    expect(await query(ground.data, (sql) => sql`select to_regclass('kept_by_test') as name`)).toEqual([
      { name: null },
    ]);
    ground.ctrlC(market);
    await market.ended;
  });
});

describe("npm start on a database of one's own", () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await openGround();
  });
  afterEach(() => ground.clear());

  it("asks for what a real market needs, in one sentence", async () => {
    const market = npmStart(ground.args, { DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" });
    expect(await market.ended).not.toBe(0);
    expect(market.said()).toContain("needs PUBLIC_URL and APP_SECRET");
    expect(existsSync(ground.data)).toBe(false);
  });

  it("is a real market on Debian's PostgreSQL, for a user who owns one database and no more", async () => {
    const bin = debianPostgres();
    const title = "npm start on a PostgreSQL of one's own";
    skipUnless(bin, title, "no PostgreSQL of Debian's: apt-get install postgresql-15");
    const server = await openOwnServer(bin ?? "");
    onTestFinished(server.stop);
    const settings = { PUBLIC_URL: "https://cho.example", APP_SECRET: "0123456789abcdef0123456789abcdef" };
    const market = npmStart(ground.args, { DATABASE_URL: server.url, ...settings });
    await market.says("Ctrl-C stops everything");
    expect(await answers(ground.url)).toBe(true);
    expect(market.said()).toContain("Chợ Phiên is open: https://cho.example");
    expect(market.said()).not.toMatch(/Demo accounts|local gateway/);
    expect(existsSync(join(ground.data, "postgres"))).toBe(false);
    expect(ground.processes().map(({ name }) => name)).toEqual(["web", "worker", "realtime"]);
    ground.ctrlC(market);
    await market.ended;
    expect(await server.alive()).toBe(true);
  });

  it("says when no server answers there, without the password", async () => {
    const settings = { PUBLIC_URL: "https://cho.example", APP_SECRET: "0123456789abcdef0123456789abcdef" };
    const market = npmStart(ground.args, {
      DATABASE_URL: "postgres://nobody:hidden-word@127.0.0.1:1/none",
      ...settings,
    });
    expect(await market.ended).not.toBe(0);
    expect(market.said()).toContain("No PostgreSQL answers at 127.0.0.1:1");
    expect(market.said()).not.toContain("hidden-word");
  });
});
