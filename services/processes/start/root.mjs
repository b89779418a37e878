import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the program: this one, or CHO_PHIEN_ROOT, with which tests run the commands on a tree of their own. */
export function programRoot() {
  return resolve(process.env.CHO_PHIEN_ROOT ?? fileURLToPath(new URL("../../..", import.meta.url)));
}
