import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ShowLink } from "#services/live/show-of-order.ts";

/** The show that somebody came from to pay, while it runs: one tap away. */
export function BackToShow({ show }: { show: ShowLink }) {
  const { t, language } = useWords();
  return (
    <nav className="backtoshow" aria-label={t("shop:order.show.label")}>
      <p className="grow">
        <Tag kind="live">{t("shop:order.show.on")}</Tag> <span lang="vi">{show.title}</span>
      </p>
      <LinkButton variant="line" small href={href("live-show", language, { slug: show.slug })} reload>
        {t("shop:order.show.back")}
      </LinkButton>
    </nav>
  );
}
