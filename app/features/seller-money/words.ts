import { fieldDay } from "#app/i18n/format.ts";
import type { Words } from "#app/i18n/i18n.ts";
import type { EventKind } from "#services/ledger/rules.ts";
import type { StatementWords } from "#services/ledger/write-statement.ts";

/** What happened to a shop's money, in words. */
export function eventWords(t: Words, { event, payoutCode }: { event: EventKind; payoutCode: string | null }): string {
  return t(`seller:money.event.${event}`, { code: payoutCode ?? "" });
}

/** The words of a statement's file. */
export function statementWords(t: Words): StatementWords {
  return {
    head: [
      t("seller:statement.day"),
      t("seller:statement.order"),
      t("seller:statement.what"),
      t("seller:statement.gross"),
      t("seller:money.columns.commission"),
      t("seller:money.columns.vat"),
      t("seller:money.columns.pit"),
      t("seller:statement.net"),
    ],
    opening: t("seller:statement.opening"),
    eventOf: (event) => eventWords(t, event),
    dayOf: fieldDay,
    fileName: (code) => t("seller:statement.fileName", { code }),
  };
}
