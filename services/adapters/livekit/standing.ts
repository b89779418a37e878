import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { VideoPort, VideoStanding } from "#services/live/port.ts";

/**
 * Says how it stands with the video server: one that answers is ready; else what the set-up wrote of it into the data
 * folder, and where there is no set-up, that nothing is configured.
 */
export function videoStandingOf(video: VideoPort | null, dataFolder: string): () => Promise<VideoStanding> {
  return async () => {
    if (await video?.isUp()) return { state: "ready", words: "" };
    try {
      const { livekit } = JSON.parse(await readFile(join(dataFolder, "engines.json"), "utf8"));
      if (livekit?.state === "preparing" || livekit?.state === "missing") return livekit;
    } catch {
      // Told below: there is no set-up that would have written it.
    }
    if (video === null) return { state: "missing", words: "LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET are not set" };
    return { state: "missing", words: `the video server at ${video.publicUrl} does not answer` };
  };
}
