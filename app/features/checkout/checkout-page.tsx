import { Form, useNavigation, useSubmit } from "@remix-run/react";
import { useWords } from "#app/i18n/i18n.ts";
import { Bar } from "#app/ui/bars.tsx";
import { Button } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import type { CheckoutPage as PageData } from "#services/checkout/view-checkout.ts";
import { CHECKOUT_FORM, CheckoutForm, useSum } from "./checkout-form.tsx";
import type { CheckoutAnswer, EnterAnswer } from "./typed.ts";
import { useErrorWords } from "./use-error-words.ts";

/** What came of going into checkout when it could not hold what was wanted. */
function EnterNote({ entered }: { entered: EnterAnswer | null }) {
  const { t } = useWords();
  const say = useErrorWords();
  if (entered?.refusal)
    return (
      <Note kind="bad" role="alert">
        {say(entered.refusal.code)}
      </Note>
    );
  return entered?.entered?.isSpent ? <Note kind="warn">{t("shop:checkout.spent")}</Note> : null;
}

type PageProps = { page: PageData; answer: CheckoutAnswer | null; entered: EnterAnswer | null };

/** The form of checkout as a page of its own. Every step works by plain forms. */
export function CheckoutPage({ page, answer, entered }: PageProps) {
  const { t } = useWords();
  const sum = useSum(page);
  const submit = useSubmit();
  const isBusy = useNavigation().state !== "idle";
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <div className="head head--plain">
        <h1>{t("shop:checkout.title")}</h1>
      </div>
      <EnterNote entered={entered} />
      <CheckoutForm
        page={page}
        answer={answer}
        Form={Form}
        submit={(fields) => submit(fields, { method: "post", preventScrollReset: true })}
        isBusy={isBusy}
      />
      <Bar sum={sum}>
        <Button form={CHECKOUT_FORM} name="intent" value="place" busy={isBusy}>
          {t("shop:checkout.placeShort")}
        </Button>
      </Bar>
    </main>
  );
}
