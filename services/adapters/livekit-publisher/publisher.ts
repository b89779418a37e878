import { drawFrame, FRAMES_PER_SECOND, HEIGHT, type Scene, WIDTH } from "./frames.ts";
import { CHUNK, playTune, SAMPLE_RATE } from "./tune.ts";

type Rtc = typeof import("@livekit/rtc-node");

/** A publisher without a camera: real pictures and sound into a real room. */
export type Publisher = {
  room: string;
  /** Shows this drawing from the next frame on. */
  show: (index: number) => void;
  /** While nobody watches nothing is drawn or sent. */
  rest: (isResting: boolean) => void;
  isConnected: () => boolean;
  stop: () => Promise<void>;
};

/** The native part, or the reason why this machine has none. */
export async function loadRtc(): Promise<{ rtc: Rtc; reason: null } | { rtc: null; reason: string }> {
  try {
    return { rtc: await import("@livekit/rtc-node"), reason: null };
  } catch (error) {
    return {
      rtc: null,
      reason: `@livekit/rtc-node has no build for ${process.platform} ${process.arch}: ${(error as Error).message}`,
    };
  }
}

async function publishTracks(rtc: Rtc, room: InstanceType<Rtc["Room"]>) {
  const video = new rtc.VideoSource(WIDTH, HEIGHT);
  const audio = new rtc.AudioSource(SAMPLE_RATE, 1, 300);
  const camera = rtc.LocalVideoTrack.createVideoTrack("camera", video);
  const microphone = rtc.LocalAudioTrack.createAudioTrack("microphone", audio);
  const local = room.localParticipant;
  if (!local) throw new Error("the room let nobody in");
  const videoEncoding = { maxBitrate: 400_000n, maxFramerate: FRAMES_PER_SECOND };
  const { SOURCE_CAMERA, SOURCE_MICROPHONE } = rtc.TrackSource;
  await local.publishTrack(
    camera,
    new rtc.TrackPublishOptions({ source: SOURCE_CAMERA, simulcast: false, videoEncoding }),
  );
  await local.publishTrack(microphone, new rtc.TrackPublishOptions({ source: SOURCE_MICROPHONE }));
  return { video, audio };
}

/**
 * Joins a room by a host's pass and shows the scenes until it is stopped: 10 frames of 360 × 640 and ten pieces of sound
 * a second. Throws when the room can't be joined.
 */
export async function publishScenes(
  rtc: Rtc,
  given: { url: string; pass: string; scenes: readonly Scene[] },
): Promise<Publisher> {
  const room = new rtc.Room();
  await room.connect(given.url, given.pass, { autoSubscribe: false, dynacast: true });
  const { video, audio } = await publishTracks(rtc, room);
  const frame = new Uint8Array(WIDTH * HEIGHT * 4);
  const sound = new Int16Array(CHUNK);
  let shown = 0;
  let isResting = false;
  let played = 0;
  const begun = performance.now();
  const draw = () => {
    const scene = given.scenes[shown % given.scenes.length];
    if (isResting || !scene) return;
    drawFrame(frame, scene, (performance.now() - begun) / 1000);
    video.captureFrame(new rtc.VideoFrame(frame, WIDTH, HEIGHT, rtc.VideoBufferType.RGBA));
  };
  const play = () => {
    if (isResting) return;
    playTune(sound, played);
    played += CHUNK;
    void audio.captureFrame(new rtc.AudioFrame(sound.slice(), SAMPLE_RATE, 1, CHUNK)).catch(() => {});
  };
  const timers = [setInterval(draw, 1000 / FRAMES_PER_SECOND), setInterval(play, 100)];
  return {
    room: room.name ?? "",
    show: (index) => {
      shown = index;
    },
    rest: (now) => {
      isResting = now;
    },
    isConnected: () => room.isConnected,
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await room.disconnect();
    },
  };
}
