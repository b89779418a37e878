import type { ReactNode } from "react";
import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { day } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";

type Lot = { code: string; number: string; madeOn: string | null; bestBefore: string | null };

type LotTableProps<L extends Lot> = {
  lots: readonly L[];
  caption: string;
  /** Head of the column that says what a lot is of, and its words. */
  head: string;
  of: (lot: L) => ReactNode;
};

/** Lots with the way to each one's page; a day that nobody recorded is said to be unknown. */
export function LotTable<L extends Lot>({ lots, caption, head, of }: LotTableProps<L>) {
  const { t, language } = useWords();
  const when = (value: string | null) => (value === null ? t("shop:product.unknown") : day(value, language));
  return (
    <table className="table lottab">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("shop:product.lot")}</th>
          <th scope="col">{head}</th>
          <th scope="col">{t("shop:product.madeOn")}</th>
          <th scope="col">{t("shop:product.bestBefore")}</th>
        </tr>
      </thead>
      <tbody>
        {lots.map((lot) => (
          <tr key={lot.code}>
            <td>
              <Anchor className="strong lnk" href={href("lot", language, { code: lot.code })}>
                {lot.number}
              </Anchor>
            </td>
            <td>
              <Vietnamese>{of(lot)}</Vietnamese>
            </td>
            <td data-l={t("shop:product.madeOn")}>{when(lot.madeOn)}</td>
            <td data-l={t("shop:product.bestBefore")}>{when(lot.bestBefore)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
