import { Form } from "@remix-run/react";
import { money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { Select, TextInput } from "#app/ui/inputs.tsx";
import { Chip, Chips, FacetLink } from "#app/ui/nav.tsx";
import { type StarCount, Stars } from "#app/ui/stars.tsx";
import {
  filterQuery,
  isFiltered,
  type ListingFilters,
  NO_FILTERS,
  SORTS,
  type Sort,
} from "#services/catalogue/filter-rules.ts";
import { NO_PAGE } from "#services/shared/page.ts";

type ListProps = {
  slug: string;
  filters: ListingFilters;
  communes: readonly { slug: string; name: string }[];
};

/** Address of this list with other filters; a change begins at page 1. */
function useListHref(slug: string, filters: ListingFilters) {
  const { language } = useWords();
  return (change: Partial<ListingFilters>) =>
    href("group", language, { slug }, filterQuery({ ...filters, page: 1, ...change }));
}

function StarFacet({ slug, filters }: ListProps) {
  const { t } = useWords();
  const to = useListHref(slug, filters);
  return (
    <fieldset className="facetbox">
      <legend>{t("shop:list.stars")}</legend>
      {([5, 4, 3] as const).map((n) => (
        <FacetLink key={n} href={to({ stars: filters.stars === n ? null : n })} on={filters.stars === n}>
          <Stars n={n as StarCount} size="m" spoken={t("shop:list.starsOf", { count: n })} />
        </FacetLink>
      ))}
      <FacetLink href={to({ inStock: !filters.inStock })} on={filters.inStock}>
        {t("shop:list.inStock")}
      </FacetLink>
    </fieldset>
  );
}

function hiddenFields(filters: ListingFilters) {
  const { xa: _xa, tu: _tu, den: _den, trang: _page, ...kept } = filterQuery(filters);
  return Object.entries(kept).filter(([, value]) => value !== null);
}

function PlaceAndPrice({ slug, filters, communes }: ListProps) {
  const { t, language } = useWords();
  return (
    <Form
      className="stack stack--4"
      action={href("group", language, { slug })}
      key={JSON.stringify(filterQuery(filters))}
    >
      {hiddenFields(filters).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={String(value)} />
      ))}
      <Field id="xa" label={t("shop:list.commune")}>
        <Select
          name="xa"
          defaultValue={filters.communeSlug ?? ""}
          placeholder={t("shop:list.anyCommune")}
          options={communes.map((c) => ({ value: c.slug, label: c.name }))}
        />
      </Field>
      <fieldset className="facetbox">
        <legend>{t("shop:list.price")}</legend>
        <div className="row">
          <TextInput
            name="tu"
            inputMode="numeric"
            maxLength={15}
            aria-label={t("shop:list.from")}
            placeholder={t("shop:list.from")}
            defaultValue={filters.minVnd ?? ""}
          />
          <TextInput
            name="den"
            inputMode="numeric"
            maxLength={15}
            aria-label={t("shop:list.to")}
            placeholder={t("shop:list.to")}
            defaultValue={filters.maxVnd ?? ""}
          />
        </div>
      </fieldset>
      <Button variant="line">{t("shop:list.apply")}</Button>
    </Form>
  );
}

/** The questions of a list: links and one form, all by address. On a phone shown by the "Lọc" chip (`#loc`). */
export function ListFilters(props: ListProps) {
  const { t } = useWords();
  return (
    <aside id="loc" className="filters" aria-label={t("shop:list.filters")} tabIndex={-1}>
      <StarFacet {...props} />
      <PlaceAndPrice {...props} />
    </aside>
  );
}

/** What is filtered, each to be taken away, and the orders to choose from. */
export function ListTools({ slug, filters, communes }: ListProps) {
  const { t, language } = useWords();
  const to = useListHref(slug, filters);
  const commune = communes.find((c) => c.slug === filters.communeSlug);
  const on: { key: string; text: string; without: Partial<ListingFilters> }[] = [];
  if (filters.stars !== null)
    on.push({
      key: "stars",
      text: t("shop:list.starsOf", { count: filters.stars }),
      without: { stars: null },
    });
  if (filters.inStock) on.push({ key: "stock", text: t("shop:list.inStock"), without: { inStock: false } });
  if (commune) on.push({ key: "commune", text: commune.name, without: { communeSlug: null } });
  if (filters.minVnd !== null)
    on.push({
      key: "min",
      text: t("shop:list.priceFrom", { price: money(filters.minVnd, language) }),
      without: { minVnd: null },
    });
  if (filters.maxVnd !== null)
    on.push({
      key: "max",
      text: t("shop:list.priceTo", { price: money(filters.maxVnd, language) }),
      without: { maxVnd: null },
    });
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
          <Chip href={to({ ...NO_FILTERS, sort: filters.sort })} plain>
            {t("shop:list.clear")}
          </Chip>
        </Chips>
      ) : null}
      <Chips label={t("shop:list.sort")} className="sorts">
        {(Object.keys(SORTS) as Sort[]).map((sort) => (
          <Chip key={sort} href={to({ sort })} on={sort === filters.sort}>
            {t(`shop:list.sorts.${sort}`)}
          </Chip>
        ))}
      </Chips>
    </div>
  );
}

/** A list with nothing to show: why, and the way back to something. */
export function EmptyList({ slug, filters }: { slug: string; filters: ListingFilters }) {
  const { t } = useWords();
  const to = useListHref(slug, filters);
  const filtered = isFiltered(filters);
  return (
    <Empty
      title={t(filtered ? "shop:list.noneFiltered" : "shop:list.none")}
      picture="/drawings/empty-search.svg"
      action={
        filtered ? (
          <LinkButton href={to({ ...NO_FILTERS, sort: filters.sort })} variant="line">
            {t("shop:list.clear")}
          </LinkButton>
        ) : undefined
      }
    >
      {t(filtered ? "shop:list.noneFilteredText" : "shop:list.noneText")}
    </Empty>
  );
}

/** Asked for a page that the list does not have. */
export function BeyondEnd(props: { page: number; last: number; total: number; hrefOf: (page: number) => string }) {
  const { t } = useWords();
  const { page, last, total, hrefOf } = props;
  return (
    <Empty
      title={page >= NO_PAGE ? t("shop:list.noPage") : t("shop:list.beyond", { page })}
      picture="/drawings/empty-search.svg"
      action={<LinkButton href={hrefOf(last)}>{t("shop:list.toLast", { last })}</LinkButton>}
    >
      {t("shop:list.beyondText", { count: total, last })}
    </Empty>
  );
}
