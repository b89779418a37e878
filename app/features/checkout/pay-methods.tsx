import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { RadioRows } from "#app/ui/choice.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { CheckoutPage } from "#services/checkout/view-checkout.ts";
import type { CheckoutTyped } from "./typed.ts";

/** VNPay where it is set up, and cash at the door unless there is alcohol in the cart: the reason stands beside it. */
export function PayMethods({
  page,
  typed,
  error,
}: {
  page: CheckoutPage;
  typed: CheckoutTyped;
  error: string | undefined;
}) {
  const { t } = useWords();
  const isDemo = useRootData()?.isDemo === true;
  const vnpay = {
    value: "vnpay",
    label: t("shop:checkout.vnpay"),
    note: `${t(isDemo ? "shop:checkout.vnpayDemo" : "shop:checkout.vnpayNote")} ${t("shop:checkout.vnpayHold", { minutes: page.holdMinutes })}`,
    aside: <Icon name="credit-card" />,
  };
  const cod = {
    value: "cod",
    label: t("shop:checkout.cod"),
    note: t(page.hasAlcohol ? "shop:checkout.codAlcohol" : "shop:checkout.codNote"),
    aside: <Icon name="banknote" />,
    disabled: page.hasAlcohol,
  };
  return (
    <section aria-label={t("shop:checkout.payment")}>
      <RadioRows
        id="method"
        name="method"
        legend={t("shop:checkout.payment")}
        options={page.canVnpay ? [vnpay, cod] : [cod]}
        defaultValue={typed.method}
        error={error}
      />
    </section>
  );
}
