import { insertFileRead, readPaperFile } from "#db/queries/shops-paper-reads.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { isId, newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { hasStaffRole, isMemberOf, type Viewer } from "#services/shared/viewer.ts";

export type Paper = { fileName: string; mime: string; bytes: Uint8Array };

/**
 * A business paper with its bytes, for members of its shop and for staff who decide on shops; who pays them sees bank
 * data, not papers. The reading is written down in the same transaction, that by staff in the audit log too. Everybody
 * else: `not_found`. `paperId` is the id of the row in shop_papers.
 */
export async function readPaper(market: Market, viewer: Viewer, paperId: string): Promise<Result<Paper, "not_found">> {
  const accountId = viewer.accountId;
  if (accountId === null || !isId(paperId)) return refuse("not_found");
  return market.transact(async (tx) => {
    const row = await readPaperFile(tx, paperId);
    if (!row || !(isMemberOf(viewer, row.shop_id) || hasStaffRole(viewer, "moderator"))) return refuse("not_found");
    const bytes = await market.files.get(row.storage_key);
    if (bytes === null) {
      market.log.error({ paperId }, "a paper is gone from storage");
      return refuse("not_found");
    }
    if (!isMemberOf(viewer, row.shop_id)) {
      await recordAudit(tx, viewer, {
        act: "paper.read",
        subjectKind: "shop",
        subjectId: row.shop_id,
        after: { fileName: row.file_name },
      });
    }
    await insertFileRead(tx, { id: newId(), fileId: row.file_id, accountId });
    return ok({ fileName: row.file_name, mime: row.mime, bytes });
  });
}
