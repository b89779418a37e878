import { Form } from "@remix-run/react";
import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { count, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { TextInput } from "#app/ui/inputs.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Pagination, Tabs } from "#app/ui/nav.tsx";
import { Tag, type TagKind } from "#app/ui/tag.tsx";
import type { listOwnListings, OwnListingLine, OwnTab } from "#services/catalogue/list-own-listings.ts";

export type ListView = Extract<Awaited<ReturnType<typeof listOwnListings>>, { ok: true }>["value"];

const TABS: readonly OwnTab[] = ["all", "on_sale", "draft", "submitted", "paused", "ended"];

const KIND_OF_STATE: Record<string, TagKind> = {
  approved: "leaf",
  submitted: "cham",
  returned: "earth",
  refused: "red",
  taken_down: "red",
};

/** The state of a listing in a word. */
export function StateTag({ state, paused }: { state: string; paused: boolean }) {
  const { t } = useWords();
  const word = paused && state === "approved" ? "paused" : state;
  return (
    <Tag kind={word === "paused" ? "earth" : (KIND_OF_STATE[state] ?? "plain")}>
      {t(`seller:state.${word as "draft"}`)}
    </Tag>
  );
}

function Goods({ line }: { line: OwnListingLine }) {
  const { t, language } = useWords();
  const { from_price_vnd: price, variant_count: variants, free } = line;
  const notes = [
    price !== null && t("seller:listings.from", { price: money(price, language) }),
    t("seller:listings.variants", { count: variants }),
    free > 0 ? t("seller:listings.free", { count: free }) : t("seller:listings.soldOut"),
    line.has_waiting && t("seller:listings.revision"),
    line.has_returned && t("seller:listings.revisionBack"),
  ].filter((note) => typeof note === "string");
  return (
    <Line
      picture={pictureOf(line.picture_hash, line.group_number, "", "4rem")}
      tint={tintOf(line.group_number)}
      title={line.name}
      href={href("seller-listing", language, { id: line.id })}
      level={2}
      meta={notes.join(" · ")}
      action={<StateTag state={line.state} paused={line.tab === "paused"} />}
    />
  );
}

function Search({ view }: { view: ListView }) {
  const { t, language } = useWords();
  const own = href("seller-listings", language, {}, { xem: view.tab });
  return (
    <Form className="row row--bottom mt-3" role="search">
      <input type="hidden" name="xem" value={view.tab} />
      <div className="grow">
        <Field id="q" label={t("seller:listings.search")}>
          <TextInput type="search" name="q" defaultValue={view.words} maxLength={80} key={view.words} />
        </Field>
      </div>
      <Button variant="line" icon="search">
        {t("seller:listings.find")}
      </Button>
      {view.words !== "" && (
        <Anchor className="lnk" href={own}>
          {t("seller:listings.clear")}
        </Anchor>
      )}
    </Form>
  );
}

function Nothing({ view }: { view: ListView }) {
  const { t } = useWords();
  if (view.words !== "") return <Empty title={t("seller:listings.noneFound")} />;
  return (
    <Empty title={t("seller:listings.none")} picture="/drawings/group-thuc-pham.svg">
      <p>{t("seller:listings.noneText")}</p>
    </Empty>
  );
}

/** A shop's goods by state, with a search in their names. */
export function ListPage({ view }: { view: ListView }) {
  const { t, language } = useWords();
  const at = (query: Record<string, string | number>) =>
    href("seller-listings", language, {}, { ...(view.words === "" ? {} : { q: view.words }), ...query });
  return (
    <>
      <div className="sh row">
        <h1 className="grow">{t("seller:listings.title")}</h1>
        {view.mayManage && (
          <LinkButton href={href("seller-listing-new", language)} icon="package-plus">
            {t("seller:listings.new")}
          </LinkButton>
        )}
      </div>
      <Tabs
        bleed
        label={t("seller:listings.tabs")}
        items={TABS.map((tab) => ({
          href: at({ xem: tab }),
          text: t(`seller:listings.tab.${tab}`),
          current: tab === view.tab,
          count: count(view.counts[tab] ?? 0, language),
        }))}
      />
      <Search view={view} />
      {view.lines.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <Lines className="mt-3">
          {view.lines.map((line) => (
            <Goods key={line.id} line={line} />
          ))}
        </Lines>
      )}
      <Pagination
        label={t("seller:listings.pages")}
        page={view.page}
        pages={view.pages}
        hrefOf={(page) => at({ xem: view.tab, page })}
        nameOf={(page) => t("page", { page })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </>
  );
}
