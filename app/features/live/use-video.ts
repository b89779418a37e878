import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { fewTries } from "./reconnect.ts";

type Client = typeof import("livekit-client");
type Room = import("livekit-client").Room;

export type VideoState = "connecting" | "waiting" | "playing" | "lost" | "preparing" | "missing" | "over";
export type Quality = "excellent" | "good" | "poor" | "lost" | "unknown";
type Pass = { ok: true; value: { url: string; token: string } } | { ok: false; code: string };

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 10_000;

async function askPass(address: string): Promise<Pass> {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    return (await answer.json()) as Pass;
  } catch {
    return { ok: false, code: "unavailable" };
  }
}

/** What to show while there is no pass; `standing` is what the page knew of the video server. */
function withoutPass(code: string, standing: VideoState): VideoState {
  return code === "not_live" || code === "not_found" ? "over" : standing;
}

type Sinks = { video: RefObject<HTMLVideoElement>; audio: HTMLAudioElement };
type Told = {
  state: (state: VideoState) => void;
  quality: (quality: Quality) => void;
  blocked: (blocked: boolean) => void;
};

/** Joins the room once; fulfilled when the connection is over, so that the caller may try again with a new pass. */
async function watchOnce(client: Client, room: Room, pass: { url: string; token: string }, sinks: Sinks, told: Told) {
  const { RoomEvent, Track } = client;
  const refresh = () => {
    const tracks = [...room.remoteParticipants.values()].flatMap((one) => [...one.trackPublications.values()]);
    const camera = tracks.find((one) => one.source === Track.Source.Camera && one.track);
    const sound = tracks.find((one) => one.kind === Track.Kind.Audio && one.track);
    if (camera?.track && sinks.video.current) camera.track.attach(sinks.video.current);
    sound?.track?.attach(sinks.audio);
    const isJoined = room.state === client.ConnectionState.Connected;
    told.state(!isJoined ? "lost" : camera?.track ? "playing" : "waiting");
  };
  const over = new Promise<void>((done) => {
    room
      .on(RoomEvent.TrackSubscribed, refresh)
      .on(RoomEvent.TrackUnsubscribed, refresh)
      .on(RoomEvent.TrackUnpublished, refresh)
      .on(RoomEvent.ParticipantDisconnected, refresh)
      .on(RoomEvent.Reconnecting, () => told.state("lost"))
      .on(RoomEvent.SignalReconnecting, () => told.state("lost"))
      .on(RoomEvent.Reconnected, refresh)
      .on(RoomEvent.AudioPlaybackStatusChanged, () => told.blocked(!room.canPlaybackAudio))
      .on(RoomEvent.ConnectionQualityChanged, (quality, participant) => {
        if (participant.isLocal) told.quality(quality as Quality);
      })
      .once(RoomEvent.Disconnected, () => done());
  });
  await room.connect(pass.url, pass.token);
  refresh();
  told.blocked(!room.canPlaybackAudio);
  await over;
}

/**
 * Picture and sound of a show, watched unseen: asks for a pass, joins, and joins again with a new pass whenever the
 * line was lost for good. `isBlocked`: the browser lets no sound through until it is asked by a tap; `isQuiet`: the viewer
 * turned it off. The client of the video server is loaded here, on live pages alone.
 */
export function useVideo(passAddress: string, isLive: boolean, standing: VideoState) {
  const video = useRef<HTMLVideoElement>(null);
  const room = useRef<Room | null>(null);
  const [state, setState] = useState<VideoState>(isLive ? "connecting" : "over");
  const [quality, setQuality] = useState<Quality>("unknown");
  const audio = useRef<HTMLAudioElement | null>(null);
  const [isBlocked, setBlocked] = useState(false);
  const [isQuiet, setQuiet] = useState(false);

  useEffect(() => {
    if (!isLive) {
      setState("over");
      return;
    }
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    audio.current ??= new Audio();
    const sinks: Sinks = { video, audio: audio.current };
    const told: Told = { state: setState, quality: setQuality, blocked: setBlocked };
    const watch = async (wait: number): Promise<void> => {
      const client = await import("livekit-client");
      const pass = await askPass(passAddress);
      if (left) return;
      let next = Math.min(wait * 2, LONGEST_WAIT);
      if (pass.ok) {
        const joined = new client.Room({ adaptiveStream: true, dynacast: true, reconnectPolicy: fewTries });
        room.current = joined;
        try {
          await watchOnce(client, joined, pass.value, sinks, told);
          next = FIRST_WAIT;
        } catch {
          // Told by the state below; the next try has a new pass.
        }
        if (left) return;
        setState("lost");
      } else {
        setState(withoutPass(pass.code, standing));
      }
      timer = setTimeout(() => void watch(next), next);
    };
    void watch(FIRST_WAIT);
    return () => {
      left = true;
      clearTimeout(timer);
      void room.current?.disconnect();
    };
  }, [passAddress, isLive, standing]);

  useEffect(() => {
    if (audio.current) audio.current.muted = isQuiet;
  }, [isQuiet]);
  const unblock = useCallback(() => void room.current?.startAudio(), []);
  const turnSound = useCallback(() => setQuiet((was) => !was), []);
  return { video, state, quality, isBlocked, isQuiet, unblock, turnSound };
}
