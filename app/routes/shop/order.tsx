import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { isRouteErrorResponse, useActionData, useLoaderData, useParams, useRouteError } from "@remix-run/react";
import { z } from "zod";
import { ErrorPage } from "#app/features/frame/error-page.tsx";
import { GroupView } from "#app/features/orders/group-page.tsx";
import { spacedCode } from "#app/features/orders/show.ts";
import { open } from "#app/http/context.ts";
import { pageHead } from "#app/http/meta.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { cancelPurchase } from "#services/checkout/cancel-purchase.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { viewGroup } from "#services/orders/view-group.ts";
import { newId } from "#services/shared/ids.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const found = await viewGroup(market, viewer, params.code ?? "");
  if (!found.ok) notFound();
  return { group: found.value, requestId: newId() };
}

const form = z.object({
  act: z.enum(["cancel", "cancel-all", "confirm"]),
  order: z.string().max(40).optional(),
  requestId: z.string().max(64),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const read = form.safeParse(Object.fromEntries(await request.formData()));
  if (!read.success) return refused({ ok: false, code: "invalid_request" }, {});
  const { act, order, requestId } = read.data;
  const groupCode = params.code ?? "";
  const done =
    act === "confirm"
      ? await confirmReceived(market, viewer, { groupCode, orderCode: order ?? "", requestId })
      : await cancelPurchase(market, viewer, {
          groupCode,
          orderCode: act === "cancel-all" ? null : (order ?? ""),
          requestId,
        });
  if (!done.ok) return refused(done, {});
  return redirect(href("order", language, { code: groupCode }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  const title = t("shop:order.title", { code: spacedCode(args.params.code ?? "") });
  return pageHead(args, { title, index: false });
};

export default function Page() {
  const { group, requestId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main id="main" className="wrap">
      <GroupView group={group} requestId={requestId} refusal={answer?.refusal.code ?? null} />
    </main>
  );
}

/** Somebody else's order and one that isn't there read the same, with two ways on. */
export function ErrorBoundary() {
  const { t, language } = useWords();
  const { code } = useParams();
  const error = useRouteError();
  if (!isRouteErrorResponse(error) || error.status !== 404) {
    return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />;
  }
  return (
    <main id="main" className="wrap">
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
      </Empty>
    </main>
  );
}
