import { sql } from "drizzle-orm";
import type { Connection } from "#db/client.ts";
import { fileReads } from "#db/schema/index.ts";

export type PaperFileRow = {
  id: string;
  shop_id: string;
  file_id: string;
  file_name: string;
  mime: string;
  storage_key: string;
};

/** A business paper and where its bytes are. */
export async function readPaperFile(db: Connection, paperId: string): Promise<PaperFileRow | null> {
  const rows = await db.execute<PaperFileRow>(sql`
    select p.id, p.shop_id, p.file_id, p.file_name, f.mime, f.storage_key
    from shop_papers p join files f on f.id = p.file_id
    where p.id = ${paperId}`);
  return rows[0] ?? null;
}

export async function insertFileRead(
  tx: Connection,
  row: { id: string; fileId: string; accountId: string },
): Promise<void> {
  await tx.insert(fileReads).values(row);
}
