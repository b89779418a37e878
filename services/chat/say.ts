import { insertMessage, lockShow, readSaid, readWriter } from "#db/queries/chat.ts";
import { mayWrite, roleOf, SAY_LIMIT, sayable, type Writer } from "#services/chat/rules.ts";
import { isId } from "#services/shared/ids.ts";
import type { Market, Tx } from "#services/shared/market.ts";
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

/**
 * Says something in a live show: stored and numbered when this answers, and not otherwise. What was stored is
 * acknowledged again however often it is sent, also after the show. `details.seconds` says when to try again.
 */
export async function say(
  market: Market,
  viewer: Viewer,
  input: SayInput,
): Promise<Result<{ number: number }, SayFault>> {
  const { accountId } = viewer;
  if (accountId === null) return refuse("sign_in");
  if (!isId(input.id)) return refuse("malformed");
  const body = sayable(input.body);
  if (!body.ok) return body;
  return market.transact<{ number: number }, SayFault>(async (tx) => {
    const show = await lockShow(tx, input.slug);
    if (!show) return refuse("not_found");
    const said = await readSaid(tx, input.id);
    if (said) {
      const isOwn = said.show_id === show.id && said.account_id === accountId;
      return isOwn ? ok({ number: said.number }) : refuse("malformed");
    }
    if (show.state !== "live") return refuse("not_live");
    const writer = await writerOf(tx, show, accountId);
    const refusal = mayWrite(writer);
    if (refusal || writer.name === null) return refusal ?? refuse("sign_in");
    const role = roleOf(writer);
    const authorName = role === "host" ? show.shop_name : writer.name;
    const number = await insertMessage(tx, {
      showId: show.id,
      id: input.id,
      accountId,
      authorName,
      role,
      body: body.value,
    });
    return ok({ number });
  });
}

/** What the scripted producer of a demonstration says, in the name of its shop; elsewhere nobody writes so. */
export async function sayByScript(market: Market, input: SayInput): Promise<Result<{ number: number }, SayFault>> {
  const body = sayable(input.body);
  if (!body.ok) return body;
  return market.transact<{ number: number }, SayFault>(async (tx) => {
    const show = await lockShow(tx, input.slug);
    if (!show) return refuse("not_found");
    if (!show.is_demo) return refuse("forbidden");
    const said = await readSaid(tx, input.id);
    if (said) return said.show_id === show.id ? ok({ number: said.number }) : refuse("malformed");
    if (show.state !== "live") return refuse("not_live");
    const number = await insertMessage(tx, {
      showId: show.id,
      id: input.id,
      accountId: null,
      authorName: show.shop_name,
      role: "demo",
      body: body.value,
    });
    return ok({ number });
  });
}
