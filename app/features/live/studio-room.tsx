import { useState } from "react";
import { GateList } from "#app/features/shows/gate-list.tsx";
import { priceFieldId } from "#app/features/shows/run-of-show.tsx";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Note } from "#app/ui/note.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ChatMessage } from "#services/realtime/protocol.ts";
import { Chat } from "./chat.tsx";
import type { PlannedDeal } from "./deal-form.tsx";
import { StopReason } from "./stop-reason.tsx";
import { DeviceChoice, DeviceTrouble, FigureRow, LostPin, RunRow, Warning } from "./studio-parts.tsx";
import type { StudioPage } from "./studio-types.ts";
import { useBroadcast } from "./use-broadcast.ts";
import { type Devices, useDevices } from "./use-devices.ts";
import { useShowLine } from "./use-show-line.ts";
import { type Studio, useStudio } from "./use-studio.ts";

function Bar({ page, studio, viewers }: { page: StudioPage; studio: Studio; viewers: number | null }) {
  const { t, language } = useWords();
  const [isSure, setSure] = useState(false);
  const isLive = studio.state === "live";
  const mayEnd = isLive && !studio.isTaken;
  return (
    <header className="studio__bar on-dark">
      <Anchor href={href("seller-show", language, { id: page.id })} reload aria-label={t("live:studio.back")}>
        <Icon name="arrow-left" />
      </Anchor>
      <h1 className="grow strong" lang="vi">
        {page.title}
      </h1>
      {isLive ? (
        <Tag kind="live">{t("live:watch.onAir")}</Tag>
      ) : (
        <span className="chip-dark">{t("live:studio.notYet")}</span>
      )}
      {viewers !== null && isLive ? (
        <span className="chip-dark">
          <Icon name="eye" label={t("live:studio.viewers")} />
          {viewers}
        </span>
      ) : null}
      {mayEnd && !isSure ? (
        <Button type="button" className="studio__end" onClick={() => setSure(true)}>
          {t("live:studio.end")}
        </Button>
      ) : null}
      {mayEnd && isSure ? (
        <div role="alertdialog" aria-label={t("live:studio.endSure")} className="row row--wrap">
          <p>
            {t("live:studio.endSure")} {t("live:studio.endText")}
          </p>
          <Button type="button" variant="live" busy={studio.busy === "end"} onClick={() => studio.act("end")}>
            {t("live:studio.endYes")}
          </Button>
          <Button type="button" className="studio__end" autoFocus onClick={() => setSure(false)}>
            {t("live:studio.endNo")}
          </Button>
        </div>
      ) : null}
    </header>
  );
}

type PictureProps = {
  devices: Devices;
  studio: Studio;
  stream: { isMuted: boolean; isHidden: boolean };
  link: string;
  quality: string;
};

function Picture({
  devices,
  studio,
  link,
  quality,
  isMuted,
  isHidden,
  onMute,
  onHide,
}: Omit<PictureProps, "stream"> & {
  isMuted: boolean;
  isHidden: boolean;
  onMute: () => void;
  onHide: () => void;
}) {
  const { t } = useWords();
  const { choice, cameras, choose, preview } = devices;
  const isLive = studio.state === "live";
  const next = cameras[(cameras.findIndex((one) => one.id === choice.camera) + 1) % Math.max(1, cameras.length)];
  return (
    <section className="studio__pic" aria-label={t("live:watch.picture")} data-link={link}>
      <video ref={preview} autoPlay playsInline muted />
      <div className="studio__over" role="status">
        {isLive ? (
          <>
            <span className="chip-dark">{link}</span>
            <span className="chip-dark">{quality}</span>
          </>
        ) : (
          <span className="chip-dark">{t("live:studio.only")}</span>
        )}
      </div>
      <DeviceTrouble devices={devices} />
      <div className="studio__acts">
        {next && cameras.length > 1 ? (
          <button type="button" className="vbtn" onClick={() => choose({ camera: next.id })}>
            <Icon name="switch-camera" label={t("live:studio.switchCamera")} />
          </button>
        ) : null}
        <button type="button" className="vbtn" aria-pressed={isMuted} onClick={onMute}>
          <Icon name={isMuted ? "mic-off" : "mic"} label={t(isMuted ? "live:studio.unmute" : "live:studio.mute")} />
        </button>
        <button type="button" className="vbtn" aria-pressed={isHidden} onClick={onHide}>
          <Icon
            name={isHidden ? "video-off" : "video"}
            label={t(isHidden ? "live:studio.showPicture" : "live:studio.hidePicture")}
          />
        </button>
        <button type="button" className="vbtn" onClick={() => choose({ isLandscape: !choice.isLandscape })}>
          <Icon
            name={choice.isLandscape ? "rectangle-vertical" : "rectangle-horizontal"}
            label={t(choice.isLandscape ? "live:studio.portrait" : "live:studio.landscape")}
          />
        </button>
      </div>
    </section>
  );
}

/** Before going live: devices, and the gate with what is still red. */
function Ready({ page, studio, devices }: { page: StudioPage; studio: Studio; devices: Devices }) {
  const { t, language } = useWords();
  const red = studio.gate.lines.filter((line) => !line.isGreen);
  const plan = href("seller-show", language, { id: page.id });
  const variantOf = (itemId: string) => page.board.items.find((item) => item.itemId === itemId)?.variantId ?? "";
  return (
    <>
      <DeviceChoice devices={devices} />
      <h2>{t("live:studio.gate")}</h2>
      {red.length === 0 ? (
        <p className="meta">{t("live:studio.gateGreen")}</p>
      ) : (
        <p className="gatelist__bad" role="status">
          {t("live:studio.gateRed", { count: red.length })}
        </p>
      )}
      {red.length > 0 ? (
        <>
          <GateList lines={red} plan={{ address: plan, priceField: (itemId) => priceFieldId(variantOf(itemId)) }} />
          <LinkButton variant="line" href={plan} reload>
            {t("live:studio.gateFix")}
          </LinkButton>
        </>
      ) : null}
      <Button
        type="button"
        variant="live"
        wide
        busy={studio.busy === "open"}
        aria-disabled={red.length > 0 || devices.stream === null}
        onClick={() => studio.act("open")}
      >
        {t("live:studio.goLive")}
      </Button>
      <p className="meta">{t("live:studio.notRecorded")}</p>
      {page.isDemo ? <p className="demo">{t("live:studio.demo")}</p> : null}
    </>
  );
}

function Run({ page, studio, board }: { page: StudioPage; studio: Studio; board: StudioPage["board"] }) {
  const { t } = useWords();
  const planned = new Map<string, PlannedDeal>(page.planned.map((one) => [one.itemId, one]));
  return (
    <>
      <h2>{t("live:studio.run")}</h2>
      <ul>
        {board.items.map((item) => (
          <RunRow
            key={item.itemId}
            item={item}
            isPinned={board.pin?.itemId === item.itemId}
            planned={planned.get(item.itemId)}
            isLive={board.state === "live" && !studio.isTaken}
            busy={studio.busy}
            act={studio.act}
          />
        ))}
      </ul>
    </>
  );
}

/** Hide and mute, at a tap beside each message of a viewer. */
function MessageActs({ message, studio }: { message: ChatMessage; studio: Studio }) {
  const { t } = useWords();
  const { number } = message;
  return (
    <span className="row">
      <button type="button" className="lnk" onClick={() => studio.actInChat("hide", { number, reason: "host" })}>
        {t("live:studio.hide")}
      </button>
      {message.role === "viewer" ? (
        <button
          type="button"
          className="lnk"
          onClick={() => studio.actInChat("mute", { number, minutes: 15, reason: "host" })}
        >
          {t("live:studio.mute15")}
        </button>
      ) : null}
    </span>
  );
}

function Over({ page, studio }: { page: StudioPage; studio: Studio }) {
  const { t, language } = useWords();
  return (
    <>
      <Note kind={studio.state === "stopped" ? "bad" : "info"}>
        {studio.state === "stopped" ? (
          <>
            {t("live:studio.stopped")} <StopReason code={studio.endReasonCode} words={studio.endReason} />
          </>
        ) : (
          t("live:studio.ended")
        )}
      </Note>
      <LinkButton href={href("seller-show", language, { id: page.id })} reload>
        {t("live:studio.figures")}
      </LinkButton>
    </>
  );
}

/** The room a show is run from: by thumb on a phone, with three panes on a desk. */
export function StudioRoom({ page }: { page: StudioPage }) {
  const { t } = useWords();
  const line = useShowLine({ slug: page.slug, board: page.board, sockets: page.sockets });
  const studio = useStudio(page, line.board);
  const devices = useDevices();
  const [isMuted, setMuted] = useState(false);
  const [isHidden, setHidden] = useState(false);
  const isLive = studio.state === "live";
  const { link, quality } = useBroadcast({
    stream: devices.stream,
    isOnAir: isLive && !studio.isTaken,
    isMuted,
    isHidden,
    askPass: studio.askPass,
  });
  const isOver = studio.state !== "live" && studio.state !== "planned";
  return (
    <main className="studio" id="main" tabIndex={-1}>
      <Bar page={page} studio={studio} viewers={line.viewers} />
      <Picture
        devices={devices}
        studio={studio}
        link={t(`live:studio.link.${link}`)}
        quality={t(`live:studio.quality.${quality}`)}
        isMuted={isMuted}
        isHidden={isHidden}
        onMute={() => setMuted(!isMuted)}
        onHide={() => setHidden(!isHidden)}
      />
      <section className="studio__panel studio__panel--figures">
        <Warning words={line.warning} />
        {isLive ? <LostPin board={line.board} /> : null}
        {studio.message ? (
          <Note kind="bad" role="alert">
            {studio.message}
          </Note>
        ) : null}
        {isOver ? <Over page={page} studio={studio} /> : null}
        {isLive ? <FigureRow figures={{ ...studio.figures, viewers: line.viewers ?? 0 }} /> : null}
        {studio.state === "planned" && !studio.isTaken ? <Ready page={page} studio={studio} devices={devices} /> : null}
      </section>
      <section className="studio__panel studio__panel--run">
        <Run page={page} studio={studio} board={line.board.state === "planned" ? page.board : line.board} />
      </section>
      <Chat
        slug={page.slug}
        messages={line.messages}
        state={line.state}
        reason={line.reason}
        canSay
        hint={t("live:studio.sayHere")}
        isLive={isLive}
        sayings={line.sayings}
        say={line.say}
        sayAgain={line.sayAgain}
        forget={line.forget}
        actsOf={(message) => (isLive ? <MessageActs message={message} studio={studio} /> : null)}
      />
    </main>
  );
}
