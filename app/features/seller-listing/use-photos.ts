import { useCallback, useEffect, useRef, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { pictureAddress } from "#app/features/catalogue/picture.ts";
import type { Fault } from "#app/features/seller-forms/fault.ts";
import { dropPhoto, keepPhoto, keptPhotos } from "#app/features/seller-listing/photo-store.ts";
import { askPhoto, type Outcome, sendPhoto } from "#app/features/seller-listing/send-photo.ts";
import type { KnownPicture } from "#app/http/typed-form.ts";
import { useOnline } from "#app/ui/note.tsx";
import { MAX_PICTURE_BYTES, tooLarge } from "#services/shared/file-limits.ts";

export type Photo = {
  id: string;
  src: string | null;
  /** `waiting`: here only; `making`: with the market, not looked at yet; `refused`: can't be used, `fault` says why. */
  state: "sent" | "making" | "sending" | "waiting" | "refused";
  fault: Fault | null;
};

const FIRST_MS = 1_500;
const LONGEST_MS = 60_000;
const ASKS = 40;

function photoOf(id: string, known: readonly KnownPicture[]): Photo {
  const picture = known.find((p) => p.id === id);
  const src = picture?.contentHash ? pictureAddress(picture.contentHash, 400) : null;
  if (picture?.state === "refused")
    return { id, src, state: "refused", fault: { code: picture.refusedCode ?? "not_a_picture" } };
  return { id, src, state: picture?.state === "ready" ? "sent" : "making", fault: null };
}

/** How long each photo that got no answer waits: twice as long every time. */
function useTurns() {
  const turns = useRef(new Map<string, { tries: number; at: number }>());
  const unanswered = (id: string) => {
    const tries = (turns.current.get(id)?.tries ?? 0) + 1;
    turns.current.set(id, { tries, at: Date.now() + Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)) });
  };
  const waitOf = (id: string) => Math.max(0, (turns.current.get(id)?.at ?? Date.now() + FIRST_MS) - Date.now());
  return useRef({ unanswered, waitOf }).current;
}

type Change = (id: string, to: Partial<Photo>) => void;

/** Asks after photos that the market is working on, until it has looked at each. */
function useAsking(photos: readonly Photo[], isOnline: boolean, change: Change): void {
  const key = photos
    .filter((p) => p.state === "making")
    .map((p) => p.id)
    .join(",");
  useEffect(() => {
    if (!isOnline || key === "") return;
    let timer: number | undefined;
    const ask = async (tries: number) => {
      for (const id of key.split(",")) {
        const found = await askPhoto(id);
        if (found) change(id, found);
      }
      if (tries < ASKS) timer = window.setTimeout(() => void ask(tries + 1), Math.min(8_000, 700 * 1.3 ** tries));
    };
    timer = window.setTimeout(() => void ask(1), 700);
    return () => clearTimeout(timer);
  }, [isOnline, key, change]);
}

type Wish = { shopId: string; formKey: string; ids: readonly string[]; known: readonly KnownPicture[] };

/** The photos of a form in their order: sent as they are taken, kept here until they have arrived or were refused. */
export function usePhotos({ shopId, formKey, ids, known }: Wish) {
  const [photos, setPhotos] = useState<Photo[]>(() => ids.map((id) => photoOf(id, known)));
  const blobs = useRef(new Map<string, Blob>());
  const turns = useTurns();
  const isOnline = useOnline();

  const change = useCallback<Change>((id, to) => {
    setPhotos((all) => all.map((p) => (p.id === id ? { ...p, ...to } : p)));
  }, []);

  const sendOne = useCallback(
    async (id: string) => {
      const blob = blobs.current.get(id);
      if (!blob) return;
      change(id, { state: "sending" });
      const outcome: Outcome = await sendPhoto(shopId, id, blob);
      if (outcome.state === "waiting") turns.unanswered(id);
      else await dropPhoto(id);
      change(id, outcome);
    },
    [shopId, change, turns],
  );

  useEffect(() => {
    void keptPhotos(formKey).then((kept) => {
      for (const { id, blob } of kept) {
        blobs.current.set(id, blob);
        change(id, { src: URL.createObjectURL(blob), state: "waiting" });
      }
    });
  }, [formKey, change]);

  const waiting = photos.filter((p) => p.state === "waiting").map((p) => p.id);
  const waitingKey = waiting.join(",");
  useEffect(() => {
    if (!isOnline || waitingKey === "") return;
    const timers = waitingKey.split(",").map((id) => window.setTimeout(() => void sendOne(id), turns.waitOf(id)));
    return () => timers.forEach(clearTimeout);
  }, [isOnline, waitingKey, sendOne, turns]);
  useAsking(photos, isOnline, change);

  const add = (files: readonly File[]) => {
    for (const blob of files) {
      const id = uuidv7();
      const src = URL.createObjectURL(blob);
      if (blob.size > MAX_PICTURE_BYTES) {
        setPhotos((all) => [...all, { id, src: null, state: "refused", fault: tooLarge(MAX_PICTURE_BYTES) }]);
        continue;
      }
      blobs.current.set(id, blob);
      setPhotos((all) => [...all, { id, src, state: "sending", fault: null }]);
      void keepPhoto({ id, formKey, blob }).then(() => sendOne(id));
    }
  };
  const move = (index: number, by: -1 | 1) =>
    setPhotos((all) => {
      const next = [...all];
      const [photo] = next.splice(index, 1);
      if (photo) next.splice(index + by, 0, photo);
      return next;
    });
  const remove = (id: string) => {
    void dropPhoto(id);
    setPhotos((all) => all.filter((p) => p.id !== id));
  };
  const isBusy = photos.some((p) => p.state === "sending" || p.state === "waiting");
  return { photos, add, move, remove, isBusy };
}

export type Photos = ReturnType<typeof usePhotos>;
