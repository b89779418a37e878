import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { AddForm, Goods } from "#app/features/catalogue/goods.tsx";
import { drawingOf, pictureAddress } from "#app/features/catalogue/picture.ts";
import { Frame } from "#app/features/frame/frame.tsx";
import { count, exactTime, time, weekday } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { Card } from "#services/catalogue/card.ts";
import { asQualifier, pieceWord, unitPriceVnd } from "#services/catalogue/rules.ts";
import type { ReminderView } from "#services/live/ask-reminder.ts";
import type { BoardItem } from "#services/live/board.ts";
import type { ShowPage } from "#services/live/view-show.ts";
import type { ChatMessage } from "#services/realtime/protocol.ts";
import { RemindMe } from "./remind-me.tsx";
import { StopReason } from "./stop-reason.tsx";
import { useShowLine } from "./use-show-line.ts";
import { useVideoWords } from "./video-words.ts";

/** A thing of the show as a card. What may not be bought by one tap is bought on its page. */
function cardOf(item: BoardItem, shop: ShowPage["shop"]): Card {
  const { slug, name, pack, group, priceVnd: price, netAmount, netUnit, pictureHash, stars } = item;
  const perUnit = unitPriceVnd(price, netAmount, netUnit);
  const piece = netUnit === "piece" ? pieceWord(pack, netAmount) : null;
  const isQuick = item.offSale === null && !item.isAlcohol && !item.isHealthProtection;
  const note = item.offSale ? "out" : item.isAlcohol ? "alcohol" : item.isHealthProtection ? "health" : undefined;
  return {
    slug,
    name,
    pack: asQualifier(pack),
    group,
    price,
    shop: shop.name,
    ...(perUnit !== null && perUnit !== price ? { unitPrice: perUnit, unit: netUnit } : {}),
    ...(piece === null ? {} : { piece }),
    ...(pictureHash === null ? {} : { picture: pictureHash }),
    ...(stars === null ? {} : { stars }),
    ...(note === undefined ? {} : { note }),
    ...(isQuick ? { add: item.variantId } : {}),
  };
}

function When({ show }: { show: ShowPage }) {
  const { t, language } = useWords();
  const { startedAt, endedAt, startsAt, state } = show;
  if (state === "planned")
    return (
      <p className="aside__when">
        <time dateTime={startsAt}>{`${time(startsAt, language)} ${weekday(startsAt, language)}`}</time>
      </p>
    );
  const from = startedAt ?? startsAt;
  const span = { day: weekday(from, language), from: time(from, language), to: time(endedAt ?? from, language) };
  return <p className="muted">{t("live:aside.span", span)}</p>;
}

/** What became of it, in words: not yet, over, or stopped with the reason that staff gave. */
function Standing({ show }: { show: ShowPage }) {
  const { t, language } = useWords();
  const withoutVideo = useVideoWords()(show.video ?? { state: "ready", code: null }, show.isMine ? "host" : "viewer");
  if (show.state === "planned")
    return (
      <>
        <p>{t("live:aside.plannedText")}</p>
        {withoutVideo ? <Note kind="warn">{withoutVideo}</Note> : null}
        {show.isMine ? (
          <LinkButton variant="line" icon="radio" href={href("seller-shows", language)} reload>
            {t("live:watch.studio")}
          </LinkButton>
        ) : null}
      </>
    );
  if (show.state === "stopped")
    return (
      <Note kind="bad">
        <b>{t("live:aside.stopped", { time: time(show.endedAt ?? show.startsAt, language) })}</b>{" "}
        <StopReason code={show.endReasonCode} words={show.endReason} />
      </Note>
    );
  return <p>{t("live:aside.endedText")}</p>;
}

function Facts({ facts }: { facts: NonNullable<ShowPage["facts"]> }) {
  const { t, language } = useWords();
  const rows = [
    [t("live:aside.most"), t("live:aside.people", { count: facts.mostViewers })],
    [t("live:aside.orders"), count(facts.orders, language)],
    [t("live:aside.units"), count(facts.units, language)],
  ] as const;
  return (
    <dl className="aside__facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Talk({ messages }: { messages: readonly ChatMessage[] }) {
  const { t, language } = useWords();
  return (
    <section aria-labelledby="h-tro-chuyen">
      <SectionHead id="h-tro-chuyen" title={t("live:watch.chat")} />
      {messages.length === 0 ? (
        <p className="muted">{t("live:aside.noTalk")}</p>
      ) : (
        <ol className="talk">
          {messages.map((message) => (
            <li key={message.number} className={cx(message.role === "host" && "seller") || undefined}>
              <time dateTime={new Date(message.at).toISOString()}>{exactTime(new Date(message.at), language)}</time>
              <span lang="vi">
                <b>{message.role === "staff" ? t("live:watch.staff") : message.name}</b> {message.body}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Bought() {
  const { t, language } = useWords();
  return (
    <section aria-labelledby="h-da-mua">
      <SectionHead id="h-da-mua" title={t("live:aside.bought")} />
      <ul className="aside__rights">
        <li>{t("live:aside.boughtStands")}</li>
        <li>{t("live:aside.boughtCancel")}</li>
        <li>{t("live:aside.boughtReturn")}</li>
      </ul>
      <p className="row row--wrap mt-4">
        <LinkButton href={href("track", language)}>{t("live:aside.track")}</LinkButton>
        <LinkButton variant="line" href={href("shows", language)}>
          {t("live:watch.otherShows")}
        </LinkButton>
      </p>
    </section>
  );
}

type AsideProps = {
  show: ShowPage;
  /** Of a planned show. */
  reminder: ReminderView | null;
  /** Why a reminder was refused. */
  refusal: string | null;
};

/**
 * The page of a show before it begins and after it is over: a page of the market like others, with what will be or was
 * sold. It turns into the player by itself when the show opens.
 */
export function ShowAside({ show, reminder, refusal }: AsideProps) {
  const { t, language } = useWords();
  const { board, messages } = useShowLine(show);
  const { revalidate } = useRevalidator();
  const isOpen = board.state === "live";
  useEffect(() => {
    if (isOpen) revalidate();
  }, [isOpen, revalidate]);
  const { items } = show.board;
  const lead = items[0];
  const picture = lead?.pictureHash ? pictureAddress(lead.pictureHash, 800) : drawingOf(lead?.group ?? 1);
  const isPlanned = show.state === "planned";
  return (
    <Frame>
      <main id="main" className="wrap aside" tabIndex={-1}>
        <div className="aside__top">
          <div className="frame" data-off={isPlanned ? undefined : ""}>
            <img src={picture} alt="" width="800" height="800" />
            <span className="frame__top">
              <span className="chip-dark">{t(`live:aside.chip.${show.state as "planned"}`)}</span>
              {show.isDemo ? <span className="chip-dark">{t("live:watch.demo")}</span> : null}
            </span>
          </div>
          <div className="stack">
            <h1 lang="vi">{show.title}</h1>
            <When show={show} />
            <p lang="vi">
              <Anchor href={href("shop", language, { slug: show.shop.slug })}>{show.shop.name}</Anchor>
              {show.shop.commune ? `, ${show.shop.commune}` : null}
            </p>
            {reminder && !show.isMine ? <RemindMe show={show} reminder={reminder} refusal={refusal} /> : null}
            <Standing show={show} />
          </div>
        </div>
        {show.facts ? <Facts facts={show.facts} /> : null}
        {show.state === "stopped" ? <Bought /> : null}
        {items.length > 0 ? (
          <section aria-labelledby="h-mon">
            <SectionHead
              id="h-mon"
              title={t(isPlanned ? "live:aside.willSell" : "live:aside.sold", { count: items.length })}
              note={isPlanned ? t("live:aside.willSellText") : t("live:aside.soldText")}
            />
            <AddForm />
            <Goods cards={items.map((item) => cardOf(item, show.shop))} />
          </section>
        ) : null}
        {isPlanned ? null : <Talk messages={messages} />}
        {show.state === "stopped" ? null : (
          <p>
            <LinkButton variant="line" href={href("shows", language)}>
              {t("live:watch.otherShows")}
            </LinkButton>
          </p>
        )}
      </main>
    </Frame>
  );
}
