export type Mail = { to: string; subject: string; text: string };

/** Carries mail out of the house. Throws when the carrier is down, so that the job is tried again. */
export interface MailPort {
  readonly kind: "smtp" | "kept";
  send(mail: Mail): Promise<void>;
}
