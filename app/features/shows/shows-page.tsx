import { Pages } from "#app/features/catalogue/pages.tsx";
import { drawingOf, pictureAddress } from "#app/features/catalogue/picture.ts";
import { useVideoWords } from "#app/features/live/video-words.ts";
import { showHref } from "#app/features/shows/links.ts";
import { money, time, weekday } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ListedShow, LiveNow, listShows } from "#services/live/list-shows.ts";

type List = Awaited<ReturnType<typeof listShows>>;

const pictureOfShow = (show: ListedShow) =>
  show.picture ? pictureAddress(show.picture, 800) : drawingOf(show.groupNumber);

const placeOf = (show: ListedShow) => [show.shopName, show.commune].filter(Boolean).join(" · ");

function Now({ show }: { show: LiveNow }) {
  const { t, language } = useWords();
  const to = showHref(language, show.slug);
  const { pinned } = show;
  const blanks = pinned && {
    name: `${pinned.name}, ${pinned.pack}`,
    price: money(pinned.priceVnd, language),
    left: pinned.left,
    quota: pinned.quota,
  };
  return (
    <section aria-label={t("shop:shows.now")} className="now">
      <Anchor className="frame" href={to} reload>
        <span className="sr">
          {t("shop:shows.watch")}: {show.title}
        </span>
        <img src={pictureOfShow(show)} alt="" width="800" height="800" />
        <span className="frame__top">
          <Tag kind="live">{t("shop:shows.onAir")}</Tag>
          {show.isDemo && <span className="chip-dark">{t("shop:shows.demo")}</span>}
        </span>
      </Anchor>
      <div className="now__b">
        <h2>{show.title}</h2>
        <p className="muted">
          {placeOf(show)} · {t("shop:shows.since", { time: time(show.startedAt ?? show.startsAt, language) })}
        </p>
        {blanks && <p>{pinned.isDeal ? t("shop:shows.pinnedDeal", blanks) : t("shop:shows.pinned", blanks)}</p>}
        <LinkButton variant="live" icon="play" href={to} reload>
          {t("shop:shows.watch")}
        </LinkButton>
      </div>
    </section>
  );
}

function Coming({ shows }: { shows: readonly ListedShow[] }) {
  const { t, language } = useWords();
  const days = [...new Set(shows.map((show) => weekday(show.startsAt, language)))];
  return (
    <div className="days">
      {days.map((day) => (
        <div key={day}>
          <h3 className="day">{day}</h3>
          <ol className="timetable">
            {shows
              .filter((show) => weekday(show.startsAt, language) === day)
              .map((show) => (
                <li key={show.id}>
                  <time dateTime={show.startsAt}>{time(show.startsAt, language)}</time>
                  <div>
                    <h4>
                      <Anchor href={showHref(language, show.slug)} reload>
                        {show.title}
                      </Anchor>
                    </h4>
                    <p className="meta">
                      {placeOf(show)} · {t("shop:shows.items", { count: show.items })}
                      {show.hasAlcohol && ` · ${t("shop:shows.adults")}`}
                    </p>
                  </div>
                </li>
              ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

function Past({ shows }: { shows: readonly ListedShow[] }) {
  const { t, language } = useWords();
  return (
    <div className="showrows">
      {shows.map((show) => (
        <Anchor key={show.id} className="showrow" href={showHref(language, show.slug)} reload>
          <span className="frame">
            <img src={pictureOfShow(show)} alt="" loading="lazy" />
          </span>
          <span>
            <h3>{show.title}</h3>
            <span className="meta">
              {show.shopName} · {weekday(show.endedAt ?? show.startsAt, language)} ·{" "}
              {show.state === "stopped"
                ? t("shop:shows.stopped", { time: time(show.endedAt ?? show.startsAt, language) })
                : `${t("shop:shows.items", { count: show.items })}, ${t("shop:shows.orders", { count: show.orders })}`}
            </span>
          </span>
        </Anchor>
      ))}
    </div>
  );
}

/** Shows that run, that come and that were. */
export function ShowsPage({ list }: { list: List }) {
  const { t, language } = useWords();
  const withoutVideo = useVideoWords()(list.video, "viewer");
  const hrefOf = (page: number) => href("shows", language, {}, { trang: page > 1 ? page : null });
  return (
    <main id="main" className="wrap">
      <div className="lh">
        <h1>{t("shop:shows.title")}</h1>
        <p className="muted">{t("shop:shows.lead", { live: list.live.length, coming: list.coming.length })}</p>
      </div>
      {withoutVideo && <Note kind="warn">{withoutVideo}</Note>}
      {list.page === 1 && list.live.map((show) => <Now key={show.id} show={show} />)}
      {list.page === 1 && (
        <section className="sec" aria-labelledby="h-sap">
          <SectionHead id="h-sap" title={t("shop:shows.coming")} />
          {list.coming.length === 0 ? (
            <p className="muted">
              {t("shop:shows.comingNone")}{" "}
              <Anchor className="lnk" href={href("home", language)}>
                {t("shop:shows.toMarket")}
              </Anchor>
            </p>
          ) : (
            <Coming shows={list.coming} />
          )}
        </section>
      )}
      <section className="sec" aria-labelledby="h-qua">
        <SectionHead id="h-qua" title={t("shop:shows.past")} />
        {list.page > list.lastPage ? (
          <p>
            {t("shop:list.noPage")}.{" "}
            <Anchor className="lnk" href={hrefOf(1)}>
              {t("shop:list.toFirst")}
            </Anchor>
          </p>
        ) : (
          <>
            {list.past.length === 0 ? <p className="muted">{t("shop:shows.pastNone")}</p> : <Past shows={list.past} />}
            <p className="meta mt-3">{t("shop:shows.keeps")}</p>
            <Pages page={list.page} last={list.lastPage} hrefOf={hrefOf} />
          </>
        )}
      </section>
    </main>
  );
}
