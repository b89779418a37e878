import { pictureAddress } from "#app/features/catalogue/picture.ts";
import type { Fault } from "#app/features/seller-forms/fault.ts";
import { MAX_PICTURE_BYTES, tooLarge } from "#services/shared/file-limits.ts";

/** What became of a photo: with the market, to be sent again, or refused for good. */
export type Outcome =
  | { state: "making" | "waiting"; fault: null }
  | { state: "sent"; src: string; fault: null }
  | { state: "refused"; fault: Fault };

const WAITING: Outcome = { state: "waiting", fault: null };

/** Answers that may be another one later; every other refusal stays one however often the photo is sent. */
const isForNow = (status: number) => status >= 500 || status === 408 || status === 429;

type Said = { code?: string; details?: Fault["details"] };

async function refusalOf(answer: Response): Promise<Outcome> {
  const said = (await answer.json().catch(() => ({}))) as Said;
  if (said.code) return { state: "refused", fault: { code: said.code, details: said.details } };
  return { state: "refused", fault: answer.status === 413 ? tooLarge(MAX_PICTURE_BYTES) : { code: "not_taken" } };
}

/** Sends one photo under its own id; without an answer it waits. */
export async function sendPhoto(shopId: string, id: string, blob: Blob): Promise<Outcome> {
  const body = new FormData();
  body.set("shopId", shopId);
  body.set("pictureId", id);
  body.set("picture", blob, "photo");
  try {
    const answer = await fetch("/api/upload", { method: "POST", body });
    if (answer.ok) return { state: "making", fault: null };
    return isForNow(answer.status) ? WAITING : await refusalOf(answer);
  } catch {
    return WAITING;
  }
}

/** What the market has found out about a photo since; null while it hasn't looked or doesn't answer. */
export async function askPhoto(id: string): Promise<Outcome | null> {
  try {
    const answer = await fetch(`/api/upload?id=${id}`);
    if (answer.status === 404) return { state: "refused", fault: { code: "lost" } };
    if (!answer.ok) return null;
    const said = (await answer.json()) as { state: string; refusedCode: string | null; contentHash: string | null };
    if (said.state === "refused") return { state: "refused", fault: { code: said.refusedCode ?? "not_a_picture" } };
    if (said.contentHash === null) return null;
    return { state: "sent", src: pictureAddress(said.contentHash, 400), fault: null };
  } catch {
    return null;
  }
}
