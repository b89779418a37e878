import { brokenConstraint } from "#db/client.ts";
import { insertMessage, lockWriter, readChatShow, readSaid, readWriter } from "#db/queries/chat.ts";
import { mayWrite, roleOf, SAY_LIMIT, sayable, type Writer } from "#services/chat/rules.ts";
import { isId } from "#services/shared/ids.ts";
import type { Connection, Market, Tx } from "#services/shared/market.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export type SayFault =
  | "not_found"
  | "malformed"
  | "sign_in"
  | "empty"
  | "too_long"
  | "not_live"
  | "muted"
  | "too_fast"
  | "forbidden";

/** `id` is the writer's own, made once a message: a second try of the same brings the same number. */
export type SayInput = { slug: string; id: string; body: string };

async function writerOf(tx: Tx, show: { id: string; shop_id: string }, accountId: string): Promise<Writer> {
  const row = await readWriter(tx, show, accountId, SAY_LIMIT.messages);
  if (!row) return { name: null, isBanned: true, isMember: false, isStaff: false, mutedSeconds: 0, ages: [] };
  return {
    name: row.name,
    isBanned: row.is_banned,
    isMember: row.is_member,
    isStaff: row.is_staff,
    mutedSeconds: row.muted_seconds,
    ages: row.ages,
  };
}

type Said = Result<{ number: number }, SayFault>;

/** What stands under this id already, if it is this very writer's in this very show. */
async function saidBefore(tx: Connection, id: string, showId: string, accountId: string | null): Promise<Said | null> {
  const said = await readSaid(tx, id);
  if (!said) return null;
  const isOwn = said.show_id === showId && said.account_id === accountId;
  return isOwn ? ok({ number: said.number }) : refuse("malformed");
}

/** Runs the storing of a message; when the same id was stored at the same moment, that one counts. */
async function once(market: Market, input: SayInput, accountId: string | null, work: (tx: Tx) => Promise<Said>) {
  try {
    return await market.transact<{ number: number }, SayFault>(work);
  } catch (error) {
    if (brokenConstraint(error) !== "chat_messages_id_key") throw error;
    const show = await readChatShow(market.db, input.slug);
    return (show && (await saidBefore(market.db, input.id, show.id, accountId))) ?? refuse("malformed");
  }
}

/**
 * Says something in a live show: stored and numbered when this answers, and not otherwise. What was stored is
 * acknowledged again however often it is sent, also after the show. `details.seconds` says when to try again.
 */
export async function say(market: Market, viewer: Viewer, input: SayInput): Promise<Said> {
  const { accountId } = viewer;
  if (accountId === null) return refuse("sign_in");
  if (!isId(input.id)) return refuse("malformed");
  const body = sayable(input.body);
  if (!body.ok) return body;
  return once(market, input, accountId, async (tx) => {
    await lockWriter(tx, input.slug, accountId);
    const show = await readChatShow(tx, input.slug);
    if (!show) return refuse("not_found");
    const before = await saidBefore(tx, input.id, show.id, accountId);
    if (before) return before;
    if (show.state !== "live") return refuse("not_live");
    const writer = await writerOf(tx, show, accountId);
    const refusal = mayWrite(writer);
    if (refusal || writer.name === null) return refusal ?? refuse("sign_in");
    const role = roleOf(writer);
    const authorName = role === "host" ? show.shop_name : writer.name;
    const said = { showId: show.id, id: input.id, accountId, authorName, role, body: body.value };
    const number = await insertMessage(tx, said);
    return number === null ? refuse("not_live") : ok({ number });
  });
}

/** What the scripted producer of a demonstration says, in the name of its shop; elsewhere nobody writes so. */
export async function sayByScript(market: Market, input: SayInput): Promise<Said> {
  const body = sayable(input.body);
  if (!body.ok) return body;
  return once(market, input, null, async (tx) => {
    const show = await readChatShow(tx, input.slug);
    if (!show) return refuse("not_found");
    if (!show.is_demo) return refuse("forbidden");
    const before = await saidBefore(tx, input.id, show.id, null);
    if (before) return before;
    const said = { showId: show.id, id: input.id, accountId: null, authorName: show.shop_name, role: "demo" };
    const number = await insertMessage(tx, { ...said, body: body.value });
    return number === null ? refuse("not_live") : ok({ number });
  });
}
