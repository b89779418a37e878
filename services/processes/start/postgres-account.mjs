import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";
import { Refusal } from "./messages.mjs";

/**
 * As whom PostgreSQL runs, since it refuses to be root.
 * @typedef {{uid?: number, gid?: number, prefix: string[]}} Account `prefix`: words to put before its command
 */

function numberOf(flag) {
  const { status, stdout } = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
  return status === 0 ? Number(stdout.trim()) : null;
}

function postgresUser() {
  if (numberOf("-u") === null) {
    spawnSync("groupadd", ["--system", "postgres"]);
    spawnSync("useradd", ["--system", "--gid", "postgres", "--no-create-home", "--shell", "/bin/sh", "postgres"]);
  }
  const uid = numberOf("-u");
  const gid = numberOf("-g");
  if (uid === null || gid === null) {
    throw new Refusal(
      "PostgreSQL does not run as root and no user for it could be made: run npm start as an ordinary user.",
    );
  }
  return { uid, gid };
}

/**
 * Our own user; as root the user `postgres`, made where it is missing. A clone below /root is closed to that user:
 * there the server gets the right to pass through folders and nothing else.
 * @param {string} program a program it has to run @param {string} folder a folder it has to enter
 * @returns {Account}
 */
export function databaseAccount(program, folder) {
  if (userInfo().uid !== 0) return { prefix: [] };
  const { uid, gid } = postgresUser();
  const reach = ["/bin/sh", "-c", '"$1" -V >/dev/null && cd "$2"', "reach", program, folder];
  const plain = spawnSync(reach[0], reach.slice(1), { uid, gid, cwd: "/" });
  if (plain.status === 0) return { uid, gid, prefix: [] };
  const capabilities = "+dac_override,+dac_read_search";
  const prefix = ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  prefix.push(`--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`, "--");
  if (spawnSync(prefix[0], [...prefix.slice(1), ...reach], { cwd: "/" }).status === 0) return { uid, gid, prefix };
  throw new Refusal(
    `PostgreSQL does not run as root, and its user cannot enter ${folder} or ${program}: move the program to a folder open to all (e.g. /srv), or run npm start as an ordinary user.`,
  );
}

/** Command and options for a program run under `account`. @param {Account} account */
export function asAccount(account, program, args) {
  if (account.prefix.length > 0)
    return { command: account.prefix[0], args: [...account.prefix.slice(1), program, ...args], who: {} };
  const who = account.uid === undefined ? {} : { uid: account.uid, gid: account.gid };
  return { command: program, args, who };
}
