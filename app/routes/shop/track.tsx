import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { GroupView } from "#app/features/orders/group-page.tsx";
import { TrackForm } from "#app/features/orders/track-form.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { pageHead } from "#app/http/meta.ts";
import { refused } from "#app/http/respond.ts";
import { href, languageOf } from "#app/i18n/href.ts";
import { useWords, wordsFor } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { cancelPurchase } from "#services/checkout/cancel-purchase.ts";
import type { GuestProof } from "#services/orders/buyer-access.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { trackOrder, viewProved } from "#services/orders/track-order.ts";
import { newId } from "#services/shared/ids.ts";
import type { Market } from "#services/shared/market.ts";
import type { Viewer } from "#services/shared/viewer.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return { code: (new URL(request.url).searchParams.get("code") ?? "").slice(0, 20) };
}

const form = z.object({
  code: z.string().max(60).catch(""),
  phone: z.string().max(40).catch(""),
  act: z.enum(["cancel", "cancel-all", "confirm"]).nullable().catch(null),
  order: z.string().max(40).catch(""),
  requestId: z.string().max(64).catch(""),
});
type Typed = z.infer<typeof form>;

/** An act under the proof that came with it: code and phone are sent again with each. */
async function run(market: Market, viewer: Viewer, typed: Typed, proof: GuestProof) {
  const { act, code: groupCode, order, requestId } = typed;
  if (act === "confirm") return confirmReceived(market, viewer, { groupCode, orderCode: order, requestId, proof });
  return cancelPurchase(market, viewer, {
    groupCode,
    orderCode: act === "cancel" ? order : null,
    requestId,
    proof,
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer } = await open(context);
  const read = form.parse(Object.fromEntries(await readFormData(request)));
  const typed = { code: read.code, phone: read.phone };
  const found = await trackOrder(market, viewer, typed);
  if (!found.ok) return refused(found, { typed, group: null, requestId: "" });
  const { page, proof } = found.value;
  const shown = { typed, group: page, requestId: newId() };
  if (read.act === null) return { refusal: null, ...shown };
  if (proof === null) return refused({ ok: false, code: "not_found" }, shown);
  const done = await run(market, viewer, read, proof);
  const after = { ...shown, group: (await viewProved(market, typed.code, proof)) ?? page };
  return done.ok ? { refusal: null, ...after } : refused(done, after);
}

export const meta: MetaFunction<typeof loader> = (args) => {
  const t = wordsFor(languageOf(args.location.pathname));
  return pageHead(args, { title: t("shop:track.title"), description: t("shop:track.intro") });
};

export default function Page() {
  const { code } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      {answer?.group ? (
        <>
          <GroupView
            group={answer.group}
            requestId={answer.requestId}
            refusal={answer.refusal?.code ?? null}
            proof={answer.typed}
          />
          <p className="mt-5">
            <LinkButton variant="line" href={href("track", language)}>
              {t("shop:track.again")}
            </LinkButton>
          </p>
        </>
      ) : (
        <TrackForm
          code={answer?.typed.code ?? code}
          phone={answer?.typed.phone ?? ""}
          refusal={answer?.refusal?.code ?? null}
        />
      )}
    </main>
  );
}
