import { stringify } from "csv-stringify";
import type { TableFile, TableFilePort, Transfer } from "#services/ledger/port.ts";

type Cell = string | number | null;

/** A text that a spreadsheet would take for a formula (OWASP, "CSV injection") is led by an apostrophe. */
const harmless = (cell: Cell): Cell => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

function write(head: readonly string[], rows: readonly (readonly Cell[])[]): Promise<TableFile> {
  const lines = [head, ...rows.map((row) => row.map(harmless))];
  return new Promise((done, fail) => {
    // Excel reads Vietnamese letters only after a mark of UTF-8; RFC 4180 ends lines by CR LF.
    stringify(
      lines.map((line) => [...line]),
      { bom: true, record_delimiter: "\r\n" },
      (error, text) => {
        if (error) fail(error);
        else done({ bytes: new TextEncoder().encode(text), mime: "text/csv; charset=utf-8", extension: "csv" });
      },
    );
  });
}

const BANK_HEAD = ["reference", "beneficiary", "account_number", "bank", "amount_vnd", "note"];

/** Files of comma-separated values. The columns are ours: a bank that wants others gets an adapter of its own. */
export function csvFiles(): TableFilePort {
  return {
    bankFile: (transfers: readonly Transfer[]) =>
      write(
        BANK_HEAD,
        transfers.map((t) => [t.reference, t.holder, t.accountNumber, t.bankName, t.amountVnd, t.note]),
      ),
    table: write,
  };
}
