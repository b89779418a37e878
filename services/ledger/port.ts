/** One transfer that the bank is asked for. Text is as the bank takes it: capitals without accents. */
export type Transfer = {
  /** Ours; what the bank's answer is matched by. */
  reference: string;
  holder: string;
  accountNumber: string;
  bankName: string;
  amountVnd: number;
  note: string;
};

export type TableFile = { bytes: Uint8Array; mime: string; extension: string };

/** Writes files that leave the house: what a bank is given to transfer, and tables that people open in a spreadsheet. */
export interface TableFilePort {
  bankFile(transfers: readonly Transfer[]): Promise<TableFile>;
  /** A table with its head; numbers stay numbers. */
  table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Promise<TableFile>;
}
