import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { money, weight } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { CheckoutPage, CheckoutShop } from "#services/checkout/view-checkout.ts";

function Parcel({ shop, at }: { shop: CheckoutShop; at: number }) {
  const { t, language } = useWords();
  return (
    <div className="pay">
      <p className="pay__h">
        <b>
          {t("shop:checkout.parcel", { number: at + 1 })} · <Vietnamese>{shop.name}</Vietnamese>
        </b>
        <span className="meta">
          <Vietnamese>{shop.lines.map((l) => `${l.quantity} × ${l.name}, ${l.pack}`).join("; ")}</Vietnamese>
          {`, ${weight(shop.weightGrams, language)}`}
        </span>
      </p>
      <p className="pay__h">
        {shop.shippingProblem ? (
          <span className="c-red">{t(`shop:checkout.shippingProblems.${shop.shippingProblem}`)}</span>
        ) : shop.shippingVnd === null ? (
          <span className="meta">{t("shop:checkout.shippingLater")}</span>
        ) : (
          <>
            <b>{money(shop.shippingVnd, language)}</b>
            <span className="meta">
              {t("shop:checkout.days", { from: shop.daysMin, to: shop.daysMax })}
              {shop.isDemoTariff ? ` ${t("shop:checkout.demoTariff")}` : ""}
            </span>
          </>
        )}
      </p>
    </div>
  );
}

/** A parcel per shop, each with its own way and price. */
export function Parcels({ page }: { page: CheckoutPage }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="c2">
      <SectionHead id="c2" title={t("shop:checkout.parcels", { count: page.shops.length })} plain />
      <div className="stack stack--4">
        {page.shops.map((shop, at) => (
          <Parcel key={shop.shopId} shop={shop} at={at} />
        ))}
      </div>
    </section>
  );
}
