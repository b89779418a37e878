import type { MISSING, PREPARING } from "#services/live/video-rules.ts";

/** A call of the video server about a room, with a body that was proved to be its own. */
export type VideoCall = {
  id: string;
  kind: "room_started" | "room_finished" | "joined" | "left" | "published" | "unpublished" | "other";
  room: string;
  identity: string | null;
};

export type VideoPerson = { identity: string; isPublishing: boolean };

/** How it stands with the video server. */
export type VideoStanding =
  | { state: "ready"; code: null }
  | { state: "preparing"; code: (typeof PREPARING)[number] }
  | { state: "missing"; code: (typeof MISSING)[number] };

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
