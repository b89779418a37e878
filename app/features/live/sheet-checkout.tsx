import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { CheckoutForm } from "#app/features/checkout/checkout-form.tsx";
import type { CheckoutAnswer, EnterAnswer, LeftAnswer, PlacedAnswer } from "#app/features/checkout/typed.ts";
import { useErrorWords } from "#app/features/checkout/use-error-words.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import type { CheckoutPage } from "#services/checkout/view-checkout.ts";
import { Placed } from "./placed.tsx";

type Answer = CheckoutAnswer | EnterAnswer | PlacedAnswer | LeftAnswer;

const FROM_SHOW = { from: "show" };

/** Checkout in the sheet: going in holds live prices, leaving lets go of them, placing stays in the show. */
export function SheetCheckout({ onBack, onClose }: { onBack: () => void; onClose: () => void }) {
  const { t, language } = useWords();
  const say = useErrorWords();
  const fetcher = useFetcher<Answer>();
  const action = href("checkout", language);
  const { submit } = fetcher;
  const send = useRef((fields: FormData | Record<string, string>) => submit(fields, { method: "post", action }));
  useEffect(() => send.current({ ...FROM_SHOW, intent: "enter" }), []);
  const shown = useRef<CheckoutPage | null>(null);
  const answer = fetcher.data;
  const hasLeft = answer !== undefined && "left" in answer;
  useEffect(() => {
    if (hasLeft) onClose();
  }, [hasLeft, onClose]);
  if (answer && "placed" in answer) return <Placed placed={answer.placed} onClose={onClose} />;
  const told = answer && "page" in answer ? answer.page : null;
  // When the session ended meanwhile the market knows of no goods: what was typed stays, to be sent again.
  if (told && told.shops.length > 0) shown.current = told;
  const isLost = answer !== undefined && "formError" in answer && answer.formError === "signed_out";
  const page = isLost ? (shown.current ?? told) : told;
  const refused = answer && "refusal" in answer ? answer.refusal?.code : undefined;
  const fault = refused ?? (isLost && page?.shops.length === 0 ? "signed_out" : null);
  const leave = () => {
    send.current({ ...FROM_SHOW, intent: "leave" });
    onBack();
  };
  return (
    <div className="stack stack--4">
      <Button type="button" variant="quiet" small icon="arrow-left" onClick={leave}>
        {t("live:watch.back")}
      </Button>
      {fault ? (
        <Note kind="bad" role="alert">
          {say(fault)}
        </Note>
      ) : null}
      {page && page.shops.length > 0 ? (
        <CheckoutForm
          page={page}
          answer={answer && "typed" in answer ? answer : null}
          Form={fetcher.Form}
          submit={(fields) => send.current(fields)}
          isBusy={fetcher.state !== "idle"}
          hidden={FROM_SHOW}
          isSheet
        />
      ) : null}
    </div>
  );
}
