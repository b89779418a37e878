import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { phoneText } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { type Fact, Facts } from "#app/ui/block.tsx";
import type { Seller } from "#services/catalogue/seller.ts";

/** Who sells: registered name, legal form, tax number, address and contact (Consumer Law 2023, Article 37). */
export function SellerFacts({ seller }: { seller: Seller }) {
  const { t } = useWords();
  const missing = <span className="muted">{t("shop:seller.missing")}</span>;
  const items: Fact[] = [
    { term: t("shop:seller.name"), detail: <Vietnamese>{seller.name}</Vietnamese> },
    { term: t("shop:seller.form"), detail: t(`shop:seller.forms.${seller.form}`) },
    { term: t("shop:seller.taxNumber"), detail: seller.taxNumber ?? missing },
    { term: t("shop:seller.address"), detail: seller.address ? <Vietnamese>{seller.address}</Vietnamese> : missing },
    {
      term: t("shop:seller.phone"),
      detail: seller.phone ? <a href={`tel:${seller.phone.replace(/\s/g, "")}`}>{phoneText(seller.phone)}</a> : missing,
    },
  ];
  if (seller.email)
    items.push({ term: t("shop:seller.email"), detail: <a href={`mailto:${seller.email}`}>{seller.email}</a> });
  return <Facts items={items} />;
}
