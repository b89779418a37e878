import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FilePort } from "#services/catalogue/file-port.ts";
import { newId } from "#services/shared/ids.ts";

const KEY = /^[a-z0-9-]+(\/[A-Za-z0-9._-]+)+$/;

/** Files below one folder. Written to a temporary name, flushed, then renamed: a reader never sees half a file. */
export function localFiles(folder: string): FilePort {
  const pathOf = (key: string) => {
    if (!KEY.test(key) || key.includes("..")) throw new Error("not a storage key");
    return join(folder, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const temporary = `${path}.${newId()}.part`;
      const file = await open(temporary, "w", 0o640);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}
