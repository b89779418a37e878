import { createHash } from "node:crypto";
import { insertPaper } from "#db/queries/shops-papers.ts";
import { cleanLine } from "#services/shared/clean-text.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { mayManage } from "#services/shops/rules.ts";

const MAX_BYTES = 20_000_000;

const starts = (bytes: Uint8Array, ...head: number[]) => head.every((b, i) => bytes[i] === b);

function mimeOf(bytes: Uint8Array): string | null {
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return "application/pdf";
  if (starts(bytes, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return "image/png";
  const isRiff = starts(bytes, 0x52, 0x49, 0x46, 0x46) && starts(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50);
  return isRiff ? "image/webp" : null;
}

export type PaperKind = "business_licence" | "food_safety" | "alcohol_licence" | "other";

/** Keeps a business paper (PDF or picture, judged by its content) in private storage. Owners and managers alone. */
export async function storePaper(
  market: Market,
  viewer: Viewer,
  input: { shopId: string; kind: PaperKind; fileName: string; bytes: Uint8Array },
): Promise<Result<{ paperId: string }, "not_found" | "empty" | "too_large" | "not_a_paper">> {
  if (!isId(input.shopId) || !mayManage(viewer, input.shopId)) return refuse("not_found");
  const { bytes } = input;
  if (bytes.length === 0) return refuse("empty", { field: "file" });
  if (bytes.length > MAX_BYTES) return refuse("too_large", { field: "file" });
  const mime = mimeOf(bytes);
  if (mime === null) return refuse("not_a_paper", { field: "file" });
  const [paperId, fileId] = [newId(), newId()];
  const storageKey = `private/${fileId}`;
  await market.files.put(storageKey, bytes);
  return market.transact(async (tx) => {
    await insertPaper(
      tx,
      {
        id: fileId,
        shopId: input.shopId,
        visibility: "private",
        sha256: createHash("sha256").update(bytes).digest("hex"),
        mime,
        sizeBytes: bytes.length,
        storageKey,
      },
      { id: paperId, kind: input.kind, fileName: cleanLine(input.fileName).slice(0, 120) || "giay-to" },
    );
    return ok({ paperId });
  });
}
