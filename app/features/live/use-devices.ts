import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

export type Trouble = "denied" | "busy" | "missing" | "insecure" | "other";
export type Level = "none" | "low" | "good" | "hot";
export type Device = { id: string; label: string };
export type Choice = { camera: string; microphone: string; isLandscape: boolean };

const LONG = 1280;
const SHORT = 720;
const FRAMES = 30;

/** Why a browser gives no camera or microphone, in our words. */
export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return "other";
}

/** A loudness between 0 and 1 as words: speech near a phone lies between 0.05 and 0.6. */
export function levelOf(loudness: number): Level {
  if (loudness < 0.01) return "none";
  if (loudness < 0.05) return "low";
  return loudness < 0.6 ? "good" : "hot";
}

function constraintsOf({ camera, microphone, isLandscape }: Choice): MediaStreamConstraints {
  const [width, height] = isLandscape ? [LONG, SHORT] : [SHORT, LONG];
  const chosen = (id: string) => (id === "" ? {} : { deviceId: { exact: id } });
  return {
    video: { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: FRAMES }, ...chosen(camera) },
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...chosen(microphone) },
  };
}

async function listDevices(kind: MediaDeviceKind): Promise<Device[]> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all
    .filter((one) => one.kind === kind)
    .map((one, at) => ({ id: one.deviceId, label: one.label || `${at + 1}` }));
}

/** Measures how loud a stream is, ten times a second, until the returned function is called. */
function listen(stream: MediaStream, told: (loudness: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const wave = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(wave);
    told(Math.sqrt(wave.reduce((sum, one) => sum + one * one, 0) / wave.length) * 3);
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

function silence(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

export type Devices = {
  preview: RefObject<HTMLVideoElement>;
  stream: MediaStream | null;
  trouble: Trouble | null;
  loudness: number;
  cameras: Device[];
  microphones: Device[];
  choice: Choice;
  choose: (change: Partial<Choice>) => void;
  again: () => void;
};

/** Camera and microphone of this machine with a preview and a level, seen and heard here alone. */
export function useDevices(): Devices {
  const preview = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [loudness, setLoudness] = useState(0);
  const [known, setKnown] = useState<{ cameras: Device[]; microphones: Device[] }>({ cameras: [], microphones: [] });
  const [choice, setChoice] = useState<Choice>({ camera: "", microphone: "", isLandscape: false });
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((n) => n + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again with the same choice
  useEffect(() => {
    let left = false;
    let opened: MediaStream | null = null;
    let deaf = () => {};
    const open = async () => {
      if (!navigator.mediaDevices) return setTrouble("insecure");
      try {
        opened = await navigator.mediaDevices.getUserMedia(constraintsOf(choice));
        if (left) return silence(opened);
        setTrouble(null);
        setStream(opened);
        deaf = listen(opened, setLoudness);
        if (preview.current) preview.current.srcObject = opened;
        setKnown({ cameras: await listDevices("videoinput"), microphones: await listDevices("audioinput") });
      } catch (error) {
        if (left) return;
        setStream(null);
        setTrouble(troubleOf(error));
      }
    };
    void open();
    return () => {
      left = true;
      deaf();
      silence(opened);
    };
  }, [choice, attempt]);

  useEffect(() => {
    const { mediaDevices } = navigator;
    mediaDevices?.addEventListener("devicechange", again);
    return () => mediaDevices?.removeEventListener("devicechange", again);
  }, [again]);

  const choose = useCallback((change: Partial<Choice>) => setChoice((before) => ({ ...before, ...change })), []);
  return { preview, stream, trouble, loudness, ...known, choice, choose, again };
}
