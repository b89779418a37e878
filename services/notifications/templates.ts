import { accountTemplates } from "./account-templates.ts";
import { certificationTemplates } from "./certification-templates.ts";
import { ledgerTemplates } from "./ledger-templates.ts";
import { orderTemplates } from "./order-templates.ts";
import { paymentTemplates } from "./payment-templates.ts";
import { showTemplates } from "./show-templates.ts";
import { shopWords } from "./words/shops.ts";

export type MessageLanguage = "vi" | "en";
/** `sms` is what a phone is sent instead of the body: one or two sentences and a link. */
export type MessageText = { subject: string; body: string; sms?: string };
export type Template = Record<MessageLanguage, (data: Record<string, string>) => MessageText>;

/** The words of every message, by kind, from one file a room. `data` holds what the words need; links are whole addresses. */
export const templates = {
  ...accountTemplates,
  ...certificationTemplates,
  ...ledgerTemplates,
  ...orderTemplates,
  ...paymentTemplates,
  ...showTemplates,
  ...shopWords,
} satisfies Record<string, Template>;

export type MessageKind = keyof typeof templates | (string & {});

/** Throws for a kind without words: nobody can cause that from outside. */
export function wordsOf(kind: MessageKind, language: MessageLanguage, data: Record<string, string>): MessageText {
  const template = (templates as Record<string, Template>)[kind];
  if (!template) throw new Error(`no words for message ${kind}`);
  return template[language](data);
}

/** Kinds that carry a one-time secret; their text is not kept once a carrier has it. */
export const SECRET_KINDS: ReadonlySet<string> = new Set([
  "confirm_email",
  "confirm_phone",
  "reset_password",
  "reset_code",
]);
