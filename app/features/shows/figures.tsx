import { count, money } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Facts } from "#app/ui/block.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { Table } from "#app/ui/table.tsx";
import type { Figures } from "#services/live/view-plan.ts";

/** What a show did, for its producer. */
export function ShowFigures({ figures }: { figures: Figures }) {
  const { t, language } = useWords();
  const number = (value: number) => count(value, language);
  return (
    <section aria-labelledby="h-ket-qua">
      <SectionHead id="h-ket-qua" title={t("seller:shows.figures")} />
      <Facts
        items={[
          { term: t("seller:shows.reach"), detail: number(figures.reach) },
          { term: t("seller:shows.most"), detail: number(figures.mostViewers) },
          { term: t("seller:shows.messages"), detail: number(figures.messages) },
          { term: t("seller:shows.orders"), detail: number(figures.orders) },
          { term: t("seller:shows.money"), detail: money(figures.moneyVnd, language) },
        ]}
      />
      <h3 className="mt-4">{t("seller:shows.sold")}</h3>
      {figures.sold.length === 0 ? (
        <p className="muted">{t("seller:shows.soldNone")}</p>
      ) : (
        <Table
          caption={t("seller:shows.sold")}
          phone="cards"
          columns={[
            { key: "item", head: t("seller:shows.soldItem") },
            { key: "units", head: t("seller:shows.soldUnits"), num: true },
            { key: "deal", head: t("seller:shows.soldDeal"), num: true },
            { key: "money", head: t("seller:shows.soldMoney"), num: true },
          ]}
        >
          {figures.sold.map((row) => (
            <tr key={`${row.name}:${row.pack}`}>
              <td>
                {row.name}, {row.pack}
              </td>
              <td className="num" data-l={t("seller:shows.soldUnits")}>
                {number(row.units)}
              </td>
              <td className="num" data-l={t("seller:shows.soldDeal")}>
                {number(row.dealUnits)}
              </td>
              <td className="num" data-l={t("seller:shows.soldMoney")}>
                {money(row.moneyVnd, language)}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
