import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { createFamily } from "#services/processes/start/family.mjs";
import { pickPort } from "#services/processes/start/ports.mjs";
import { databaseUrl, layOutCluster, startServer } from "#services/processes/start/postgres.mjs";

const DEBIAN = "/usr/lib/postgresql";

/** Programs of the oldest PostgreSQL from 15 on that Debian's packages have put on this machine, or null. */
export function debianPostgres(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN)
    .map(Number)
    .filter((version) => version >= 15);
  const folders = versions.sort((a, b) => a - b).map((version) => join(DEBIAN, String(version), "bin"));
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

/** A server of another make than ours, with a database `shop` and a user who owns that and is nothing more. */
export async function openOwnServer(bin: string) {
  const folder = mkdtempSync(join(tmpdir(), "cho-phien-own-"));
  chmodSync(folder, 0o711);
  const family = createFamily();
  const dir = join(folder, "postgres");
  await layOutCluster({ family, bin, dir, password: "admin", durable: false });
  const port = await pickPort(undefined);
  await startServer({
    family,
    bin,
    dir,
    port,
    log: join(folder, "postgres.log"),
    settings: { fsync: "off" },
    rubbish: folder,
  });
  const admin = databaseUrl(port, "admin", "postgres");
  const sql = postgres(admin, { max: 1 });
  await sql`create role keeper login password 'keeper'`;
  await sql`create database shop owner keeper`;
  await sql.end();
  return {
    url: `postgres://keeper:keeper@127.0.0.1:${port}/shop`,
    async alive() {
      const again = postgres(admin, { max: 1 });
      const [row] = await again`select 1 as one`;
      await again.end();
      return row?.one === 1;
    },
    async stop() {
      await family.stop((name: string) => name === "postgres", 8000, "SIGQUIT");
      await family.stop(() => true, 1000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
