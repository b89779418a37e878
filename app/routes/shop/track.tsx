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
import { trackOrder } from "#services/orders/track-order.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return { code: (new URL(request.url).searchParams.get("code") ?? "").slice(0, 20) };
}

const form = z.object({ code: z.string().max(60).catch(""), phone: z.string().max(40).catch("") });

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer } = await open(context);
  const typed = form.parse(Object.fromEntries(await readFormData(request)));
  const found = await trackOrder(market, viewer, typed);
  if (!found.ok) return refused(found, { typed, group: null });
  return { refusal: null, typed, group: found.value };
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
          <GroupView group={answer.group} requestId="" />
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
