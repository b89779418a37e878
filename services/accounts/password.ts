import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<"argon2id", Argon2Parameters, Buffer>(argon2);

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
/** What a hash from the table may ask for at most, so that a planted row cannot exhaust the machine. */
const MAX_MEMORY_KIB = 262_144;
const MAX_PASSES = 10;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const encode = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** NFC: the same accented password typed on two keyboards may differ in composition. */
const message = (password: string) => Buffer.from(password.normalize("NFC"), "utf8");

/** Hashes a password with argon2id; answers the PHC string `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive("argon2id", {
    message: message(password),
    nonce,
    parallelism: LANES,
    tagLength: TAG_BYTES,
    memory: MEMORY_KIB,
    passes: PASSES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${encode(nonce)}$${encode(tag)}`;
}

/** Whether a password belongs to a PHC string of `hashPassword`; false for a string of any other kind. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const parts = PHC.exec(hash);
  if (!parts) return false;
  const [memory, passes, parallelism] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (memory > MAX_MEMORY_KIB || passes > MAX_PASSES || passes < 1 || parallelism < 1 || memory < 8 * parallelism)
    return false;
  const expected = Buffer.from(parts[5] ?? "", "base64");
  const tag = await derive("argon2id", {
    message: message(password),
    nonce: Buffer.from(parts[4] ?? "", "base64"),
    parallelism,
    tagLength: expected.length,
    memory,
    passes,
  });
  return timingSafeEqual(tag, expected);
}
