import { Form } from "@remix-run/react";
import { WhoseField } from "#app/features/frame/whose.tsx";
import { money, time, weekday } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import type { PaymentPanel } from "#services/checkout/payment-panel.ts";
import { failureOf } from "#services/payments/failure-rules.ts";

type PartProps = { panel: PaymentPanel; code: string; requestId: string };

function Standing({ panel }: { panel: PaymentPanel }) {
  const { t } = useWords();
  if (panel.isWaiting) {
    return (
      <Note icon="hourglass">
        <b>{t("shop:order.payment.confirming")}.</b> {t("shop:order.payment.confirmingText")}
      </Note>
    );
  }
  if (!panel.lastErrorCode) return null;
  return (
    <Note kind="bad">
      <b>{t("shop:order.payment.failed")}</b> {t(`shop:order.payment.failure.${failureOf(panel.lastErrorCode)}`)}
    </Note>
  );
}

function Ways({ panel, requestId }: Omit<PartProps, "code">) {
  const { t, language } = useWords();
  const way = (act: string, text: string, isFirst: boolean) => (
    <Form method="post">
      <WhoseField />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="requestId" value={requestId} />
      <Button wide variant={isFirst ? "primary" : "line"}>
        {text}
      </Button>
    </Form>
  );
  return (
    <>
      {panel.canRetry && way("pay", t("shop:order.payment.pay", { amount: money(panel.amountVnd, language) }), true)}
      {panel.canPayAtDoor && way("pay-at-door", t("shop:order.payment.atDoor"), !panel.canRetry)}
    </>
  );
}

/** What the money of a group waits for, until when its goods are held, and the ways to pay while they are. */
export function PaymentPart({ panel, code, requestId }: PartProps) {
  const { t, language } = useWords();
  if (panel.isInReview) return <Note kind="warn">{t("shop:order.payment.review")}</Note>;
  if (panel.heldUntil === null) return null;
  const held = { time: time(panel.heldUntil, language), day: weekday(panel.heldUntil, language) };
  const mayPay = panel.canRetry || panel.canPayAtDoor;
  return (
    <section className="parcel" aria-labelledby="thanh-toan">
      <h2 id="thanh-toan">{t("shop:order.payment.title", { amount: money(panel.amountVnd, language) })}</h2>
      <Standing panel={panel} />
      <p>{mayPay ? t("shop:order.payment.held", held) : t("shop:order.payment.tooLate")}</p>
      {panel.doorRefusal && <p className="meta">{t("shop:order.payment.noDoor")}</p>}
      <div className="acts">
        <Ways panel={panel} requestId={requestId} />
        {panel.isWaiting && (
          <LinkButton variant="line" href={href("order", language, { code })} reload>
            {t("shop:order.payment.look")}
          </LinkButton>
        )}
      </div>
    </section>
  );
}
