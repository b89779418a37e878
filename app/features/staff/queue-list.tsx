import { Form } from "@remix-run/react";
import { waitedWords } from "#app/features/staff/desk-words.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { Select } from "#app/ui/inputs.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { ITEM_KINDS, type ItemKind } from "#services/moderation/desk-rules.ts";
import type { Queue, QueueItem } from "#services/moderation/view-queue.ts";

const ICONS: Record<ItemKind, IconName> = {
  shop: "store",
  listing: "package-plus",
  revision: "file-pen-line",
  report: "flag",
};
const REPORT_KINDS = ["wrong_information", "false_star", "fake_origin", "unsafe", "forbidden", "other"] as const;
const FORMS = ["household", "cooperative_group", "cooperative", "company"] as const;
const HOT_MINUTES = 24 * 60;

function useDetail(item: QueueItem): string | null {
  const { t } = useWords();
  if (item.kind === "listing") return item.detail === "first" ? t("staff:queue.first") : null;
  if (item.kind === "shop") {
    const form = FORMS.find((known) => known === item.detail);
    return form ? t(`staff:shops.forms.${form}`) : null;
  }
  const kind = REPORT_KINDS.find((known) => known === item.detail);
  return kind ? t(`staff:item.reportKinds.${kind}`) : null;
}

function Line({ item, current, kind }: { item: QueueItem; current: boolean; kind: ItemKind | null }) {
  const { t, language } = useWords();
  const detail = useDetail(item);
  const { claim } = item;
  const held = claim && (claim.isMine ? t("staff:queue.mine") : t("staff:queue.held", { name: claim.name }));
  const to = href("staff-item", language, { kind: item.kind, id: item.id }, { loai: kind });
  return (
    <li>
      <Anchor
        href={to}
        className={cx("qi", current && "cur", item.waitedMinutes >= HOT_MINUTES && "hot")}
        aria-current={current ? "true" : undefined}
      >
        <span className="qi__t">
          <Icon name={ICONS[item.kind]} small />
          {t(`staff:queue.kinds.${item.kind}`)}
        </span>
        <b>{item.kind === "report" ? `“${item.title}”` : item.title}</b>
        <span className="meta">{[item.sub, detail].filter(Boolean).join(" · ")}</span>
        <span className="meta qi__a">{[waitedWords(t, item.waitedMinutes), held].filter(Boolean).join(" · ")}</span>
      </Anchor>
    </li>
  );
}

function Filter({ queue }: { queue: Queue }) {
  const { t, language } = useWords();
  const all = Object.values(queue.counts).reduce((sum, n) => sum + n, 0);
  const options = ITEM_KINDS.map((value) => ({
    value,
    label: `${t(`staff:queue.kinds.${value}`)} (${queue.counts[value]})`,
  }));
  return (
    <Form className="st__find" action={href("staff", language)} key={queue.kind ?? ""}>
      <Field id="loai" label={t("staff:queue.kind")}>
        <Select
          name="loai"
          placeholder={`${t("staff:queue.any")} (${all})`}
          options={options}
          defaultValue={queue.kind ?? ""}
        />
      </Field>
      <Button variant="line" icon="list-filter">
        {t("staff:queue.filter")}
      </Button>
    </Form>
  );
}

type QueueListProps = { queue: Queue; currentId?: string; level: "h1" | "h2" };

/** What waits, the longest first, beside whatever is open. */
export function QueueList({ queue, currentId, level: Title }: QueueListProps) {
  const { t, language } = useWords();
  return (
    <>
      <div className="st__qh">
        <Title>
          {t("staff:queue.list")} <span className="muted">{queue.total}</span>
        </Title>
      </div>
      <Filter queue={queue} />
      {queue.items.length === 0 ? (
        <Empty title={t("staff:queue.none")}>{t("staff:queue.noneText")}</Empty>
      ) : (
        <ul>
          {queue.items.map((item) => (
            <Line key={`${item.kind}-${item.id}`} item={item} kind={queue.kind} current={item.id === currentId} />
          ))}
        </ul>
      )}
      <Pagination
        label={t("pages")}
        page={queue.page}
        pages={queue.pages}
        hrefOf={(page) => href("staff", language, {}, { loai: queue.kind, page: page > 1 ? page : null })}
        nameOf={(page) => t("page", { page })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </>
  );
}
