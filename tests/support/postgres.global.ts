import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { createFamily } from "#services/processes/start/family.mjs";
import { pickPort } from "#services/processes/start/ports.mjs";
import { databaseUrl, embeddedBinaries, layOutCluster, startServer } from "#services/processes/start/postgres.mjs";
import { programRoot } from "#services/processes/start/root.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server, with its maintenance database `postgres`; clone `template_market` by its name. */
    postgresUrl: string;
  }
}

export const TEMPLATE = "template_market";
const PASSWORD = "test";

interface TestServer {
  url: string;
  stop: () => Promise<void>;
}

/** One server for all projects of a run: each project loads this module anew, so it is kept outside of it. */
const shared = globalThis as { choPhienTestServer?: { users: number; server: Promise<TestServer> } };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.choPhienTestServer ??= { users: 0, server: openTestServer() };
  const entry = shared.choPhienTestServer;
  entry.users++;
  const { url, stop } = await entry.server;
  project.provide("postgresUrl", url);
  return async () => {
    entry.users--;
    if (entry.users > 0) return;
    delete shared.choPhienTestServer;
    await stop();
  };
}

/** The server of CHO_PHIEN_TEST_DATABASE_URL, otherwise an embedded one in a temporary folder, with the template in it. */
async function openTestServer(): Promise<TestServer> {
  const given = process.env.CHO_PHIEN_TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => dropTemplate(given) } : await startTemporary();
  try {
    await makeTemplate(server.url);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** An embedded server that forgets durability for speed. It ends with this process even when that is killed. */
async function startTemporary(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "cho-phien-test-"));
  chmodSync(folder, 0o711);
  const family = createFamily();
  const stop = async () => {
    await family.stop((name) => name === "postgres", 10_000, "SIGQUIT");
    await family.stop(() => true, 1000);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const bin = embeddedBinaries(programRoot());
    const dir = join(folder, "postgres");
    await layOutCluster({ family, bin, dir, password: PASSWORD, durable: false });
    const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
    const port = await pickPort(undefined);
    await startServer({ family, bin, dir, port, log: join(folder, "postgres.log"), settings, rubbish: folder });
    return { url: databaseUrl(port, PASSWORD, "postgres"), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function dropTemplate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`drop database if exists ${TEMPLATE} with (force)`);
  await sql.end();
}

/** Lays the tables and the reference data out once; files clone it. */
async function makeTemplate(url: string): Promise<void> {
  await dropTemplate(url);
  const sql = postgres(url, { max: 1 });
  await sql.unsafe(`create database ${TEMPLATE}`);
  await sql.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  // Loaded here, so that a fault in them is told as one, with the server stopped again.
  const { migrateDatabase } = await import("#services/processes/migrate/migrate.ts");
  const { seedReference } = await import("#db/seeds/reference.ts");
  await migrateDatabase(template.href);
  await seedReference(template.href);
}
