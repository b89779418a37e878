import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { ok, type Result, refuse } from "#services/shared/result.ts";

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

const text = (max: number) =>
  z.string().transform((s) =>
    s
      .toWellFormed()
      .normalize("NFC")
      .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
      .trim()
      .slice(0, max + 1),
  );
const email = z.email().max(120);

/** E.164 of a Vietnamese number as people type it, or null. */
export function readPhone(typed: string): string | null {
  const number = parsePhoneNumberFromString(typed.slice(0, 40), "VN");
  return number?.isValid() ? number.number : null;
}

/**
 * Reads what a buyer typed. Answers every field that is wrong, so that the page can speak beside each; lengths are those
 * of a parcel's label.
 */
export function readContact(
  typed: Record<ContactField, string>,
): Result<Contact, ContactRefusal> & { wrong?: Partial<Record<ContactField, ContactRefusal>> } {
  const name = text(80).parse(typed.name);
  const line = text(160).parse(typed.addressLine);
  const note = text(300).parse(typed.note);
  const phone = readPhone(typed.phone);
  const mail = typed.email.trim();
  const wrong: Partial<Record<ContactField, ContactRefusal>> = {};
  if (name.length < 2) wrong.name = "name_missing";
  if (name.length > 80) wrong.name = "name_long";
  if (phone === null) wrong.phone = typed.phone.trim() === "" ? "phone_missing" : "phone_wrong";
  if (mail !== "" && !email.safeParse(mail).success) wrong.email = "email_wrong";
  if (!/[\p{L}\p{N}]/u.test(line)) wrong.addressLine = "address_missing";
  if (line.length > 160) wrong.addressLine = "address_long";
  if (!/^\d{5}$/.test(typed.communeCode)) wrong.communeCode = "commune_missing";
  if (note.length > 300) wrong.note = "note_long";
  const [first] = Object.entries(wrong);
  if (first || phone === null)
    return { ...refuse(first?.[1] ?? "phone_wrong", { field: first?.[0] ?? "phone" }), wrong };
  return ok({ name, phone, email: mail === "" ? null : mail, addressLine: line, communeCode: typed.communeCode, note });
}
