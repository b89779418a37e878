import { useEffect, useState } from "react";
import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { money, time } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Field } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Select } from "#app/ui/inputs.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { hasLeft } from "#services/catalogue/show-rules.ts";
import type { Board, BoardItem } from "#services/live/board.ts";
import { DealForm, type PlannedDeal } from "./deal-form.tsx";
import { type Devices, levelOf } from "./use-devices.ts";
import type { Studio } from "./use-studio.ts";

/** How loud it is, as a bar and in words. */
export function Meter({ loudness }: { loudness: number }) {
  const { t } = useWords();
  const level = levelOf(loudness);
  return (
    <div>
      <label className="label" htmlFor="level">
        {t("live:studio.level")}
      </label>
      <meter id="level" className="meter" min={0} max={1} low={0.05} high={0.6} optimum={0.3} value={loudness}>
        {t(`live:studio.levels.${level}`)}
      </meter>
      <p className="meta">{t(`live:studio.levels.${level}`)}</p>
    </div>
  );
}

/** Camera, microphone and which way up; problems stand in the picture, in words with a way out. */
export function DeviceChoice({ devices }: { devices: Devices }) {
  const { t } = useWords();
  const { cameras, microphones, choice, choose, loudness } = devices;
  const options = (list: Devices["cameras"]) => list.map((one) => ({ value: one.id, label: one.label }));
  return (
    <div className="form">
      <Field id="camera" label={t("live:studio.camera")}>
        <Select value={choice.camera} options={options(cameras)} onChange={(e) => choose({ camera: e.target.value })} />
      </Field>
      <Field id="microphone" label={t("live:studio.microphone")}>
        <Select
          value={choice.microphone}
          options={options(microphones)}
          onChange={(e) => choose({ microphone: e.target.value })}
        />
      </Field>
      <Meter loudness={loudness} />
    </div>
  );
}

export function DeviceTrouble({ devices }: { devices: Devices }) {
  const { t } = useWords();
  const { trouble } = devices;
  if (!trouble) return null;
  return (
    <div className="prev__no" role="alert">
      <Icon name="video-off" />
      <h2>{t(`live:studio.trouble.${trouble}`)}</h2>
      <p>{t(`live:studio.trouble.${trouble}Text`)}</p>
      <Button type="button" onClick={devices.again}>
        {t("live:studio.trouble.again")}
      </Button>
    </div>
  );
}

export type Act = Studio["act"];

type RowProps = {
  item: BoardItem;
  isPinned: boolean;
  planned: PlannedDeal | undefined;
  isLive: boolean;
  busy: string | null;
  act: Act;
};

/** Where the sentence stands that says why a thing can't be pinned. */
const whyId = (item: BoardItem) => `why-${item.itemId}`;

/** Why a thing can't be pinned nor sold at a live price now. */
function WhyNot({ item }: { item: BoardItem }) {
  const { t } = useWords();
  const { offSale } = item;
  if (offSale === null) return null;
  const words = hasLeft(offSale)
    ? t("live:studio.leftShow", { reason: t(`shop:leftShow.${offSale}`) })
    : t("live:studio.cannotPin", { reason: t(offSale === "sold_out" ? "live:watch.soldOut" : "live:watch.offSale") });
  return (
    <p className="c-red strong" id={whyId(item)}>
      {words}
    </p>
  );
}

/** The market took the pin away: from what, and why. Until something else is pinned. */
export function LostPin({ board }: { board: Board }) {
  const { t } = useWords();
  const pinned = board.pin?.itemId ?? null;
  const [last, setLast] = useState(pinned);
  useEffect(() => {
    if (pinned !== null) setLast(pinned);
  }, [pinned]);
  const item = pinned === null ? board.items.find((one) => one.itemId === last) : undefined;
  if (!item || !hasLeft(item.offSale)) return null;
  return (
    <Note kind="warn" role="alert">
      {t("live:studio.pinLost", { name: item.name, reason: t(`shop:leftShow.${item.offSale}`) })}
    </Note>
  );
}

function DealActs({ item, planned, busy, act }: RowProps) {
  const { t, language } = useWords();
  const { deal } = item;
  if (deal) {
    const facts = { left: deal.left, quota: deal.quota, time: time(new Date(deal.endsAt), language) };
    return (
      <p className="row row--wrap">
        <span className="meta">{t("live:studio.dealLeft", facts)}</span>
        <Button
          type="button"
          small
          variant="line"
          busy={busy === "end-deal"}
          onClick={() => act("end-deal", { dealId: deal.dealId })}
        >
          {t("live:studio.endDeal")}
        </Button>
      </p>
    );
  }
  if (!planned?.livePriceVnd) return null;
  return <DealForm planned={planned} busy={busy} act={act} blockedBy={item.offSale && whyId(item)} />;
}

/** One of the run of show: what it costs, what is left, and the acts that a thumb does. */
export function RunRow(props: RowProps) {
  const { item, isPinned, isLive, busy, act } = props;
  const { t, language } = useWords();
  return (
    <li className={cx("runrow", isPinned && "on", item.offSale && "off")}>
      <Pic picture={pictureOf(item.pictureHash, item.group, "", "3.5rem")} tint={tintOf(item.group)} />
      <div className="grow">
        <p className="strong" lang="vi">
          {item.name}, {item.pack}
        </p>
        <p>
          <b>{money(item.deal?.priceVnd ?? item.priceVnd, language)}</b>{" "}
          <span className="meta">{t("live:studio.stock", { count: item.free })}</span>
        </p>
        <WhyNot item={item} />
        {isLive ? <DealActs {...props} /> : null}
      </div>
      {isLive ? (
        <Button
          type="button"
          small
          variant={isPinned ? "line" : "primary"}
          aria-disabled={!isPinned && item.offSale !== null}
          aria-describedby={item.offSale === null ? undefined : whyId(item)}
          busy={busy === "unpin" || busy === `pin ${item.itemId}`}
          onClick={() => (isPinned ? act("unpin") : act("pin", { itemId: item.itemId }))}
        >
          {t(isPinned ? "live:studio.unpin" : "live:studio.pin")}
        </Button>
      ) : null}
    </li>
  );
}

export type Figures = { viewers: number; orders: number; moneyVnd: number; left: number; quota: number };

export function FigureRow({ figures }: { figures: Figures }) {
  const { t, language } = useWords();
  return (
    <dl className="sd__st" aria-live="off">
      <div>
        <dt>{t("live:studio.viewers")}</dt>
        <dd>{figures.viewers}</dd>
      </div>
      <div>
        <dt>{t("live:studio.orders")}</dt>
        <dd>{figures.orders}</dd>
      </div>
      <div>
        <dt>{t("live:studio.money")}</dt>
        <dd>{money(figures.moneyVnd, language)}</dd>
      </div>
      <div>
        <dt>{t("live:studio.dealUnits")}</dt>
        <dd>{figures.quota === 0 ? "–" : `${figures.left}/${figures.quota}`}</dd>
      </div>
    </dl>
  );
}

export function Warning({ words }: { words: string | null }) {
  const { t } = useWords();
  if (!words) return null;
  return (
    <Note kind="bad" role="alert">
      {t("live:studio.warned", { reason: words })}
    </Note>
  );
}
