import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { isRouteErrorResponse, useActionData, useLoaderData, useParams, useRouteError } from "@remix-run/react";
import { z } from "zod";
import { ErrorPage, RequestLine } from "#app/features/frame/error-page.tsx";
import { SignedOut } from "#app/features/frame/signed-out.tsx";
import { BackToShow } from "#app/features/orders/back-to-show.tsx";
import { GroupView } from "#app/features/orders/group-page.tsx";
import { PaymentPart } from "#app/features/orders/payment-part.tsx";
import { spacedCode } from "#app/features/orders/show.ts";
import { open } from "#app/http/context.ts";
import type { LostForm } from "#app/http/lost-form.ts";
import { pageHead } from "#app/http/meta.ts";
import { readOwnForm } from "#app/http/own-form.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href, type Language, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { cancelPurchase } from "#services/checkout/cancel-purchase.ts";
import { retryPayment, switchToCod } from "#services/checkout/pay-again.ts";
import { viewPaymentPanel } from "#services/checkout/payment-panel.ts";
import { showOfOrder } from "#services/live/show-of-order.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { viewGroup } from "#services/orders/view-group.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const found = await viewGroup(market, viewer, params.code ?? "");
  if (!found.ok) notFound();
  const isWaiting = found.value.state === "awaiting_payment" || found.value.intentState === "processing";
  const panel = isWaiting ? await viewPaymentPanel(market, found.value.id) : null;
  return { group: found.value, panel, show: await showOfOrder(market, found.value.code), requestId: newId() };
}

const form = z.object({
  act: z.enum(["cancel", "cancel-all", "confirm", "pay", "pay-at-door"]),
  order: z.string().max(40).optional(),
  requestId: z.string().max(64),
  /** A sheet over a show is answered with data and never sent elsewhere. */
  from: z.literal("show").optional(),
});

type Asked = Omit<z.infer<typeof form>, "from"> & { groupCode: string; language: Language };

async function run(market: Market, viewer: Viewer, { act, order = "", requestId, groupCode, language }: Asked) {
  switch (act) {
    case "confirm":
      return confirmReceived(market, viewer, { groupCode, orderCode: order, requestId });
    case "cancel":
      return cancelPurchase(market, viewer, { groupCode, orderCode: order, requestId });
    case "cancel-all":
      return cancelPurchase(market, viewer, { groupCode, orderCode: null, requestId });
    case "pay-at-door":
      return switchToCod(market, viewer, { code: groupCode });
    case "pay":
      return retryPayment(market, viewer, { code: groupCode, requestId, language });
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const groupCode = params.code ?? "";
  const sent = await readOwnForm(request, await context.visit());
  if (!(await viewGroup(market, viewer, groupCode)).ok) notFound();
  const read = form.safeParse(Object.fromEntries(sent));
  if (!read.success) return refused({ ok: false, code: "invalid_request" }, {});
  const done = await run(market, viewer, { ...read.data, groupCode, language });
  if (!done.ok) return refused(done.code === "gateway_silent" ? { ok: false, code: "unavailable" } : done, {});
  if (read.data.from) return { refusal: null };
  if (done.value && "payAddress" in done.value && done.value.payAddress) return redirect(done.value.payAddress, 303);
  return redirect(href("order", language, { code: groupCode }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  const title = t("shop:order.title", { code: spacedCode(args.params.code ?? "") });
  return pageHead(args, { title, index: false });
};

export default function Page() {
  const { group, panel, show, requestId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      {show ? <BackToShow show={show} /> : null}
      <GroupView
        group={group}
        requestId={requestId}
        refusal={answer?.refusal?.code ?? null}
        panel={panel && <PaymentPart panel={panel} code={group.code} requestId={requestId} />}
      />
    </main>
  );
}

/** A form of somebody whose session ended is given back. Somebody else's order and one that isn't there read the same, with two ways on. */
export function ErrorBoundary() {
  const { t, language } = useWords();
  const { code } = useParams();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 401) return <SignedOut lost={error.data as LostForm} />;
  if (!isRouteErrorResponse(error) || error.status !== 404) {
    return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />;
  }
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <Empty
        level={1}
        title={t("shop:order.notFoundTitle")}
        picture="/drawings/empty-search.svg"
        action={
          <p className="row">
            <LinkButton href={href("track", language, {}, { code: code?.slice(0, 20) })}>
              {t("shop:order.notFoundTrack")}
            </LinkButton>
            <LinkButton variant="line" href={href("sign-in", language)}>
              {t("shop:order.notFoundSignIn")}
            </LinkButton>
          </p>
        }
      >
        <p>{t("shop:order.notFoundText")}</p>
        <RequestLine />
      </Empty>
    </main>
  );
}
