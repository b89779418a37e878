import { newCode } from "#services/shared/ids.ts";

const GMT7_MS = 7 * 3_600_000;

/** A moment as providers write it: yyyyMMddHHmmss in GMT+7, whatever the time zone of the process. */
export function paymentTimestamp(at: Date): string {
  return new Date(at.getTime() + GMT7_MS).toISOString().slice(0, 19).replace(/[-T:]/g, "");
}

/** The moment behind a provider's yyyyMMddHHmmss (GMT+7), or null when it is none. */
export function readPaymentTimestamp(text: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  return !Number.isNaN(at.getTime()) && paymentTimestamp(at) === text ? at : null;
}

/**
 * A reference for one attempt: yymmdd (GMT+7) and 13 random upper-case alphanumerics, 19 characters in all.
 * One format serves every provider: the day first as some demand, short enough for a bank transfer's note.
 * `createdAt` is the attempt's own moment by the market's clock.
 */
export function newPaymentReference(createdAt: Date): string {
  return paymentTimestamp(createdAt).slice(2, 8) + newCode(13);
}
