import { instant } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Icon } from "#app/ui/icon.tsx";
import type { GroupPage } from "#services/orders/view-group.ts";

/** Everything that happened to a parcel or a group, folded away; opens without scripts. */
export function TimeLine({ events }: { events: GroupPage["events"] }) {
  const { t, language } = useWords();
  if (events.length === 0) return null;
  return (
    <details className="timeline">
      <summary>
        {t("shop:order.events")}
        <Icon name="chevron-down" small />
      </summary>
      <ol className="log">
        {events.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}>{instant(event.at, language)}</time>
            <span>
              {t(`shop:order.event.${event.kind}`)}{" "}
              <span className="muted">· {t(`shop:order.by.${byOf(event.by)}`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

const ACTORS = ["buyer", "shop", "staff", "system", "gateway"] as const;

export function byOf(actor: string): (typeof ACTORS)[number] {
  return ACTORS.find((known) => known === actor) ?? "system";
}
