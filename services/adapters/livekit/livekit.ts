import { AccessToken, RoomServiceClient, TrackSource, type VideoGrant, WebhookReceiver } from "livekit-server-sdk";
import type { VideoCall, VideoPort } from "#services/live/port.ts";
import type { LivekitSettings } from "#services/shared/env.ts";

/** LiveKit refreshes passes of connected people by itself, so short ones cost nothing but a stranger's second visit. */
const PASS_SECONDS = 300;
/** A room whose host is gone stays this long, so that a studio that lost its line finds it again. */
const EMPTY_SECONDS = 600;

const KINDS: Record<string, VideoCall["kind"]> = {
  room_started: "room_started",
  room_finished: "room_finished",
  participant_joined: "joined",
  participant_left: "left",
  participant_connection_aborted: "left",
  track_published: "published",
  track_unpublished: "unpublished",
};

const isMissing = (error: unknown) => (error as { code?: string }).code === "not_found";

const hostGrant = (room: string): VideoGrant => ({
  room,
  roomJoin: true,
  canPublish: true,
  canPublishData: false,
  canSubscribe: true,
  canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
});

const viewerGrant = (room: string): VideoGrant => ({
  room,
  roomJoin: true,
  canPublish: false,
  canPublishData: false,
  canUpdateOwnMetadata: false,
  canSubscribe: true,
  hidden: true,
});

/** The video port over a LiveKit server (protocol 1.13): rooms by its API, passes as signed tokens made here. */
export function livekitVideo({ publicUrl, apiUrl, key, secret }: LivekitSettings): VideoPort {
  const api = new RoomServiceClient(apiUrl, key, secret, { requestTimeout: 5 });
  const receiver = new WebhookReceiver(key, secret);
  const pass = (identity: string, grant: VideoGrant) => {
    const token = new AccessToken(key, secret, { identity, ttl: PASS_SECONDS });
    token.addGrant(grant);
    return token.toJwt();
  };
  return {
    publicUrl,
    async isUp() {
      try {
        const answer = await fetch(apiUrl, { signal: AbortSignal.timeout(1500) });
        return answer.ok;
      } catch {
        return false;
      }
    },
    async openRoom(room) {
      await api.createRoom({ name: room, emptyTimeout: EMPTY_SECONDS, departureTimeout: EMPTY_SECONDS });
    },
    async closeRoom(room) {
      await api.deleteRoom(room).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
    hostPass: (room, identity) => pass(identity, hostGrant(room)),
    viewerPass: (room, identity) => pass(identity, viewerGrant(room)),
    async remove(room, identity) {
      await api.removeParticipant(room, identity).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
    async people(room) {
      const found = await api.listParticipants(room).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      return found.map((one) => ({ identity: one.identity, isPublishing: one.tracks.length > 0 }));
    },
    async rooms() {
      return (await api.listRooms()).map((room) => room.name);
    },
    async readCall(body, authorization) {
      try {
        const call = await receiver.receive(body, authorization ?? undefined);
        return {
          id: call.id,
          kind: KINDS[call.event] ?? "other",
          room: call.room?.name ?? "",
          identity: call.participant?.identity ?? null,
        };
      } catch {
        return null;
      }
    },
  };
}
