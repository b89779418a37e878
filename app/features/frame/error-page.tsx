import { useRequestId } from "#app/http/request-id.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";

const KINDS: Record<number, "notFound" | "forbidden" | "bad"> = {
  404: "notFound",
  403: "forbidden",
  400: "bad",
  405: "bad",
  413: "bad",
  422: "bad",
};

/** What went wrong, what is safe, and the id to tell the help desk. */
export function ErrorPage({ status }: { status: number }) {
  const { t, language } = useWords();
  const kind = KINDS[status] ?? "broken";
  const requestId = useRequestId();
  return (
    <main id="main" className="wrap">
      <div className="empty">
        <h1>{t(`error.${kind}Title`)}</h1>
        <p>{t(`error.${kind}Text`)}</p>
        <p>
          <a className="btn" href={href("home", language)}>
            {t("error.home")}
          </a>
        </p>
        {requestId && kind !== "notFound" ? (
          <p className="meta">
            {t("error.requestId")}: <code>{requestId}</code>
          </p>
        ) : null}
      </div>
    </main>
  );
}
