import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { ClaimTag, DecidePane } from "#app/features/staff/item-decide.tsx";
import { ItemMatter } from "#app/features/staff/item-matter.tsx";
import { QueueList } from "#app/features/staff/queue-list.tsx";
import { open } from "#app/http/context.ts";
import { readFormData } from "#app/http/form.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound, refused } from "#app/http/respond.ts";
import { instant } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { claimItem, releaseItem } from "#services/moderation/claim-item.ts";
import { closeReport } from "#services/moderation/close-report.ts";
import { decideItem } from "#services/moderation/decide-item.ts";
import { viewItem } from "#services/moderation/view-item.ts";
import { viewQueue } from "#services/moderation/view-queue.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const { kind = "", id = "" } = params;
  const filter = { kind: new URL(request.url).searchParams.get("loai"), page: 1 };
  const [item, queue] = await Promise.all([
    viewItem(market, viewer, { kind, id, language }),
    viewQueue(market, viewer, filter),
  ]);
  if (!item.ok || !queue.ok) notFound();
  return { item: item.value, queue: queue.value };
}

const text = z.string().max(8000).catch("");
const form = z.object({
  act: text,
  decision: text,
  version: text,
  reasonCode: text,
  reason: text,
  outcome: text,
  note: text,
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const { act, version, ...values } = form.parse(Object.fromEntries(await readFormData(request)));
  const { kind = "", id = "" } = params;
  const item = await viewItem(market, viewer, { kind, id, language });
  if (!item.ok) notFound();
  const ref = { kind, id };
  const loai = new URL(request.url).searchParams.get("loai");
  const here = href("staff-item", language, ref, { loai });
  if (act === "release") {
    await releaseItem(market, viewer, ref);
    return redirect(href("staff", language, {}, { loai }), 303);
  }
  if (act === "claim") {
    const claimed = await claimItem(market, viewer, ref);
    return claimed.ok ? redirect(here, 303) : refused(claimed, { form: act, values: {} });
  }
  const seen = /^\d{1,9}$/.test(version) ? { version: Number(version) } : {};
  const done =
    act === "close"
      ? await closeReport(market, viewer, { reportId: id, ...values })
      : await decideItem(market, viewer, { ...ref, ...values, ...seen });
  if (!done.ok && done.code === "not_found") notFound();
  if (!done.ok) return refused(done, { form: act === "close" ? act : "decide", values });
  return redirect(href("staff", language, {}, { loai, xong: item.value.title.slice(0, 80) }), 303);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  privateHead(args, (t) => args.data?.item.title.slice(0, 60) ?? t("staff:queue.title"));

export default function Page() {
  const { t, language } = useWords();
  const { item, queue } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as DeskAnswer;
  const { goods } = item;
  const facts = [
    t(`staff:queue.kinds.${item.kind}`),
    item.since && t("staff:item.sent", { at: instant(item.since, language) }),
    item.rounds > 1 && t("staff:item.rounds", { count: item.rounds }),
    goods?.comparison.hasBefore && t("staff:item.changes", { count: goods.comparison.changes }),
  ];
  return (
    <main id="main" className="st">
      <div className="st__q only-desk">
        <QueueList queue={queue} currentId={item.id} level="h2" />
      </div>
      <div className="st__d">
        <Breadcrumbs
          label={t("crumbs")}
          items={[
            { text: t("staff:queue.title"), href: href("staff", language, {}, { loai: queue.kind }) },
            { text: item.kind === "report" ? t("staff:queue.kinds.report") : item.title },
          ]}
        />
        <div className="row row--top">
          <div className="grow">
            <p className="meta">{facts.filter(Boolean).join(" · ")}</p>
            <h1>{item.report ? t(`staff:item.reportKinds.${item.report.kind}`) : item.title}</h1>
            {item.shop && item.kind !== "shop" && <p className="muted">{item.shop.name}</p>}
          </div>
          <ClaimTag item={item} />
        </div>
        <ItemMatter item={item} />
      </div>
      <aside className="st__a" aria-label={t("staff:item.decision")}>
        <DecidePane item={item} answer={answer} />
      </aside>
    </main>
  );
}
