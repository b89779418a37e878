import { createHash } from "node:crypto";
import { insertPaper, type PaperKind, readPaperRow } from "#db/queries/shops-papers.ts";
import { PAPER_KINDS } from "#db/schema/shops.ts";
import { MAX_PAPER_BYTES, tooLarge } from "#services/shared/file-limits.ts";
import { isId, newId } from "#services/shared/ids.ts";
import { probeImage } from "#services/shared/images.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { isMemberOf, type Viewer } from "#services/shared/viewer.ts";

export type StorePaperRefusal = "not_found" | "unknown_kind" | "too_large" | "too_many_pixels" | "heic" | "not_a_paper";

type Input = {
  /** UUID made by the caller: sending the same paper again is harmless. */
  paperId: string;
  shopId: string;
  kind: string;
  /** What the sender calls it; shown to people and offered when saving, never used as a path. */
  fileName: string;
  bytes: Uint8Array;
};

const isPaperKind = (kind: string): kind is PaperKind => (PAPER_KINDS as readonly string[]).includes(kind);

/** A PDF says so at its beginning and has its end mark within the last kilobytes; one cut short has not. */
function isWholePdf(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.subarray(0, 5).toString("latin1") === "%PDF-" && text.subarray(-4096).includes("%%EOF");
}

async function mimeOf(bytes: Uint8Array): Promise<string | { fault: StorePaperRefusal }> {
  if (isWholePdf(bytes)) return "application/pdf";
  const probed = await probeImage(bytes);
  if (typeof probed === "string")
    return { fault: probed === "heic" || probed === "too_many_pixels" ? probed : "not_a_paper" };
  return probed.kind === "jpeg" || probed.kind === "png" ? `image/${probed.kind}` : { fault: "not_a_paper" };
}

/** The last part of a path, without control characters and what headers and shells read into; at most 120 characters. */
export function plainFileName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{C}"<>|:*?;]/gu, "")
    .trim()
    .replace(/^\.+/, "");
  return [...plain].slice(-120).join("") || "giay-to";
}

/**
 * Keeps a business paper of a shop's application in private storage: PDF, JPEG or PNG by what is in it, at most 10 MB
 * (and 50 megapixels). Refuses `not_found` to who isn't a member, `unknown_kind`, `too_large`, `too_many_pixels`,
 * `heic` and `not_a_paper`.
 */
export async function storePaper(
  market: Market,
  viewer: Viewer,
  input: Input,
): Promise<Result<{ paperId: string }, StorePaperRefusal>> {
  const { paperId, shopId, kind, bytes } = input;
  if (!isId(paperId) || !isMemberOf(viewer, shopId)) return refuse("not_found");
  if (!isPaperKind(kind)) return refuse("unknown_kind", { field: "kind" });
  const known = await readPaperRow(market.db, paperId);
  if (known) return known.shop_id === shopId ? ok({ paperId }) : refuse("not_found");
  if (bytes.length > MAX_PAPER_BYTES) return { ...refuse("too_large", tooLarge(MAX_PAPER_BYTES)), field: "paper" };
  const mime = await mimeOf(bytes);
  if (typeof mime !== "string") return refuse(mime.fault, { field: "paper" });

  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const storageKey = `private/${paperId}-${sha256.slice(0, 16)}`;
  await market.files.put(storageKey, bytes);
  return market.transact(async (tx) => {
    const isNew = await insertPaper(tx, {
      paperId,
      fileId: newId(),
      shopId,
      kind,
      fileName: plainFileName(input.fileName),
      mime,
      sizeBytes: bytes.length,
      sha256,
      storageKey,
    });
    if (isNew) return ok({ paperId });
    const row = await readPaperRow(tx, paperId);
    if (row?.storage_key !== storageKey) await market.files.remove(storageKey);
    return row?.shop_id === shopId ? ok({ paperId }) : refuse("not_found");
  });
}
