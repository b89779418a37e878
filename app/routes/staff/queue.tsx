import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { QueueList } from "#app/features/staff/queue-list.tsx";
import { open } from "#app/http/context.ts";
import { deskOf } from "#app/http/desk.ts";
import { pageOf } from "#app/http/page.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Note } from "#app/ui/note.tsx";
import { viewQueue } from "#services/moderation/view-queue.ts";
import { hasStaffRole } from "#services/shared/viewer.ts";

/** The queue for moderators; others on the staff are led to their own desk. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { market, viewer, language } = await open(context);
  if (!hasStaffRole(viewer, "moderator")) throw redirect(deskOf(viewer, language) ?? href("home", language), 302);
  const query = new URL(request.url).searchParams;
  const queue = await viewQueue(market, viewer, { kind: query.get("loai"), page: pageOf(request) });
  if (!queue.ok) notFound();
  return { queue: queue.value, done: query.get("xong")?.slice(0, 120) ?? null };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("staff:queue.title"));

export default function Page() {
  const { t } = useWords();
  const { queue, done } = useLoaderData<typeof loader>();
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
