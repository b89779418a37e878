import { z } from "zod";
import { cleanLine, letterCount } from "#services/shared/clean-text.ts";
import { vietnamesePhone } from "#services/shared/phone.ts";
import { ok, type Result, refuse } from "#services/shared/result.ts";
import { LETTERS } from "#services/shared/text-limits.ts";

export type Contact = {
  name: string;
  phone: string;
  email: string | null;
  addressLine: string;
  communeCode: string;
  note: string;
};
export type ContactField = keyof Contact;
export type ContactRefusal =
  | "name_missing"
  | "name_long"
  | "phone_missing"
  | "phone_wrong"
  | "email_wrong"
  | "address_missing"
  | "address_long"
  | "commune_missing"
  | "note_long";

const email = z.email().max(LETTERS.email);

/**
 * Reads what a buyer typed. Answers every field that is wrong, so that the page can speak beside each; lengths are those
 * of a parcel's label.
 */
export function readContact(
  typed: Record<ContactField, string>,
): Result<Contact, ContactRefusal> & { wrong?: Partial<Record<ContactField, ContactRefusal>> } {
  const name = cleanLine(typed.name);
  const line = cleanLine(typed.addressLine);
  const note = cleanLine(typed.note);
  const phone = vietnamesePhone(typed.phone);
  const mail = typed.email.trim();
  const wrong: Partial<Record<ContactField, ContactRefusal>> = {};
  if (name.length < 2) wrong.name = "name_missing";
  if (letterCount(name) > LETTERS.personName) wrong.name = "name_long";
  if (phone === null) wrong.phone = typed.phone.trim() === "" ? "phone_missing" : "phone_wrong";
  if (mail !== "" && !email.safeParse(mail).success) wrong.email = "email_wrong";
  if (!/[\p{L}\p{N}]/u.test(line)) wrong.addressLine = "address_missing";
  if (letterCount(line) > LETTERS.addressLine) wrong.addressLine = "address_long";
  if (!/^\d{5}$/.test(typed.communeCode)) wrong.communeCode = "commune_missing";
  if (letterCount(note) > LETTERS.note) wrong.note = "note_long";
  const [first] = Object.entries(wrong);
  if (first || phone === null)
    return { ...refuse(first?.[1] ?? "phone_wrong", { field: first?.[0] ?? "phone" }), wrong };
  return ok({ name, phone, email: mail === "" ? null : mail, addressLine: line, communeCode: typed.communeCode, note });
}
