import { useWords } from "#app/i18n/i18n.ts";
import { Pagination } from "#app/ui/nav.tsx";

/** Numbers of a list's pages, in words of the language. */
export function Pages({ page, last, hrefOf }: { page: number; last: number; hrefOf: (page: number) => string }) {
  const { t } = useWords();
  return (
    <Pagination
      label={t("pages")}
      page={page}
      pages={last}
      hrefOf={hrefOf}
      nameOf={(n) => t("page", { page: n })}
      previous={t("previousPage")}
      next={t("nextPage")}
    />
  );
}
