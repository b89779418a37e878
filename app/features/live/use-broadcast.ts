import { useEffect, useRef, useState } from "react";
import { fewTries } from "./reconnect.ts";
import type { Quality } from "./use-video.ts";

type Client = typeof import("livekit-client");
type Room = import("livekit-client").Room;

export type Link = "idle" | "connecting" | "on" | "lost" | "failed";
export type HostPass = { url: string; token: string };

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 8000;
/** A bandwidth that a phone's line bears; weaker viewers get the smaller layers. */
const MAX_BITRATE = 1_700_000;

async function publish(client: Client, room: Room, stream: MediaStream, isMuted: boolean) {
  const { Track, VideoPresets } = client;
  const [camera] = stream.getVideoTracks();
  const [microphone] = stream.getAudioTracks();
  if (camera) {
    await room.localParticipant.publishTrack(camera, {
      source: Track.Source.Camera,
      simulcast: true,
      videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
      videoEncoding: { maxBitrate: MAX_BITRATE, maxFramerate: 30 },
    });
  }
  if (microphone) {
    microphone.enabled = !isMuted;
    await room.localParticipant.publishTrack(microphone, { source: Track.Source.Microphone, dtx: true, red: true });
  }
}

type Wish = {
  stream: MediaStream | null;
  isOnAir: boolean;
  isMuted: boolean;
  isHidden: boolean;
  askPass: () => Promise<HostPass | null>;
};

/**
 * Sends a stream into the show's room while it is on air: simulcast, adaptive, and again with a new pass whenever the
 * line was lost for good. Changing the camera replaces what is sent.
 */
export function useBroadcast({ stream, isOnAir, isMuted, isHidden, askPass }: Wish) {
  const room = useRef<Room | null>(null);
  const ask = useRef(askPass);
  const muted = useRef(isMuted);
  ask.current = askPass;
  muted.current = isMuted;
  const [link, setLink] = useState<Link>("idle");
  const [quality, setQuality] = useState<Quality>("unknown");

  useEffect(() => {
    if (!isOnAir || !stream) {
      setLink("idle");
      return;
    }
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const send = async (wait: number): Promise<void> => {
      setLink((before) => (before === "lost" ? "lost" : "connecting"));
      let next = Math.min(wait * 2, LONGEST_WAIT);
      const client = await import("livekit-client");
      const pass = await ask.current();
      if (left) return;
      if (pass) {
        const joined = new client.Room({
          adaptiveStream: true,
          dynacast: true,
          reconnectPolicy: fewTries,
          // Camera and microphone are the studio's: they outlive a line that breaks.
          stopLocalTrackOnUnpublish: false,
        });
        room.current = joined;
        const { RoomEvent } = client;
        const over = new Promise<void>((done) => joined.once(RoomEvent.Disconnected, () => done()));
        joined
          .on(RoomEvent.Reconnecting, () => setLink("lost"))
          .on(RoomEvent.SignalReconnecting, () => setLink("lost"))
          .on(RoomEvent.Reconnected, () => setLink("on"))
          .on(RoomEvent.ConnectionQualityChanged, (value, one) => one.isLocal && setQuality(value as Quality));
        try {
          await joined.connect(pass.url, pass.token);
          await publish(client, joined, stream, muted.current);
          setLink("on");
          next = FIRST_WAIT;
          await over;
        } catch {
          void joined.disconnect(false);
        }
      }
      if (left) return;
      setLink(pass ? "lost" : "failed");
      timer = setTimeout(() => void send(next), next);
    };
    void send(FIRST_WAIT);
    return () => {
      left = true;
      clearTimeout(timer);
      void room.current?.disconnect(false);
    };
  }, [stream, isOnAir]);

  useEffect(() => {
    for (const track of stream?.getAudioTracks() ?? []) track.enabled = !isMuted;
  }, [stream, isMuted]);
  useEffect(() => {
    for (const track of stream?.getVideoTracks() ?? []) track.enabled = !isHidden;
  }, [stream, isHidden]);

  return { link, quality };
}
