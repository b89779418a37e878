import {
  endIdentityRow,
  findHosts,
  insertIdentity,
  lockIdentityOf,
  mayHost,
  readIdentity,
} from "#db/queries/shops-hosts.ts";
import { IDENTITY_PAPERS } from "#db/schema/shops.ts";
import { recordAudit } from "#services/accounts/record-audit.ts";
import { cleanLine, cleanText, letterCount } from "#services/shared/clean-text.ts";
import { isId } from "#services/shared/ids.ts";
import { addJob } from "#services/shared/jobs.ts";
import type { Market } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import { hasStaffRole, type Viewer } from "#services/shared/viewer.ts";

type Paper = (typeof IDENTITY_PAPERS)[number];
const PAGE = 30;
const MAX_NAME = LETTERS.fullName;
const MAX_REASON = LETTERS.reason;

export type RecordIdentityInput = {
  /** Made by the caller, so that a second tap records one. */
  identityId: string;
  accountId: string;
  legalName: string;
  paper: string;
};

type RecordRefusal = "not_found" | "missing" | "too_long" | "unknown_paper" | "already_recorded";

/**
 * Staff write down that they have seen who a host is, by name and kind of paper: no number and no picture of it is kept
 * (Law 91/2025 on personal data). What makes a seller an identified one for live selling (E-commerce Law 122/2025).
 */
export async function recordIdentity(
  market: Market,
  viewer: Viewer,
  input: RecordIdentityInput,
): Promise<Result<{ identityId: string }, RecordRefusal>> {
  const { identityId: id, accountId } = input;
  if (!hasStaffRole(viewer, "moderator") || viewer.accountId === null) return refuse("not_found");
  if (!isId(id) || !isId(accountId)) return refuse("not_found");
  const legalName = cleanLine(input.legalName);
  const paper = IDENTITY_PAPERS.find((known) => known === input.paper);
  if (legalName === "") return refuse("missing", { field: "legalName" });
  if (letterCount(legalName) > MAX_NAME) return refuse("too_long", { field: "legalName", details: { max: MAX_NAME } });
  if (!paper) return refuse("unknown_paper", { field: "paper" });
  const recordedBy = viewer.accountId;
  return market.transact<{ identityId: string }, RecordRefusal>(async (tx) => {
    if (!(await mayHost(tx, accountId))) return refuse("not_found");
    if (!(await insertIdentity(tx, { id, accountId, legalName, paper, recordedBy }))) {
      const mine = await readIdentity(tx, id);
      return mine?.accountId === accountId ? ok({ identityId: id }) : refuse("already_recorded");
    }
    const after = { legalName, paper };
    await recordAudit(tx, viewer, { act: "host.record", subjectKind: "account", subjectId: accountId, after });
    return ok({ identityId: id });
  });
}

type EndRefusal = "not_found" | "reason_missing" | "too_long";

/** Staff take the identity of a host back: a running show of theirs ends for everybody, and none opens again. */
export async function endIdentity(
  market: Market,
  viewer: Viewer,
  input: { accountId: string; reason: string },
): Promise<Result<{ accountId: string }, EndRefusal>> {
  const { accountId } = input;
  if (!hasStaffRole(viewer, "moderator") || viewer.accountId === null || !isId(accountId)) return refuse("not_found");
  const reason = cleanText(input.reason);
  if (reason === "") return refuse("reason_missing", { field: "reason" });
  if (letterCount(reason) > MAX_REASON) return refuse("too_long", { field: "reason", details: { max: MAX_REASON } });
  const by = viewer.accountId;
  return market.transact<{ accountId: string }, EndRefusal>(async (tx) => {
    const identity = await lockIdentityOf(tx, accountId);
    if (!identity) return refuse("not_found");
    await endIdentityRow(tx, identity.id, by, reason);
    await recordAudit(tx, viewer, {
      act: "host.end",
      subjectKind: "account",
      subjectId: accountId,
      before: { legalName: identity.legalName, paper: identity.paper },
      reason,
    });
    await addJob(tx, "live.look-again", { kind: "host", id: accountId });
    return ok({ accountId });
  });
}

export type HostOfDesk = {
  accountId: string;
  name: string;
  shops: string;
  identity: { legalName: string; paper: Paper; recordedAt: string; recordedBy: string } | null;
  nextShow: string | null;
};

/** People who may sell live and what staff know of them; moderators alone. */
export async function listHosts(
  market: Market,
  viewer: Viewer,
  input: { words: string; page: number },
): Promise<Result<{ hosts: HostOfDesk[]; total: number; pageSize: number }, "not_found">> {
  if (!hasStaffRole(viewer, "moderator")) return refuse("not_found");
  const words = cleanLine(input.words).slice(0, 100);
  const rows = await findHosts(market.db, { words, limit: PAGE, offset: (input.page - 1) * PAGE });
  const hosts = rows.map((row) => ({
    accountId: row.account_id,
    name: row.name,
    shops: row.shops,
    identity:
      row.legal_name !== null && row.paper !== null && row.recorded_at !== null
        ? {
            legalName: row.legal_name,
            paper: row.paper,
            recordedAt: new Date(row.recorded_at).toISOString(),
            recordedBy: row.recorded_by ?? "",
          }
        : null,
    nextShow: row.next_show === null ? null : new Date(row.next_show).toISOString(),
  }));
  return ok({ hosts, total: rows[0]?.total ?? 0, pageSize: PAGE });
}
