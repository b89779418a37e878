import { createTransport } from "nodemailer";
import type { MailPort } from "#services/notifications/port.ts";

/**
 * A sender as the settings write it, `Name <address>` or an address alone, in its two parts: written as one line, a comma in
 * the name would make two senders of it (RFC 5322, 3.4), so nodemailer is left to quote and encode the name.
 */
export function senderOf(written: string): { name: string; address: string } {
  const [, typed = "", address = written] = /^(.*)<([^<>]*)>$/s.exec(written.trim()) ?? [];
  const name = typed.trim();
  const quoted = /^"(.*)"$/s.exec(name);
  return { name: quoted ? (quoted[1] ?? "").replace(/\\(.)/g, "$1") : name, address: address.trim() };
}

/** Mail over SMTP. `url` as nodemailer reads it: smtps://user:secret@host:465. */
export function smtpMail(url: string, from: string): MailPort {
  // A carrier that doesn't answer must not hold the job's transaction for nodemailer's two minutes.
  const transport = createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
  const sender = senderOf(from);
  return {
    kind: "smtp",
    async send({ to, subject, text }) {
      await transport.sendMail({ from: sender, to, subject, text });
    },
  };
}

/** Mail that stays in the outbox table, where /dev/outbox shows it. */
export function keptMail(): MailPort {
  return { kind: "kept", async send() {} };
}
