import { useState } from "react";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Avatar, Tag } from "#app/ui/tag.tsx";
import { Toast, ToastRegion } from "#app/ui/toast.tsx";
import type { BoardItem } from "#services/live/board.ts";
import type { ShowPage } from "#services/live/view-show.ts";
import { useVideo } from "./use-video.ts";
import { useVideoWords } from "./video-words.ts";

type PlayerProps = {
  show: ShowPage;
  isLive: boolean;
  viewers: number | null;
  hearts: number;
  onHeart: () => void;
  pinned: BoardItem | null;
};

/** Who sells, and the way out. */
function Top({ show, isLive, viewers, quality }: PlayerProps & { quality: string }) {
  const { t, language } = useWords();
  return (
    <div className="video__top">
      <Anchor className="host" href={href("shop", language, { slug: show.shop.slug })} reload>
        <Avatar name={show.shop.name} />
        <span className="host__who" lang="vi">
          <b>{show.shop.name}</b>
          <small>{show.shop.commune}</small>
        </span>
      </Anchor>
      <Anchor className="vbtn only-phone" href={href("shows", language)} reload>
        <Icon name="x" label={t("live:watch.leave")} />
      </Anchor>
      <div className="video__facts">
        {isLive ? <Tag kind="live">{t("live:watch.onAir")}</Tag> : null}
        {viewers !== null ? (
          <span className="chip-dark">
            <Icon name="eye" />
            <span aria-hidden="true">{viewers}</span>
            <span className="sr">{t("live:watch.viewers", { count: viewers })}</span>
          </span>
        ) : null}
        {quality ? (
          <span className="chip-dark">
            <Icon name="signal-medium" />
            {quality}
          </span>
        ) : null}
      </div>
    </div>
  );
}

/** What the law wants to stand over the picture: who answers for it, and the warnings of what is pinned. */
function Law({ show, pinned }: { show: ShowPage; pinned: BoardItem | null }) {
  const { t } = useWords();
  return (
    <p className="video__law">
      {pinned?.isHealthProtection ? `${t("live:watch.health")} ` : null}
      {pinned?.isAlcohol ? `${t("live:watch.alcohol")} ` : null}
      {t("live:watch.responsible", { producer: show.shop.producer })} {t("live:watch.notRecorded")}
      {show.isDemo ? ` ${t("live:watch.demo")}.` : null}
    </p>
  );
}

type Sound = { isQuiet: boolean; onSound: () => void } | null;

/** What a thumb does beside the picture: sound, a heart, telling others. */
function Acts({ show, hearts, onHeart, sound }: PlayerProps & { sound: Sound }) {
  const { t } = useWords();
  const [told, setTold] = useState<{ nth: number; text: string } | null>(null);
  const share = async () => {
    const url = location.href.split("#")[0] ?? "";
    if (navigator.share) return navigator.share({ title: show.title, url }).catch(() => {});
    // A page without https may not write to the clipboard: the address is shown to be copied by hand.
    const isCopied = await (navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    ) ?? false);
    const text = isCopied ? t("live:watch.shared") : t("live:watch.address", { url });
    setTold((before) => ({ nth: (before?.nth ?? 0) + 1, text }));
  };
  return (
    <div className="video__react on-dark">
      {sound ? (
        <button type="button" className="vbtn" onClick={sound.onSound}>
          <Icon
            name={sound.isQuiet ? "volume-x" : "volume-2"}
            label={t(sound.isQuiet ? "live:watch.unmute" : "live:watch.mute")}
          />
        </button>
      ) : null}
      <button type="button" className="vbtn" onClick={onHeart}>
        <Icon name="heart" label={t("live:watch.heart")} />
        <small aria-hidden="true">{hearts}</small>
      </button>
      <button type="button" className="vbtn" onClick={() => void share()}>
        <Icon name="share-2" label={t("live:watch.share")} />
      </button>
      <ToastRegion>{told ? <Toast key={told.nth}>{told.text}</Toast> : null}</ToastRegion>
    </div>
  );
}

/** The picture with what lies over it. Sound comes when the browser lets it; where it doesn't, one plain button. */
export function Player(props: PlayerProps) {
  const { show, isLive, pinned } = props;
  const { t } = useWords();
  const standing = show.video === null || show.video.state === "ready" ? "lost" : show.video.state;
  const { video, state, quality, isBlocked, isQuiet, unblock, turnSound } = useVideo(
    `/api/live/${show.slug}/pass`,
    isLive,
    standing,
  );
  const isPlaying = state === "playing";
  const wordsOf = useVideoWords();
  const withoutVideo = show.video?.state === state ? wordsOf(show.video, "viewer") : null;
  const isSilenced = isPlaying && isBlocked;
  return (
    <>
      <section className="video on-dark" aria-label={t("live:watch.picture")} data-state={state}>
        <video ref={video} className="video__pic" playsInline autoPlay muted hidden={!isPlaying} />
        <Top {...props} quality={isPlaying ? t(`live:watch.quality.${quality}`) : ""} />
        <Law show={show} pinned={pinned} />
        <div className="video__say">
          <p role="status" hidden={isPlaying}>
            {isPlaying ? "" : (withoutVideo ?? t(`live:watch.state.${state}`))}
          </p>
          {isSilenced ? (
            <Button type="button" onClick={unblock} icon="volume-2">
              {t("live:watch.unmute")}
            </Button>
          ) : null}
        </div>
      </section>
      <Acts {...props} sound={isPlaying && !isSilenced ? { isQuiet, onSound: turnSound } : null} />
    </>
  );
}
