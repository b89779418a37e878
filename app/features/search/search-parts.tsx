import { Form } from "@remix-run/react";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import { Chip, Chips, Facet, FacetLink } from "#app/ui/nav.tsx";
import { type StarCount, Stars } from "#app/ui/stars.tsx";
import type { SearchPage } from "#services/search/find-goods.ts";
import type { SearchSort } from "#services/search/port.ts";
import { type SearchAsk, searchQuery } from "#services/search/rules.ts";

const SORTS: readonly SearchSort[] = ["relevance", "newest", "price", "unit_price", "stars"];

/** Address of the search with other wishes; a change begins at page 1. */
export function useSearchHref(ask: SearchAsk) {
  const { language } = useWords();
  return (change: Partial<SearchAsk>) => href("search", language, {}, searchQuery({ ...ask, page: 1, ...change }));
}

/** The counts of what was found, each a link to it: works without scripts. */
export function SearchFacets({ page }: { page: SearchPage }) {
  const { t } = useWords();
  const { ask } = page;
  const to = useSearchHref(ask);
  return (
    <aside id="loc" className="filters" aria-label={t("shop:list.filters")} tabIndex={-1}>
      <Facet title={t("shop:search.groups")} open>
        {page.groups.map((g) => (
          <FacetLink
            key={g.slug}
            href={to({ groupSlug: ask.groupSlug === g.slug ? null : g.slug })}
            on={ask.groupSlug === g.slug}
            count={g.count}
          >
            {g.name}
          </FacetLink>
        ))}
      </Facet>
      {page.stars.length > 0 ? (
        <Facet title={t("shop:list.stars")} open>
          {page.stars.map((s) => (
            <FacetLink
              key={s.stars}
              href={to({ stars: ask.stars === s.stars ? null : s.stars })}
              on={ask.stars === s.stars}
              count={s.count}
            >
              <Stars n={s.stars as StarCount} size="m" spoken={t("shop:list.starsOf", { count: s.stars })} />
            </FacetLink>
          ))}
        </Facet>
      ) : null}
      {page.communes.length > 0 ? (
        <Facet title={t("shop:list.commune")} open={page.communes.length <= 12}>
          {page.communes.map((c) => (
            <FacetLink
              key={c.slug}
              href={to({ communeSlug: ask.communeSlug === c.slug ? null : c.slug })}
              on={ask.communeSlug === c.slug}
              count={c.count}
            >
              {c.name}
            </FacetLink>
          ))}
        </Facet>
      ) : null}
    </aside>
  );
}

/** What is chosen, each to be taken away, and the orders to choose from. */
export function SearchTools({ page }: { page: SearchPage }) {
  const { t } = useWords();
  const { ask } = page;
  const to = useSearchHref(ask);
  const group = page.groups.find((g) => g.slug === ask.groupSlug);
  const commune = page.communes.find((c) => c.slug === ask.communeSlug);
  const on: { key: string; text: string; without: Partial<SearchAsk> }[] = [];
  if (ask.groupSlug) on.push({ key: "group", text: group?.name ?? ask.groupSlug, without: { groupSlug: null } });
  if (ask.stars !== null)
    on.push({ key: "stars", text: t("shop:list.starsOf", { count: ask.stars }), without: { stars: null } });
  if (ask.communeSlug)
    on.push({ key: "commune", text: commune?.name ?? ask.communeSlug, without: { communeSlug: null } });
  return (
    <div className="tools">
      <a className="chip only-phone" href="#loc">
        {t("shop:list.filters")}
        {on.length > 0 ? <b>{on.length}</b> : null}
      </a>
      {on.length > 0 ? (
        <Chips label={t("shop:list.filtersOn")} className="on">
          {on.map((f) => (
            <Chip key={f.key} href={to(f.without)} on remove={t("shop:list.remove")}>
              {f.text}
            </Chip>
          ))}
        </Chips>
      ) : null}
      <Chips label={t("shop:list.sort")} className="sorts">
        {SORTS.map((sort) => (
          <Chip key={sort} href={to({ sort })} on={sort === ask.sort}>
            {t(`shop:search.sorts.${sort}`)}
          </Chip>
        ))}
      </Chips>
    </div>
  );
}

/** Nothing found: loosen a filter, other words, or look around. */
export function NothingFound({ page }: { page: SearchPage }) {
  const { t, language } = useWords();
  const { ask } = page;
  const to = useSearchHref(ask);
  const isFiltered = ask.groupSlug !== null || ask.stars !== null || ask.communeSlug !== null;
  return (
    <Empty
      title={t("shop:search.none", { words: ask.words })}
      picture="/drawings/empty-search.svg"
      action={
        isFiltered ? (
          <LinkButton href={to({ groupSlug: null, stars: null, communeSlug: null })}>{t("shop:list.clear")}</LinkButton>
        ) : (
          <LinkButton href={href("home", language)} variant="line">
            {t("shop:search.look")}
          </LinkButton>
        )
      }
    >
      {t(isFiltered ? "shop:search.noneFiltered" : "shop:search.noneText")}
    </Empty>
  );
}

/** The page before anything was asked. */
export function AskForWords() {
  const { t, language } = useWords();
  return (
    <Form action={href("search", language)} role="search" className="form measure stack stack--4">
      <Field id="q" label={t("shop:search.label")} hint={t("shop:search.hint")}>
        <TextInput name="q" type="search" maxLength={200} autoComplete="off" />
      </Field>
      <Button>{t("shop:search.submit")}</Button>
    </Form>
  );
}
