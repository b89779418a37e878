import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { files, type PAPER_KINDS, shopPapers } from "#db/schema/index.ts";

export type PaperKind = (typeof PAPER_KINDS)[number];

export type PaperRow = {
  id: string;
  shop_id: string;
  kind: PaperKind;
  file_id: string;
  file_name: string;
  mime: string;
  storage_key: string;
};

export async function readPaperRow(db: Connection, paperId: string): Promise<PaperRow | null> {
  const rows = await db.execute<PaperRow>(sql`
    select p.id, p.shop_id, p.kind, p.file_id, p.file_name, f.mime, f.storage_key
    from shop_papers p join files f on f.id = p.file_id
    where p.id = ${paperId}`);
  return rows[0] ?? null;
}

export type NewPaper = {
  paperId: string;
  fileId: string;
  shopId: string;
  kind: PaperKind;
  fileName: string;
  mime: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
};

/** Writes a paper and its file; false when the paper is there already. */
export async function insertPaper(tx: Connection, row: NewPaper): Promise<boolean> {
  const made = await tx
    .insert(shopPapers)
    .values({ id: row.paperId, shopId: row.shopId, kind: row.kind, fileId: row.fileId, fileName: row.fileName })
    .onConflictDoNothing()
    .returning({ id: shopPapers.id });
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
