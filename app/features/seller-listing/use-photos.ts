import { useCallback, useEffect, useRef, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { pictureAddress } from "#app/features/catalogue/picture.ts";
import { dropPhoto, keepPhoto, keptPhotos } from "#app/features/seller-listing/photo-store.ts";
import { useOnline } from "#app/ui/note.tsx";

export type KnownPicture = { id: string; state: string; contentHash: string | null };

export type Photo = {
  id: string;
  src: string | null;
  /** `sent`: with the market; `waiting`: here only; `refused`: can't be used, `fault` says why. */
  state: "sent" | "sending" | "waiting" | "refused";
  fault: string | null;
};

function photoOf(id: string, known: readonly KnownPicture[]): Photo {
  const picture = known.find((p) => p.id === id);
  const isRefused = picture?.state === "refused";
  const src = picture?.contentHash ? pictureAddress(picture.contentHash, 400) : null;
  return { id, src, state: isRefused ? "refused" : "sent", fault: isRefused ? "not_a_picture" : null };
}

type Outcome = { state: Photo["state"]; fault: string | null };

/** Sends one photo under its own id; without an answer it waits. */
async function send(shopId: string, id: string, blob: Blob): Promise<Outcome> {
  const body = new FormData();
  body.set("shopId", shopId);
  body.set("pictureId", id);
  body.set("picture", blob, "photo");
  try {
    const answer = await fetch("/api/upload", { method: "POST", body });
    const said = (await answer.json()) as { code?: string };
    if (answer.ok) return { state: "sent", fault: null };
    return answer.status >= 500 ? { state: "waiting", fault: null } : { state: "refused", fault: said.code ?? null };
  } catch {
    return { state: "waiting", fault: null };
  }
}

type Wish = { shopId: string; formKey: string; ids: readonly string[]; known: readonly KnownPicture[] };

/** The photos of a form in their order: sent as they are taken, kept here until they have arrived. */
export function usePhotos({ shopId, formKey, ids, known }: Wish) {
  const [photos, setPhotos] = useState<Photo[]>(() => ids.map((id) => photoOf(id, known)));
  const blobs = useRef(new Map<string, Blob>());
  const isOnline = useOnline();

  const change = useCallback((id: string, to: Partial<Photo>) => {
    setPhotos((all) => all.map((p) => (p.id === id ? { ...p, ...to } : p)));
  }, []);

  const sendOne = useCallback(
    async (id: string) => {
      const blob = blobs.current.get(id);
      if (!blob) return;
      change(id, { state: "sending" });
      const outcome = await send(shopId, id, blob);
      change(id, outcome);
      if (outcome.state !== "waiting") await dropPhoto(id);
    },
    [shopId, change],
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
    const timer = window.setTimeout(() => waitingKey.split(",").forEach((id) => void sendOne(id)), 1500);
    return () => clearTimeout(timer);
  }, [isOnline, waitingKey, sendOne]);

  const add = (files: readonly File[]) => {
    for (const blob of files) {
      const id = uuidv7();
      blobs.current.set(id, blob);
      setPhotos((all) => [...all, { id, src: URL.createObjectURL(blob), state: "waiting", fault: null }]);
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
