// Run by build.mjs as a process of its own: node compress.mjs ROOT
import * as fs from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const SMALL = 1024;

/** Writes .br and .gz beside every text file of the client build, so that no request waits for a compressor. */
function compressIn(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      compressIn(path);
    } else if (/\.(js|css|svg|json|webmanifest|txt)$/.test(entry.name)) {
      const bytes = fs.readFileSync(path);
      if (bytes.length < SMALL) continue;
      fs.writeFileSync(`${path}.br`, brotliCompressSync(bytes));
      fs.writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  }
}

compressIn(join(resolve(process.argv[2] ?? "."), "build/client"));
