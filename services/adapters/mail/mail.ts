import { createTransport } from "nodemailer";
import type { MailPort } from "#services/notifications/port.ts";

/** Mail over SMTP. `url` as nodemailer reads it: smtps://user:secret@host:465. */
export function smtpMail(url: string, from: string): MailPort {
  // A carrier that doesn't answer must not hold the job's transaction for nodemailer's two minutes.
  const transport = createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
  return {
    kind: "smtp",
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to, subject, text });
    },
  };
}

/** Mail that stays in the outbox table, where /dev/outbox shows it. */
export function keptMail(): MailPort {
  return { kind: "kept", async send() {} };
}
