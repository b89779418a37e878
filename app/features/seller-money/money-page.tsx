import { PAYOUT_TAGS } from "#app/features/orders/payout-tags.ts";
import { spacedCode } from "#app/features/orders/show.ts";
import { eventWords } from "#app/features/seller-money/words.ts";
import { instant, money, signedMoney } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ShopMoney } from "#services/ledger/view-shop-money.ts";

type MoneyProps = { money: ShopMoney };
type Event = ShopMoney["events"][number];

/** The two amounts, each with what it means. */
function Till({ money: { availableVnd, pendingVnd } }: MoneyProps) {
  const { t, language } = useWords();
  return (
    <dl className="till">
      <div>
        <dt>{t("seller:money.available")}</dt>
        <dd className="till__n">{money(availableVnd, language)}</dd>
        <dd className="meta">{t("seller:money.availableText")}</dd>
      </div>
      <div>
        <dt>{t("seller:money.pending")}</dt>
        <dd className="till__n">{money(pendingVnd, language)}</dd>
        <dd className="meta">{t("seller:money.pendingText")}</dd>
      </div>
    </dl>
  );
}

/** Whether the next run pays the shop, and if not, why. */
function Next({ money: { availableVnd, heldBack } }: MoneyProps) {
  const { t, language } = useWords();
  if (heldBack !== null)
    return (
      <Note kind={heldBack === "negative" || heldBack === "suspended" ? "bad" : "warn"} className="mt-3">
        {t(`seller:money.heldBack.${heldBack}`, { amount: money(Math.abs(availableVnd), language) })}
      </Note>
    );
  return (
    <Note kind={availableVnd > 0 ? "good" : "info"} className="mt-3">
      {availableVnd > 0
        ? t("seller:money.next", { amount: money(availableVnd, language) })
        : t("seller:money.nextNone")}
    </Note>
  );
}

function Payouts({ money: { payouts } }: MoneyProps) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "code", head: t("seller:money.payout.code") },
    { key: "at", head: t("seller:money.payout.at") },
    { key: "account", head: t("seller:money.payout.account") },
    { key: "state", head: t("seller:money.payout.state") },
    { key: "amount", head: t("seller:money.payout.amount"), num: true },
  ];
  return (
    <section className="sec" aria-labelledby="lan-chi">
      <SectionHead id="lan-chi" title={t("seller:money.payouts")} />
      {payouts.length === 0 ? (
        <p className="muted">{t("seller:money.payoutsNone")}</p>
      ) : (
        <Table caption={t("seller:money.payouts")} columns={columns} phone="cards" tight className="tills">
          {payouts.map((payout) => (
            <tr key={payout.id}>
              <td>
                <Anchor className="lnk strong" href={href("seller-statement", language, { id: payout.id })}>
                  {t("seller:statement.heading", { code: payout.code })}
                </Anchor>
              </td>
              <td className="meta">{instant(payout.preparedAt, language)}</td>
              <td>{t("seller:money.accountEnd", { bank: payout.bankName, end: payout.accountEnd })}</td>
              <td>
                <Tag kind={PAYOUT_TAGS[payout.state]}>{t(`seller:money.state.${payout.state}`)}</Tag>
                {payout.failure && <span className="meta tills__why">{payout.failure}</span>}
              </td>
              <td className="num strong" data-l={t("seller:money.payout.amount")}>
                {money(payout.amountVnd, language)}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/** What was kept is told once, at the event that kept it: a complete order only moves what was left. */
function keptOf(event: Event) {
  const { commissionVnd, vatVnd, pitVnd } = event;
  if (event.event === "order_completed") return { commission: 0, vat: 0, pit: 0 };
  return { commission: commissionVnd, vat: vatVnd, pit: pitVnd };
}

function EventRow({ event }: { event: Event }) {
  const { t, language } = useWords();
  const kept = keptOf(event);
  const moved = (amountVnd: number) => (amountVnd === 0 ? "" : signedMoney(amountVnd, language));
  const held = (amountVnd: number) => (amountVnd === 0 ? "" : money(amountVnd, language));
  return (
    <tr>
      <td className="meta nowrap">
        <time dateTime={event.occurredAt}>{instant(event.occurredAt, language)}</time>
      </td>
      <td>
        {eventWords(t, event)}
        {event.orderCode && (
          <>
            {", "}
            <Anchor className="nowrap" href={href("seller-order", language, { code: event.orderCode })}>
              {t("seller:money.order", { code: spacedCode(event.orderCode) })}
            </Anchor>
          </>
        )}
      </td>
      <td className="num strong" data-l={t("seller:money.pending")}>
        {moved(event.pendingVnd)}
      </td>
      <td className="num strong" data-l={t("seller:money.available")}>
        {moved(event.availableVnd)}
      </td>
      <td className="num" data-l={t("seller:money.columns.commission")}>
        {held(kept.commission)}
      </td>
      <td className="num" data-l={t("seller:money.columns.vat")}>
        {held(kept.vat)}
      </td>
      <td className="num" data-l={t("seller:money.columns.pit")}>
        {held(kept.pit)}
      </td>
    </tr>
  );
}

function Events({ money: { events } }: MoneyProps) {
  const { t } = useWords();
  const columns: Column[] = [
    { key: "at", head: t("seller:money.columns.at") },
    { key: "what", head: t("seller:money.columns.what") },
    { key: "pending", head: t("seller:money.pending"), num: true },
    { key: "available", head: t("seller:money.available"), num: true },
    { key: "commission", head: t("seller:money.columns.commission"), num: true },
    { key: "vat", head: t("seller:money.columns.vat"), num: true },
    { key: "pit", head: t("seller:money.columns.pit"), num: true },
  ];
  return (
    <Table caption={t("seller:money.events")} columns={columns} phone="cards" tight className="tills">
      {events.map((event) => (
        <EventRow key={`${event.seq}${event.orderCode}`} event={event} />
      ))}
    </Table>
  );
}

function NoEvents({ page }: { page: number }) {
  const { t, language } = useWords();
  if (page === 1)
    return (
      <Empty level={3} title={t("seller:money.none")}>
        <p>{t("seller:money.noneText")}</p>
      </Empty>
    );
  return (
    <Empty
      level={3}
      title={t("seller:money.beyond")}
      action={<LinkButton href={href("seller-money", language)}>{t("seller:money.first")}</LinkButton>}
    />
  );
}

/** What a shop has earned: what is payable, what waits, each payout, and each amount with its order. */
export function MoneyPage(props: MoneyProps) {
  const { t, language } = useWords();
  const { events, page, pages } = props.money;
  return (
    <>
      <div className="sh">
        <h1>{t("seller:money.heading")}</h1>
      </div>
      <Till {...props} />
      <Next {...props} />
      <Payouts {...props} />
      <section className="sec" aria-labelledby="tung-khoan">
        <SectionHead
          id="tung-khoan"
          title={t("seller:money.events")}
          note={events.length > 0 && t("seller:money.eventsText")}
        />
        {events.length === 0 ? <NoEvents page={page} /> : <Events {...props} />}
        <Pagination
          label={t("pages")}
          page={page}
          pages={pages}
          hrefOf={(to) => href("seller-money", language, {}, { page: to > 1 ? to : null })}
          nameOf={(to) => t("page", { page: to })}
          previous={t("previousPage")}
          next={t("nextPage")}
        />
      </section>
    </>
  );
}
