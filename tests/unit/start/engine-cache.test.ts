import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestInList, digestInRelease } from "#services/processes/start/download.mjs";
import {
  findEngine,
  livekitEngine,
  meilisearchEngine,
  obtainEngine,
  waysTo,
} from "#services/processes/start/engine-cache.mjs";
import { createFamily } from "#services/processes/start/family.mjs";

const PROGRAM = "#!/bin/sh\necho a search engine\n";
const digest = (bytes: string) => createHash("sha256").update(bytes).digest("hex");

describe("an engine that isn't there", () => {
  let folder: string;
  let server: Server;
  let base: string;
  let answer: (path: string, response: ServerResponse) => void;
  let asked: string[];

  const env = () => ({ XDG_CACHE_HOME: folder, PATH: join(folder, "bin") });
  const asset = Object.assign(
    { name: meilisearchEngine().release(process.platform, process.arch)?.file ?? "" },
    { digest: `sha256:${digest(PROGRAM)}` },
  );
  const listed = JSON.stringify({ assets: [asset] });
  const obtain = (patience = { connect: 300, idle: 300 }) => {
    const said: string[] = [];
    const engine = meilisearchEngine(`${base}/files`, `${base}/releases`);
    const got = obtainEngine({ engine, env: env(), family: createFamily(), tell: (text) => said.push(text), patience });
    return { got, said };
  };
  const leftovers = () => readdirSync(join(folder, "cho-phien")).filter((name) => name !== "meilisearch");

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "cho-phien-cache-"));
    asked = [];
    answer = (path, response) => response.end(path.startsWith("/releases") ? listed : PROGRAM);
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      answer(request.url ?? "", response);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    rmSync(folder, { recursive: true, force: true });
  });

  it("is fetched when its publisher's digest fits, can be run, and is found by everybody afterwards", async () => {
    const path = await obtain().got;
    expect(path).toBe(join(folder, "cho-phien", "meilisearch"));
    expect(readFileSync(path, "utf8")).toBe(PROGRAM);
    expect(findEngine("meilisearch", env())).toBe(path);
    expect(leftovers()).toEqual([]);
  });

  it("is fetched once when two starts want it at the same moment", async () => {
    const paths = await Promise.all([obtain().got, obtain().got]);
    expect(new Set(paths).size).toBe(1);
    expect(asked.filter((path) => path.startsWith("/files"))).toHaveLength(1);
  });

  it("follows the publisher to another address", async () => {
    answer = (path, response) => {
      if (path.startsWith("/releases")) response.end(listed);
      else if (path.startsWith("/files")) response.writeHead(302, { location: "/elsewhere" }).end();
      else response.end(PROGRAM);
    };
    expect(readFileSync(await obtain().got, "utf8")).toBe(PROGRAM);
  });

  const refused: [string, typeof answer, RegExp][] = [
    [
      "has another digest",
      (path, response) => response.end(path.startsWith("/releases") ? listed : `${PROGRAM}#`),
      /not the one its publisher lists/,
    ],
    [
      "ends too early",
      (path, response) => {
        if (path.startsWith("/releases")) return void response.end(listed);
        response.writeHead(200, { "content-length": String(PROGRAM.length + 10) });
        response.write(PROGRAM);
        setTimeout(() => response.destroy(), 50);
      },
      /aborted|only \d+ of|socket hang up/,
    ],
    [
      "hangs",
      (path, response) => {
        if (path.startsWith("/releases")) return void response.end(listed);
        response.writeHead(200, { "content-length": "1000" });
        response.write("#!");
      },
      /nothing came|aborted/,
    ],
    ["isn't there", (path, response) => void response.writeHead(path ? 404 : 200).end(), /answers 404/],
    ["has no listed digest", (_path, response) => void response.end('{"assets": []}'), /lists no digest/],
    [
      "sends in a circle",
      (_path, response) => void response.writeHead(302, { location: "/again" }).end(),
      /address to address/,
    ],
  ];
  for (const [title, behaviour, reason] of refused) {
    it(`is not taken when the file ${title}, and nothing of it stays`, async () => {
      answer = behaviour;
      await expect(obtain().got).rejects.toThrow(reason);
      expect(findEngine("meilisearch", env())).toBeNull();
      expect(leftovers()).toEqual([]);
    });
  }

  it("is given up when nobody takes the connection", async () => {
    await new Promise((done) => server.close(done));
    await expect(obtain().got).rejects.toThrow(/ECONNREFUSED/);
    server.listen(0);
  });

  it("is built with the machine's Go when the download fails, and the reasons of both are told when both fail", async () => {
    answer = (_path, response) => void response.writeHead(503).end();
    const engine = livekitEngine(`${base}/files`);
    const said: string[] = [];
    const tell = (text: string) => said.push(text);
    const bin = join(folder, "bin");
    mkdirSync(bin);
    expect(waysTo(engine, env())).not.toContain("build");
    await expect(obtainEngine({ engine, env: env(), family: createFamily(), tell })).rejects.toThrow(/503.*no Go/);
    writeFileSync(
      join(bin, "go"),
      '#!/bin/sh\necho "$@" > "$GOBIN/../asked"\nprintf "#!/bin/sh\\n" > "$GOBIN/server"\n',
    );
    chmodSync(join(bin, "go"), 0o755);
    expect(waysTo(engine, env())).toContain("build");
    const path = await obtainEngine({ engine, env: env(), family: createFamily(), tell });
    expect(path).toBe(join(folder, "cho-phien", "livekit-server"));
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(join(folder, "cho-phien", "asked"), "utf8").trim()).toBe(`install ${engine.goPackage}`);
    expect(said.at(-1)).toContain("with Go");
  });

  it("has its digest read from a list in the manner of sha256sum, for its own name alone", () => {
    const list = `${"a".repeat(64)}  livekit_arm.tar.gz\n${"b".repeat(64)} *livekit_amd.tar.gz\n`;
    expect(digestInList(list, "livekit_amd.tar.gz")).toBe("b".repeat(64));
    expect(() => digestInList(list, "livekit")).toThrow(/no digest/);
    expect(() => digestInRelease("not json", "x")).toThrow(/no digest/);
  });
});
