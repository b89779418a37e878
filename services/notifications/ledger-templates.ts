type Data = Record<string, string>;

/** What finance is told of the ledger. Data: difference, a sentence in English with codes and amounts. */
export const ledgerTemplates = {
  money_difference: {
    vi: (d: Data) => ({
      subject: "Sổ tiền của chợ có chỗ lệch",
      body: `Lần kiểm tra đêm qua thấy chỗ lệch đầu tiên:\n\n${d.difference}\n\nSố dư chốt đêm giữ nguyên cho đến khi sổ khớp. Để kiểm tra lại, người quản trị máy chủ chạy: npm run check:money`,
    }),
    en: (d: Data) => ({
      subject: "The market's ledger does not add up",
      body: `Last night's check found a first difference:\n\n${d.difference}\n\nThe nightly balances stay as they are until the ledger adds up. To check again, whoever runs the server types: npm run check:money`,
    }),
  },
};
