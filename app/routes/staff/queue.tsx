import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { QueueList } from "#app/features/staff/queue-list.tsx";
import { open } from "#app/http/context.ts";
import { pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Note } from "#app/ui/note.tsx";
import { viewQueue } from "#services/moderation/view-queue.ts";
import { hasStaffRole } from "#services/shared/viewer.ts";

/** The queue for moderators; others on the staff find here that their desks are in the bar above. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  if (!hasStaffRole(viewer, "moderator")) return { queue: null, done: null };
  const query = new URL(request.url).searchParams;
  const queue = await viewQueue(market, viewer, { kind: query.get("loai"), page: pageOf(request) });
  if (!queue.ok) notFound();
  return { queue: queue.value, done: query.get("xong")?.slice(0, 120) ?? null };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  privateHead(args, (t) => t(args.data?.queue === null ? "staff:queue.startTitle" : "staff:queue.title"));

export default function Page() {
  const { t } = useWords();
  const { queue, done } = useLoaderData<typeof loader>();
  if (queue === null)
    return (
      <main id="main" className="wrap page">
        <Empty level={1} title={t("staff:queue.startTitle")}>
          {t("staff:queue.startText")}
        </Empty>
      </main>
    );
  return (
    <main id="main" className="st st--2">
      <div className="st__q">
        <QueueList queue={queue} level="h1" />
      </div>
      <div className="st__d">
        {done && (
          <Note kind="good" role="status">
            {t("staff:queue.decided", { title: done })}
          </Note>
        )}
        <Empty title={t("staff:queue.pick")}>{t("staff:queue.pickText")}</Empty>
      </div>
    </main>
  );
}
