import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smtpMail } from "#services/adapters/mail/mail.ts";
import { MAX_TRIES, sendMessage } from "#services/notifications/jobs.ts";
import { type NewMessage, queueMessage } from "#services/notifications/queue-message.ts";
import { readDemoOutbox } from "#services/notifications/read-outbox.ts";
import { templates, wordsOf } from "#services/notifications/templates.ts";
import { startWorker } from "#services/processes/worker/worker.ts";
import { newId } from "#services/shared/ids.ts";
import { ok } from "#services/shared/result.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { openSmtpServer } from "#tests/support/smtp-server.ts";

let smtp: Awaited<ReturnType<typeof openSmtpServer>>;
let bench: Bench;
beforeAll(async () => {
  smtp = await openSmtpServer();
  bench = await openBench({ SMTP_URL: smtp.url, MAIL_FROM: "Chợ Phiên <cho@example.com>" });
});
afterAll(async () => {
  await bench.end();
  await smtp.close();
});

async function queue(part: Partial<NewMessage> = {}, on = bench): Promise<string> {
  const recipient = `r-${newId()}@example.com`;
  await on.market.transact(async (tx) => {
    await queueMessage(tx, {
      channel: "mail",
      recipient,
      kind: "password_changed",
      language: "vi",
      data: { name: "Thu Hà", link: "http://localhost:3000/quen-mat-khau" },
      dedupeKey: newId(),
      ...part,
    });
    return ok(null);
  });
  const [row] = await on.sql<{ id: string }[]>`select id from outbox_messages order by id desc limit 1`;
  return row?.id ?? "";
}

async function stateOf(id: string, on = bench) {
  const [row] = await on.sql`select state, tries, last_error, body, sent_at from outbox_messages where id = ${id}`;
  return row;
}

describe("a message of the outbox", () => {
  it("goes out by SMTP once, however often its job runs, alone or at the same moment", async () => {
    const id = await queue();
    const before = smtp.caught.length;
    await Promise.all([1, 2, 3].map(() => sendMessage(bench.market, { messageId: id })));
    await sendMessage(bench.market, { messageId: id });
    expect(smtp.caught.length - before).toBe(1);
    const mail = smtp.caught.at(-1);
    expect(mail?.from).toContain("cho@example.com");
    expect(mail?.data).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(await stateOf(id)).toMatchObject({ state: "sent", tries: 1, last_error: null });
  });

  it.each([
    "Chợ Phiên, tỉnh Bắc Kạn <cho@example.com>",
    '"Chợ Phiên, tỉnh Bắc Kạn" <cho@example.com>',
    "Cho Phien, OCOP; tinh: x <cho@example.com>",
    "cho@example.com",
  ])("comes from one sender, however its name is written: %s", async (written) => {
    await smtpMail(smtp.url, written).send({ to: "r@example.com", subject: "x", text: "y" });
    const mail = smtp.caught.at(-1);
    expect(mail?.from).toContain("<cho@example.com>");
    const head = /^From: (.*(?:\n[ \t].*)*)/m.exec(mail?.data ?? "")?.[1]?.replace(/\n\s+/g, " ") ?? "";
    // Outside of quotes and encoded words nothing is left that would part two senders.
    const bare = head.replace(/"[^"]*"|=\?[^?]*\?[QB]\?[^?]*\?=/g, "");
    expect(bare.trim()).toMatch(/^(?:\s*<cho@example\.com>|cho@example\.com)$/);
  });

  it("is tried again when the carrier refuses, its address never kept with the error", async () => {
    const id = await queue();
    smtp.refuseWith = "451 later, not-a-secret@example.com";
    await expect(sendMessage(bench.market, { messageId: id })).rejects.toThrow("mail carrier refused: EENVELOPE 451");
    expect(await stateOf(id)).toMatchObject({ state: "queued", tries: 1, last_error: "EENVELOPE 451" });
    smtp.refuseWith = null;
    await sendMessage(bench.market, { messageId: id });
    expect(await stateOf(id)).toMatchObject({ state: "sent", tries: 2, last_error: null });
  });

  it("is failed after the last try and stays to be read", async () => {
    const id = await queue();
    smtp.refuseWith = "550 no such person";
    for (let i = 1; i < MAX_TRIES; i++) {
      await expect(sendMessage(bench.market, { messageId: id })).rejects.toThrow("550");
    }
    await sendMessage(bench.market, { messageId: id });
    smtp.refuseWith = null;
    expect(await stateOf(id)).toMatchObject({ state: "failed", tries: MAX_TRIES });
    await sendMessage(bench.market, { messageId: id });
    expect(await stateOf(id)).toMatchObject({ state: "failed" });
  });

  it("keeps no one-time secret once a carrier has it", async () => {
    const id = await queue({ kind: "confirm_email", data: { link: "http://localhost:3000/xac-nhan?ma=SECRET" } });
    await sendMessage(bench.market, { messageId: id });
    expect(smtp.caught.at(-1)?.data).toContain("SECRET");
    const [row] = await bench.sql`select body, data from outbox_messages where id = ${id}`;
    expect(row).toEqual({ body: "", data: {} });
  });

  it("by SMS stays readable, for there is no carrier yet, and counts as sent", async () => {
    const id = await queue({
      channel: "sms",
      recipient: "+84912345678",
      kind: "confirm_phone",
      data: { code: "123456" },
    });
    await sendMessage(bench.market, { messageId: id });
    expect(await stateOf(id)).toMatchObject({ state: "sent", body: expect.stringContaining("123456") });
  });

  it("with the key of another one is dropped, and no job is made for it", async () => {
    const dedupeKey = newId();
    await queue({ dedupeKey });
    await queue({ dedupeKey });
    const [row] = await bench.sql`select count(*)::int as n from outbox_messages where dedupe_key = ${dedupeKey}`;
    expect(row?.n).toBe(1);
  });

  it("does not exist when the change it tells of was rolled back", async () => {
    const recipient = `${newId()}@example.com`;
    await bench.market.transact(async (tx) => {
      const data = { name: "x", link: "y" };
      await queueMessage(tx, {
        channel: "mail",
        recipient,
        kind: "password_changed",
        language: "vi",
        data,
        dedupeKey: newId(),
      });
      return { ok: false, code: "not_found" };
    });
    const [row] = await bench.sql`select count(*)::int as n from outbox_messages where recipient = ${recipient}`;
    expect(row?.n).toBe(0);
  });

  it("nobody knows any more makes its job end quietly", async () => {
    await sendMessage(bench.market, { messageId: newId() });
    expect(smtp.caught.every((mail) => mail.to !== "")).toBe(true);
  });
});

describe("without a carrier", () => {
  it("the worker marks mail as sent and the demo outbox shows it, newest first", async () => {
    const kept = await openBench();
    const runner = await startWorker(kept.market);
    const first = await queue({}, kept);
    const second = await queue({}, kept);
    await expect.poll(async () => (await stateOf(second, kept))?.state, { timeout: 20_000 }).toBe("sent");
    await expect.poll(async () => (await stateOf(first, kept))?.state, { timeout: 20_000 }).toBe("sent");
    await runner.stop();
    // Its pool closes a moment later, and must not meet the end of the database.
    const strangers = () => kept.sql`
      select pid from pg_stat_activity where datname = current_database() and application_name not like 'cho-phien%'`;
    await expect.poll(async () => (await strangers()).length, { timeout: 20_000 }).toBe(0);
    const shown = await readDemoOutbox(kept.market);
    expect(shown.ok && shown.value.map((m) => m.id)).toEqual([second, first]);
    expect(shown.ok && shown.value[0]?.body).toContain("Thu Hà");
    await kept.end();
  });

  it("a real market shows its outbox to nobody", async () => {
    const real = await openBench({ MARKET_MODE: "real" });
    expect(await readDemoOutbox(real.market)).toEqual({ ok: false, code: "not_found" });
    await real.end();
  });
});

describe("the words", () => {
  it.each(Object.keys(templates))("of %s are there in both languages", (kind) => {
    const data = { name: "Thu Hà", link: "http://localhost/x", code: "123456" };
    for (const language of ["vi", "en"] as const) {
      const { body } = wordsOf(kind, language, data);
      expect(body.length).toBeGreaterThan(20);
    }
  });

  it("of a kind that isn't there are an error of ours", () => {
    expect(() => wordsOf("no-such-kind", "vi", {})).toThrow("no words for message no-such-kind");
  });
});
