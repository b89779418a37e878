import * as fs from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { DownloadError, digestInList, digestInRelease, download, readText } from "./download.mjs";
import { withLock } from "./lock.mjs";

const BUILD_WITHIN = 20 * 60_000;

/**
 * An engine that the set-up can fetch or build: the name of its program, the release that is pinned, where its
 * publisher has it and lists its digest, and the Go package to build it from where there is one.
 * @typedef {{
 *   program: string, version: string, goPackage: string | null, goBinary: string,
 *   release: (platform: string, arch: string) => {file: string, address: string, digests: string,
 *     digestOf: (text: string, name: string) => string, isArchive: boolean} | null
 * }} Engine
 */

const CPU = { x64: "amd64", arm64: "arm64" };

/** @param {string} [base] the publisher's address; tests have one of their own @returns {Engine} */
export function livekitEngine(base = "https://github.com/livekit/livekit/releases/download") {
  const version = "1.13.5";
  return {
    program: "livekit-server",
    version,
    goPackage: `github.com/livekit/livekit-server/cmd/server@v${version}`,
    goBinary: "server",
    release(platform, arch) {
      const cpu = CPU[arch];
      // Its releases carry no program for macOS.
      if (platform !== "linux" || !cpu) return null;
      const file = `livekit_${version}_linux_${cpu}.tar.gz`;
      const folder = `${base}/v${version}`;
      return {
        file,
        address: `${folder}/${file}`,
        digests: `${folder}/checksums.txt`,
        digestOf: digestInList,
        isArchive: true,
      };
    },
  };
}

/** @param {string} [base] @param {string} [api] @returns {Engine} */
export function meilisearchEngine(
  base = "https://github.com/meilisearch/meilisearch/releases/download",
  api = "https://api.github.com/repos/meilisearch/meilisearch/releases/tags",
) {
  const version = "1.50.0";
  const names = { linux: { x64: "linux-amd64", arm64: "linux-aarch64" }, darwin: { arm64: "macos-apple-silicon" } };
  return {
    program: "meilisearch",
    version,
    goPackage: null,
    goBinary: "",
    release(platform, arch) {
      const name = names[platform]?.[arch];
      if (!name) return null;
      const file = `meilisearch-${name}`;
      return {
        file,
        address: `${base}/v${version}/${file}`,
        digests: `${api}/v${version}`,
        digestOf: digestInRelease,
        isArchive: false,
      };
    },
  };
}

/** The folder that all checkouts of this person share. */
export function cacheFolder(env) {
  return join(env.XDG_CACHE_HOME || join(env.HOME ?? homedir(), ".cache"), "cho-phien");
}

export function isProgram(path) {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return fs.statSync(path).isFile();
  } catch {
    return false;
  }
}

const onPath = (env, name) =>
  (env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isProgram) ?? null;

/** The program on the path or in the cache folder, or null. @param {string} program */
export function findEngine(program, env) {
  const cached = join(cacheFolder(env), program);
  return onPath(env, program) ?? (isProgram(cached) ? cached : null);
}

/** What can be done about an engine that isn't there, said before it is tried. @param {Engine} engine */
export function waysTo(engine, env) {
  const { platform, arch } = process;
  const ways = [];
  if (engine.release(platform, arch)) ways.push("download");
  if (engine.goPackage && onPath(env, "go")) ways.push("build");
  return ways;
}

/** Fetches the pinned release into `folder` and gives the path of the program in it. */
async function fetchRelease({ engine, family, folder, patience }) {
  const release = engine.release(process.platform, process.arch);
  if (!release) throw new DownloadError(`${engine.program} has no release for ${process.platform} ${process.arch}`);
  const sha256 = release.digestOf(await readText(release.digests, patience), release.file);
  const file = join(folder, release.file);
  await download({ address: release.address, file, sha256, patience });
  if (!release.isArchive) return file;
  const { code } = await family.run(`${engine.program} archive`, "tar", ["-xzf", file, "-C", folder], {});
  if (code !== 0) throw new DownloadError(`the archive of ${engine.program} does not open`);
  return join(folder, engine.program);
}

/** Builds the program from its publisher's own module with the machine's Go. */
async function buildWithGo({ engine, env, family, folder }) {
  const go = onPath(env, "go");
  if (!engine.goPackage || !go) throw new DownloadError("there is no Go on the path to build it with");
  const built = family.run(`${engine.program} build`, go, ["install", engine.goPackage], {
    env: { ...env, GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "" },
  });
  const late = new Promise((_, failed) => {
    setTimeout(() => failed(new DownloadError("go install did not end")), BUILD_WITHIN).unref();
  });
  const { code, output } = await Promise.race([built, late]);
  if (code !== 0) throw new DownloadError(`go install failed: ${output.trim().split("\n").at(-1) ?? ""}`);
  return join(folder, engine.goBinary);
}

/**
 * Puts an engine into the cache folder: by download, checked against its publisher's digest, else built with Go. Under
 * a lock, into a folder of its own, then renamed: nobody ever sees half a program. Says each step; refused with the
 * reasons when no way works.
 * @param {{engine: Engine, env: Record<string, string | undefined>, family: import("./family.mjs").Family,
 *   tell: (text: string) => void, step?: (code: "download" | "build" | "wait") => void,
 *   patience?: import("./download.mjs").Patience}} given `step`: what is being done now, for the market's pages
 * @returns {Promise<string>} path of the program
 */
export async function obtainEngine({ engine, env, family, tell, step = () => {}, patience }) {
  const cache = cacheFolder(env);
  const target = join(cache, engine.program);
  fs.mkdirSync(cache, { recursive: true });
  return withLock(
    join(cache, `${engine.program}.lock`),
    async () => {
      if (isProgram(target)) return target;
      const folder = fs.mkdtempSync(join(cache, `.${engine.program}-`));
      const reasons = [];
      try {
        /** @type {["download" | "build", string, typeof fetchRelease][]} */
        const ways = [["download", `downloading ${engine.program} ${engine.version}`, fetchRelease]];
        if (engine.goPackage)
          ways.push(["build", `building ${engine.program} ${engine.version} with Go (minutes)`, buildWithGo]);
        for (const [code, words, make] of ways) {
          step(code);
          tell(words);
          try {
            const made = await make({ engine, env, family, folder, patience });
            fs.chmodSync(made, 0o755);
            fs.renameSync(made, target);
            return target;
          } catch (error) {
            if (!(error instanceof DownloadError)) throw error;
            reasons.push(error.message);
          }
        }
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
      throw new DownloadError(reasons.join("; "));
    },
    () => {
      step("wait");
      tell(`another start is getting ${engine.program}: waiting for it`);
    },
  );
}
