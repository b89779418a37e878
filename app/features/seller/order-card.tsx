import { Form } from "@remix-run/react";
import { goodsPicture, spacedCode, tintOf } from "#app/features/orders/show.ts";
import { endingOf } from "#app/features/seller/show.ts";
import { instant, money, time, weekday, weight } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ShopOrderList } from "#services/orders/list-shop-orders.ts";

type Order = ShopOrderList["orders"][number];

/** What the buyer still pays at the door, or that nothing is due. */
export function payText(
  t: ReturnType<typeof useWords>["t"],
  language: ReturnType<typeof useWords>["language"],
  order: { method: "cod" | "vnpay"; isPaid: boolean; isCashReceived: boolean; totalVnd: number },
): string {
  if (order.isPaid) return t("seller:orders.isPaid");
  if (order.method === "vnpay") return t("seller:orders.unpaid");
  return order.isCashReceived
    ? t("seller:orders.codDone")
    : t("seller:orders.cod", { amount: money(order.totalVnd, language) });
}

function Due({ order }: { order: Order }) {
  const { t, language } = useWords();
  if (order.state === "new" && order.acceptBy) {
    const when = { time: time(order.acceptBy, language), day: weekday(order.acceptBy, language) };
    return <Tag kind="earth">{t("seller:orders.before", when)}</Tag>;
  }
  const kind =
    order.state === "handed_over"
      ? "cham"
      : order.state === "delivered" || order.state === "completed"
        ? "leaf"
        : "plain";
  return <Tag kind={kind}>{t(`seller:orders.state.${order.state}`)}</Tag>;
}

function Items({ order }: { order: Order }) {
  const { t } = useWords();
  const isPacked = !["new", "accepted"].includes(order.state);
  return (
    <ul>
      {order.lines.map((line) => {
        const lots = line.lots.map((lot) => lot.number).join(", ");
        return (
          <li key={line.id} className="oi">
            <Pic picture={goodsPicture(line.pictureHash)} tint={tintOf(line.group)} />
            <b className="oi__q">{line.quantity}×</b>
            <div>
              <p className="strong" lang="vi">
                {line.name}, {line.variantName}
              </p>
              <p className="meta">
                {isPacked ? t("seller:orders.lotsPacked", { lots }) : t("seller:orders.lotsFrom", { lots })}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const ACTS = { new: "accept", accepted: "pack", handed_over: "deliver" } as const;

/** The next step of an order, done from the list where it needs nothing more. */
function NextStep({ order, requestId }: { order: Order; requestId: string }) {
  const { t, language } = useWords();
  const page = href("seller-order", language, { code: order.code });
  if (order.state === "packed") {
    return <LinkButton href={`${page}#gui-di`}>{t("seller:orders.handOver")}</LinkButton>;
  }
  const act = order.state in ACTS ? ACTS[order.state as keyof typeof ACTS] : null;
  if (act === null) {
    return (
      <LinkButton variant="line" href={page}>
        {t("seller:orders.more")}
      </LinkButton>
    );
  }
  return (
    <Form method="post" action={page}>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="requestId" value={requestId} />
      <input type="hidden" name="back" value="list" />
      <Button>{t(`seller:orders.${act}`)}</Button>
    </Form>
  );
}

/** One order in a shop's list: who, what from which lot, until when, and the next step. */
export function OrderCard({ order, requestId }: { order: Order; requestId: string }) {
  const { t, language } = useWords();
  const code = spacedCode(order.code);
  const hasSlip = order.state === "accepted" || order.state === "packed";
  return (
    <article className="ord">
      <header className="row row--top row--wrap">
        <div className="grow">
          <h2>
            <Anchor
              href={href("seller-order", language, { code: order.code })}
              aria-label={t("seller:orders.open", { code })}
            >
              {code}
            </Anchor>{" "}
            <span className="muted">
              · {order.buyerName}, {order.place}
            </span>
          </h2>
          <p className="meta">
            {instant(order.createdAt, language)}
            {order.endReasonCode && ` · ${endingOf(t, order.endReasonCode)}`}
          </p>
        </div>
        <Due order={order} />
      </header>
      <Items order={order} />
      <footer className="row">
        <p className="grow">
          <b>{money(order.totalVnd, language)}</b>
          <br />
          <span className="meta">
            {weight(order.weightGrams, language)}, {payText(t, language, order)}
          </span>
        </p>
        {hasSlip && (
          <LinkButton
            variant="line"
            icon="printer"
            iconOnly
            href={href("seller-slip", language, { code: order.code })}
            reload
          >
            {t("seller:orders.print", { code })}
          </LinkButton>
        )}
        <NextStep order={order} requestId={requestId} />
      </footer>
    </article>
  );
}
