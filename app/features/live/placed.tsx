import { useFetcher } from "@remix-run/react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { v7 as newUuid } from "uuid";
import type { PlacedAnswer } from "#app/features/checkout/typed.ts";
import { money, time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import type { PaymentView } from "#services/checkout/view-payment.ts";
import { usePayment } from "./use-payment.ts";

type OrderAnswer = { refusal: { code: string } | null };

/** In the place of a failed attempt: another one in a window of its own, or the money at the door. */
function OtherWays({ code, payment, look }: { code: string; payment: PaymentView; look: () => Promise<void> }) {
  const { t, language } = useWords();
  const fetcher = useFetcher<OrderAnswer>();
  const { attempts, canRetry, canPayAtDoor, amountVnd } = payment;
  const action = href("order", language, { code });
  // A double tap is one attempt: the next one has another id once this one is known.
  const requestIds = useRef(new Map<number, string>());
  const requestId = requestIds.current.get(attempts) ?? newUuid();
  requestIds.current.set(attempts, requestId);
  const isDone = fetcher.state === "idle" && fetcher.data !== undefined;
  useEffect(() => {
    if (isDone) void look();
  }, [isDone, look]);
  return (
    <>
      {canRetry ? (
        <form method="post" action={action} target="_blank" rel="noopener">
          <input type="hidden" name="act" value="pay" />
          <input type="hidden" name="requestId" value={requestId} />
          <Button wide>{t("shop:order.payment.pay", { amount: money(amountVnd, language) })}</Button>
        </form>
      ) : null}
      {canPayAtDoor ? (
        <fetcher.Form method="post" action={action}>
          <input type="hidden" name="act" value="pay-at-door" />
          <input type="hidden" name="requestId" value={requestId} />
          <input type="hidden" name="from" value="show" />
          <Button wide variant="line" busy={fetcher.state !== "idle"}>
            {t("shop:order.payment.atDoor")}
          </Button>
        </fetcher.Form>
      ) : null}
      {isDone && fetcher.data?.refusal ? (
        <Note kind="bad" role="alert">
          {t("live:watch.payment.notChanged")}
        </Note>
      ) : null}
    </>
  );
}

/** What the money does: to be paid, on its way, there, or not to come by this attempt. */
function Standing({ code, payAddress, children }: { code: string; payAddress: string; children: ReactNode }) {
  const { t, language } = useWords();
  const { payment, look } = usePayment(code);
  const [isOpened, setOpened] = useState(false);
  const state = payment?.state ?? "waiting";
  const isFirst = (payment?.attempts ?? 1) <= 1;
  return (
    <>
      <div role="status" className="stack stack--2">
        {state === "paid" ? (
          <Note kind="good">{t("live:watch.payment.paid", { code })}</Note>
        ) : (
          <Note kind={state === "failed" || state === "ended" ? "bad" : state === "at_door" ? "good" : "info"}>
            <b>{t("live:watch.placed", { code })}</b>{" "}
            {state === "waiting" && !isOpened && isFirst ? t("live:watch.placedPay") : t(`live:watch.payment.${state}`)}
            {payment?.failure ? ` ${t(`shop:order.payment.failure.${payment.failure}`)}` : null}
          </Note>
        )}
        {payment?.heldUntil ? (
          <p className="meta">{t("live:watch.payment.held", { time: time(payment.heldUntil, language) })}</p>
        ) : null}
      </div>
      {state === "waiting" && isFirst ? (
        <LinkButton
          wide
          variant={isOpened ? "line" : "primary"}
          href={payAddress}
          target="_blank"
          rel="noopener"
          onClick={() => setOpened(true)}
        >
          {t(isOpened ? "live:watch.payment.again" : "live:watch.pay")}
        </LinkButton>
      ) : null}
      {state === "failed" && payment ? <OtherWays code={code} payment={payment} look={look} /> : null}
      {children}
    </>
  );
}

/**
 * The order stands: its code, and the way to pay in a window of its own, so that the show stays open. What came of the
 * payment is learned here by itself.
 */
export function Placed({ placed, onClose }: { placed: PlacedAnswer["placed"]; onClose: () => void }) {
  const { t, language } = useWords();
  const { code, payAddress } = placed;
  const rest = (
    <>
      <LinkButton wide variant="line" href={href("order", language, { code })} target="_blank">
        {t("live:watch.toOrder")}
      </LinkButton>
      <Button type="button" wide variant="quiet" onClick={onClose}>
        {t("live:watch.goOn")}
      </Button>
    </>
  );
  return (
    <div className="stack stack--4">
      {payAddress === null ? (
        <>
          <Note kind="good" role="status">
            {t("live:watch.placed", { code })}
          </Note>
          {rest}
        </>
      ) : (
        <Standing code={code} payAddress={payAddress}>
          {rest}
        </Standing>
      )}
    </div>
  );
}
