import { useLocation } from "@remix-run/react";
import { useRequestId } from "#app/http/request-id.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { ErrorPanel } from "#app/ui/empty.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";

const KINDS: Record<number, "notFound" | "forbidden" | "bad" | "tooLarge"> = {
  404: "notFound",
  403: "forbidden",
  400: "bad",
  405: "bad",
  413: "tooLarge",
  422: "bad",
};

function Elsewhere() {
  const { t, language } = useWords();
  return (
    <>
      <h2 className="label oops__h">{t("error.elsewhere")}</h2>
      <Lines>
        <Line href={href("lots", language)} icon="scan-line" title={t("error.lots")} meta={t("error.lotsText")} />
        <Line href={href("home", language)} icon="layout-grid" title={t("error.groups")} meta={t("error.groupsText")} />
        <Line
          href={href("communes", language)}
          icon="map-pin"
          title={t("header.communes")}
          meta={t("error.communesText")}
        />
      </Lines>
    </>
  );
}

/** The id to tell the help desk, for an error page of its own making. */
export function RequestLine() {
  const { t } = useWords();
  const id = useRequestId();
  if (id === undefined) return null;
  return (
    <p className="meta">
      {t("error.requestId")} <span className="rid break">{id}</span>
    </p>
  );
}

/** What went wrong, what is safe, other ways on, and the id to tell the help desk. */
export function ErrorPage({ status }: { status: number }) {
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  const kind = KINDS[status] ?? "broken";
  const requestId = useRequestId();
  const isMissing = kind === "notFound";
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <ErrorPanel
        title={t(`error.${kind}Title`)}
        picture={isMissing ? "/drawings/empty-search.svg" : "/drawings/offline.svg"}
        request={requestId === undefined ? undefined : { label: t("error.requestId"), id: requestId }}
        actions={
          isMissing || status === 400 ? (
            <>
              <LinkButton href={href("home", language)}>{t("error.home")}</LinkButton>
              <LinkButton href={href("track", language)} variant="line">
                {t("footer.track")}
              </LinkButton>
            </>
          ) : (
            <>
              <LinkButton href={href("account-orders", language)} reload>
                {t("error.myOrders")}
              </LinkButton>
              <LinkButton href={pathname + search} variant="line" icon="rotate-cw" reload>
                {t("error.again")}
              </LinkButton>
            </>
          )
        }
        aside={isMissing ? <Elsewhere /> : undefined}
      >
        <p>{t(`error.${kind}Text`)}</p>
      </ErrorPanel>
    </main>
  );
}
