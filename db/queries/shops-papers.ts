import type { Tx } from "#db/client.ts";
import { files, shopPapers } from "#db/schema/shops.ts";

type File = typeof files.$inferInsert & { shopId: string };
type Paper = Omit<typeof shopPapers.$inferInsert, "shopId" | "fileId">;

export async function insertPaper(tx: Tx, file: File, paper: Paper): Promise<void> {
  await tx.insert(files).values(file);
  await tx.insert(shopPapers).values({ ...paper, shopId: file.shopId, fileId: file.id });
}
