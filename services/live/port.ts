/** A call of the video server about a room, with a body that was proved to be its own. */
export type VideoCall = {
  id: string;
  kind: "room_started" | "room_finished" | "joined" | "left" | "published" | "unpublished" | "other";
  room: string;
  identity: string | null;
};

export type VideoPerson = { identity: string; isPublishing: boolean };

/** What is being done about a video server that isn't there yet. */
export const PREPARING = ["download", "build", "wait"] as const;
/**
 * Why there is none: it may not be fetched; no release and no Go; every way failed; its program doesn't start; none is
 * configured; the one that is doesn't answer.
 */
export const MISSING = ["not_fetched", "no_way", "failed", "not_starting", "not_set", "silent"] as const;

/** How it stands with the video server. */
export type VideoStanding =
  | { state: "ready"; code: null }
  | { state: "preparing"; code: (typeof PREPARING)[number] }
  | { state: "missing"; code: (typeof MISSING)[number] };

/** A standing as it was written down, or null for what is none. */
export function readStanding(state: unknown, code: unknown): VideoStanding | null {
  if (state === "ready") return { state, code: null };
  const [step, why] = [PREPARING.find((one) => one === code), MISSING.find((one) => one === code)];
  if (state === "preparing" && step) return { state, code: step };
  return state === "missing" && why ? { state, code: why } : null;
}

/**
 * Moving pictures, in our words: a room is a show while it runs; a pass opens it for ten minutes at most, after which
 * the one who holds it must ask us again. Rooms and identities carry no personal data: the video server logs them.
 * Every method but the passes throws when the server can't be reached.
 */
export type VideoPort = {
  /** Where browsers connect (ws:// or wss://). */
  publicUrl: string;
  isUp(): Promise<boolean>;
  openRoom(room: string): Promise<void>;
  /** Closes the room for everybody; passes of before open nothing, for rooms are never made by joining. */
  closeRoom(room: string): Promise<void>;
  /** Camera and microphone, and nothing else. */
  hostPass(room: string, identity: string): Promise<string>;
  /** Sees and hears, unseen by others. */
  viewerPass(room: string, identity: string): Promise<string>;
  remove(room: string, identity: string): Promise<void>;
  people(room: string): Promise<VideoPerson[]>;
  rooms(): Promise<string[]>;
  /** Reads a call by its raw body and `Authorization`; null when it isn't the server's own. */
  readCall(body: string, authorization: string | null): Promise<VideoCall | null>;
};
