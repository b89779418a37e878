import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BackToShow } from "#app/features/orders/back-to-show.tsx";
import { pageHead } from "#app/http/meta.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Empty, Weave } from "#app/ui/empty.tsx";
import { Note } from "#app/ui/note.tsx";
import { viewReturn } from "#services/checkout/view-return.ts";
import { showOfOrder } from "#services/live/show-of-order.ts";

const AGAIN_SECONDS = 5;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, language } = context;
  const view = await viewReturn(market, new URL(request.url).search.slice(1));
  if (view.kind === "settled" || view.kind === "failed")
    throw redirect(href("order", language, { code: view.code }), 303);
  if (view.kind === "unreadable") return data({ code: null, show: null }, { status: 422 });
  const show = await showOfOrder(market, view.code);
  return data({ code: view.code, show }, { headers: { Refresh: String(AGAIN_SECONDS) } });
}

/** The page looks again by itself, scripts or none. */
export const headers: HeadersFunction = ({ loaderHeaders }) => {
  const refresh = loaderHeaders.get("Refresh");
  return refresh === null ? new Headers() : { Refresh: refresh };
};

export const meta: MetaFunction<typeof loader> = (args) =>
  pageHead(args, { title: wordsFor(languageOf(args.location.pathname))("shop:pay.title"), index: false });

export default function PayReturnRoute() {
  const { code, show } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      {code === null ? (
        <Empty
          title={t("shop:pay.unreadable")}
          level={1}
          action={<LinkButton href={href("track", language)}>{t("shop:pay.track")}</LinkButton>}
        >
          {t("shop:pay.unreadableText")}
        </Empty>
      ) : (
        <div className="paywait">
          <div className="stack" role="status">
            <h1>{t("shop:pay.title")}</h1>
            <Weave label={t("shop:pay.weave")} />
            <p className="lead">{t("shop:pay.lead", { seconds: AGAIN_SECONDS })}</p>
          </div>
          <Note icon="lock">
            <b>{t("shop:pay.once")}</b> {t("shop:pay.safe")}
          </Note>
          <p className="row row--wrap">
            <LinkButton variant="quiet" href={href("order", language, { code })} reload>
              {t("shop:pay.order")}
            </LinkButton>
          </p>
          {show ? <BackToShow show={show} /> : null}
        </div>
      )}
    </main>
  );
}
