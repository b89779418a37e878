import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { files, pictures } from "#db/schema/index.ts";

export type PictureRow = {
  id: string;
  shop_id: string | null;
  state: "pending" | "ready" | "refused";
  refused_code: string | null;
  content_hash: string | null;
  width: number | null;
  height: number | null;
  original_key: string | null;
};

/** A picture with the storage key of its original. */
export async function readPicture(db: Connection, pictureId: string): Promise<PictureRow | null> {
  const rows = await db.execute<PictureRow>(sql`
    select p.id, p.shop_id, p.state, p.refused_code, p.content_hash, p.width, p.height, f.storage_key as original_key
    from pictures p left join files f on f.id = p.original_file_id
    where p.id = ${pictureId}`);
  return rows[0] ?? null;
}

export type NewPicture = {
  pictureId: string;
  fileId: string;
  shopId: string;
  storageKey: string;
  sha256: string;
  mime: string;
  sizeBytes: number;
};

/** Writes a waiting picture and the file it comes from; false when the picture is there already. */
export async function insertPicture(tx: Connection, row: NewPicture): Promise<boolean> {
  const made = await tx
    .insert(pictures)
    .values({ id: row.pictureId, shopId: row.shopId, originalFileId: row.fileId, state: "pending" })
    .onConflictDoNothing()
    .returning({ id: pictures.id });
  if (made.length === 0) return false;
  await tx.insert(files).values({
    id: row.fileId,
    shopId: row.shopId,
    visibility: "private",
    sha256: row.sha256,
    mime: row.mime,
    sizeBytes: row.sizeBytes,
    storageKey: row.storageKey,
  });
  return true;
}

/** Ends a picture's waiting as ready; nothing when it doesn't wait. */
export async function markPictureReady(
  tx: Connection,
  pictureId: string,
  made: { contentHash: string; width: number; height: number },
): Promise<void> {
  await tx.execute(sql`
    update pictures set state = 'ready', content_hash = ${made.contentHash}, width = ${made.width}, height = ${made.height}
    where id = ${pictureId} and state = 'pending'`);
}

/** Ends a picture's waiting as refused; nothing when it doesn't wait. */
export async function markPictureRefused(tx: Connection, pictureId: string, code: string): Promise<void> {
  await tx.execute(sql`
    update pictures set state = 'refused', refused_code = ${code} where id = ${pictureId} and state = 'pending'`);
}
