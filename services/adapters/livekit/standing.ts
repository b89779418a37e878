import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { VideoPort, VideoStanding } from "#services/live/port.ts";
import { readStanding } from "#services/live/video-rules.ts";

/** Many pages ask at once; what they are told is no older than this. */
const KEPT_MS = 500;

async function look(video: VideoPort | null, dataFolder: string): Promise<VideoStanding> {
  if (await video?.isUp()) return { state: "ready", code: null };
  try {
    const { livekit } = JSON.parse(await readFile(join(dataFolder, "engines.json"), "utf8"));
    const told = readStanding(livekit?.state, livekit?.code);
    if (told !== null && told.state !== "ready") return told;
  } catch {
    // Told below: there is no set-up that would have written it.
  }
  return { state: "missing", code: video === null ? "not_set" : "silent" };
}

/**
 * Says how it stands with the video server: one that answers is ready; else what the set-up wrote of it into the data
 * folder, and where there is no set-up, that nothing is configured or that it doesn't answer.
 */
export function videoStandingOf(video: VideoPort | null, dataFolder: string): () => Promise<VideoStanding> {
  let kept: { at: number; standing: Promise<VideoStanding> } | null = null;
  return () => {
    if (kept === null || performance.now() - kept.at > KEPT_MS)
      kept = { at: performance.now(), standing: look(video, dataFolder) };
    return kept.standing;
  };
}
