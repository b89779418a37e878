import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { livekitVideo } from "#services/adapters/livekit/livekit.ts";
import type { VideoPort } from "#services/live/port.ts";
import { findEngine } from "#services/processes/start/engine-cache.mjs";
import { createFamily } from "#services/processes/start/family.mjs";
import { pickPort } from "#services/processes/start/ports.mjs";
import { LIVEKIT_KEY, livekitConfig, startLivekit } from "#services/processes/start/video-server.mjs";

export type TestVideo = {
  video: VideoPort;
  /** What a process of the market is told of it. */
  env: Record<string, string>;
  /** Kills it in the middle. */
  kill: () => Promise<void>;
  /** Starts it again on the same ports. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

const SECRET = "a-secret-of-the-test-bench-0123456789abc";

/** Path of a LiveKit server on this machine, or null: then what needs one is skipped by its name. */
export const livekitProgram = () => findEngine("livekit-server", process.env);

/** A LiveKit server of the test's own on loopback ports, calling the market on `webPort`. */
export async function openLivekit(webPort: number): Promise<TestVideo> {
  const program = livekitProgram();
  if (program === null) throw new Error("there is no livekit-server on this machine");
  const folder = mkdtempSync(join(tmpdir(), "cho-phien-livekit-"));
  const port = await pickPort(undefined);
  const udpPort = await pickPort(undefined, [port], "udp");
  const config = livekitConfig({ host: "127.0.0.1", port, udpPort, secret: SECRET, webPort });
  const family = createFamily();
  const start = async () => {
    const log = join(folder, "livekit.log");
    const child = await startLivekit({ family, program, file: join(folder, "livekit.json"), config, log });
    if (child === null) throw new Error("livekit-server did not come up");
  };
  const kill = () => family.stop(() => true, 0);
  await start();
  const apiUrl = `http://127.0.0.1:${port}`;
  const publicUrl = `ws://127.0.0.1:${port}`;
  return {
    video: livekitVideo({ publicUrl, apiUrl, key: LIVEKIT_KEY, secret: SECRET }),
    env: { LIVEKIT_URL: publicUrl, LIVEKIT_API_URL: apiUrl, LIVEKIT_KEY, LIVEKIT_SECRET: SECRET },
    kill,
    start,
    async stop() {
      await family.stop(() => true, 2000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
