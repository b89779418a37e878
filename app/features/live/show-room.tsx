import { useState } from "react";
import { instant } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Anchor } from "#app/ui/anchor.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Act, SkipLink } from "#app/ui/header.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Note } from "#app/ui/note.tsx";
import type { BoardItem } from "#services/live/board.ts";
import type { ShowPage } from "#services/live/view-show.ts";
import type { ChatMessage } from "#services/realtime/protocol.ts";
import { BuySheet } from "./buy-sheet.tsx";
import { Chat } from "./chat.tsx";
import { PinCard, Shelf } from "./goods.tsx";
import { Player } from "./player.tsx";
import { StaffActs } from "./staff-acts.tsx";
import { StopReason } from "./stop-reason.tsx";
import { useShowLine } from "./use-show-line.ts";

function Head({ show }: { show: ShowPage }) {
  const { t, language } = useWords();
  const count = useRootData()?.cartCount ?? 0;
  return (
    <header className="live__head on-dark only-desk">
      <div className="top">
        <div className="row live__bar">
          <Anchor className="top__logo" href={href("home", language)} reload>
            <img src="/look/logo-paper.svg" alt={t("header.home")} width="250" height="56" />
          </Anchor>
          <p className="grow live__t" lang="vi">
            {show.title}
          </p>
          {show.isMine ? (
            <Act
              act={{ href: href("seller-shows", language), icon: "radio", text: t("live:watch.studio"), reload: true }}
            />
          ) : null}
          <Act
            act={{
              href: href("cart", language),
              icon: "shopping-basket",
              text: t("live:watch.cart"),
              count,
              countLabel: t("header.cartCount", { count }),
              reload: true,
            }}
          />
        </div>
      </div>
      <div className="hem" />
    </header>
  );
}

/** In place of the picture once it is over: what happened, and where to go on. */
function Standing({ show, board }: { show: ShowPage; board: ShowPage["board"] }) {
  const { t, language } = useWords();
  return (
    <section className="video livewait">
      {board.state === "stopped" ? (
        <>
          <Note kind="bad">
            <b>{t("live:watch.stopped")}</b> <StopReason code={board.endReasonCode} words={board.endReason} />
          </Note>
          <p>{t("live:watch.stoppedText")}</p>
        </>
      ) : (
        <p>{t("live:watch.ended", { time: instant(show.endedAt ?? show.startsAt, language) })}</p>
      )}
      <LinkButton variant="line" href={href("shows", language)} reload>
        {t("live:watch.otherShows")}
      </LinkButton>
    </section>
  );
}

function ShelfButton({ count, isOpen, onOpen }: { count: number; isOpen: boolean; onOpen: () => void }) {
  const { t } = useWords();
  return (
    <button
      type="button"
      className="vbtn chat__shelf only-phone"
      aria-label={t("live:watch.shelfOpen", { count })}
      aria-expanded={isOpen}
      onClick={onOpen}
    >
      <Icon name="shopping-bag" />
      <small aria-hidden="true">{t("live:watch.items", { count })}</small>
    </button>
  );
}

/** A show: picture, chat and goods in one page that is never left to buy. */
export function ShowRoom({ show }: { show: ShowPage }) {
  const { t } = useWords();
  const line = useShowLine(show);
  const [isShelfOpen, setShelfOpen] = useState(false);
  const [buying, setBuying] = useState<BoardItem | null>(null);
  const { board, say, sayAgain, forget, sayings, reason, messages, state, viewers, hearts } = line;
  const isLive = board.state === "live";
  const pinned = board.items.find((item) => item.itemId === board.pin?.itemId) ?? null;
  const buy = (item: BoardItem) => {
    setShelfOpen(false);
    setBuying(item);
  };
  const goods = { isLive, onBuy: buy };
  const actsOf = (message: ChatMessage) => <StaffActs slug={show.slug} message={message} />;
  const moderating = show.mayModerate && isLive ? { actsOf } : {};
  const sending = { say, sayAgain, forget, sayings, canSay: show.canSay };
  const chat = { slug: show.slug, messages, state, reason, isLive, ...sending, ...moderating };
  return (
    <>
      <SkipLink href="#gian">{t("live:watch.skip")}</SkipLink>
      <h1 className="sr">{t("live:watch.pageTitle", { title: show.title })}</h1>
      <main className="live" id="main" tabIndex={-1}>
        <Head show={show} />
        {isLive ? (
          <Player show={show} isLive={isLive} viewers={viewers} hearts={hearts} onHeart={line.react} pinned={pinned} />
        ) : (
          <Standing show={show} board={board} />
        )}
        <Chat {...chat}>
          <ShelfButton count={board.items.length} isOpen={isShelfOpen} onOpen={() => setShelfOpen(true)} />
        </Chat>
        {pinned ? <PinCard item={pinned} {...goods} /> : null}
        <Shelf
          items={board.items}
          pinnedId={board.pin?.itemId ?? null}
          isOpen={isShelfOpen}
          onClose={() => setShelfOpen(false)}
          {...goods}
        />
      </main>
      {buying ? (
        <BuySheet
          slug={show.slug}
          item={board.items.find((one) => one.itemId === buying.itemId) ?? buying}
          siblings={board.items.filter((one) => one.slug === buying.slug)}
          onClose={() => setBuying(null)}
        />
      ) : null}
    </>
  );
}
