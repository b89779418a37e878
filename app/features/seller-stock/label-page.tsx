import { day } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import type { StockView } from "./stock-page.tsx";

export type Label = { code: string; address: string; qr: { size: number; d: string } };

/** A lot's label for its package: name, number, dates, code and QR; the rest of the page stays off paper. */
export function LabelPage({ view, label }: { view: StockView; label: Label }) {
  const { t, language } = useWords();
  const lot = view.lots.find((l) => l.code === label.code);
  if (!lot) return null;
  const { size, d } = label.qr;
  return (
    <>
      <div className="sh noprint">
        <h1>{t("seller:stock.labelTitle", { number: lot.number })}</h1>
        <p className="muted">
          {t("seller:stock.labelText")} {t("seller:stock.labelPrint")}
        </p>
        <p>
          <Anchor className="lnk" href={href("seller-stock", language, { id: view.listingId })}>
            {t("seller:stock.labelBack")}
          </Anchor>
        </p>
      </div>
      <div className="packslip lotlabel">
        <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t("seller:stock.code", { code: lot.code })}>
          <path d={d} />
        </svg>
        <div>
          <p className="strong">{view.name}</p>
          <p>{t("seller:stock.lot", { number: lot.number })}</p>
          {lot.madeOn && <p>{t("seller:stock.made", { day: day(lot.madeOn, language) })}</p>}
          {lot.bestBefore && <p>{t("seller:stock.best", { day: day(lot.bestBefore, language) })}</p>}
          <p className="packslip__code">{lot.code}</p>
          <p className="break">{label.address}</p>
        </div>
      </div>
    </>
  );
}
