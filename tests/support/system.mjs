import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** True where packages can be installed: Debian or one of its children, as root. */
export function mayInstall() {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Installs Debian packages; null when they are there, otherwise why not. */
export function installPackages(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...names]]) {
    const { status, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (status !== 0) return `apt-get ${args[0]} failed: ${(stderr ?? "").trim().split("\n").at(-1) ?? ""}`;
  }
  return null;
}

const CLUSTER_SETTINGS = "/etc/postgresql-common/createcluster.conf";

/** Installs Debian's PostgreSQL for the tests of a database of one's own, without the server that it would start. */
export function installPostgres() {
  const problem = installPackages(["postgresql-common"]);
  if (problem !== null) return problem;
  const before = readFileSync(CLUSTER_SETTINGS, "utf8");
  try {
    writeFileSync(CLUSTER_SETTINGS, `${before}\ncreate_main_cluster = false\n`);
    return installPackages(["postgresql"]);
  } finally {
    writeFileSync(CLUSTER_SETTINGS, before);
  }
}

const UNPACKED = "node_modules/.cache/debian";
const FOLDERS = ["/usr/sbin", "/usr/bin"];

/**
 * Path of a program on this machine, or out of Debian's package of that name, unpacked into a folder of ours: nothing is
 * installed or started by it. Null where neither can be had.
 */
export function debianProgram(name) {
  const places = [...(process.env.PATH ?? "").split(delimiter), ...FOLDERS];
  const unpacked = FOLDERS.map((folder) => join(UNPACKED, name, folder));
  const find = () =>
    [...places, ...unpacked].map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
  if (find() !== null || !existsSync("/etc/debian_version")) return find();
  const cwd = join(UNPACKED, name);
  mkdirSync(cwd, { recursive: true });
  if (mayInstall()) spawnSync("apt-get", ["update"]);
  spawnSync("apt-get", ["download", name], { cwd });
  const file = readdirSync(cwd).find((entry) => entry.endsWith(".deb"));
  if (file !== undefined) spawnSync("dpkg", ["-x", file, "."], { cwd });
  return find();
}
