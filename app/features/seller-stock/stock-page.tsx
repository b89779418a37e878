import { Form } from "@remix-run/react";
import {
  Faults,
  FormFields,
  type FormState,
  SelectField,
  TextField,
  useTyped,
} from "#app/features/seller-forms/fields.tsx";
import type { TypedAnswer } from "#app/http/typed-form.ts";
import { count, day, instant } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { RadioRows } from "#app/ui/choice.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { REASONS_DOWN, REASONS_UP } from "#services/catalogue/listing-rules.ts";
import type { viewStock } from "#services/catalogue/view-stock.ts";

export type StockView = Extract<Awaited<ReturnType<typeof viewStock>>, { ok: true }>["value"];
export type StockPageProps = { view: StockView; answer: TypedAnswer | null; done: boolean };

type Lot = StockView["lots"][number];

function Reasons() {
  const { t } = useWords();
  const option = (reason: (typeof REASONS_UP)[number] | (typeof REASONS_DOWN)[number]) => (
    <option key={reason} value={reason}>
      {t(`seller:stock.reasons.${reason}`)}
    </option>
  );
  return (
    <SelectField name="reason" label={t("seller:stock.reason")} placeholder={t("seller:stock.reasonChoose")}>
      <optgroup label={t("seller:stock.reasonsUp")}>{REASONS_UP.map(option)}</optgroup>
      <optgroup label={t("seller:stock.reasonsDown")}>
        {REASONS_DOWN.filter((r) => r !== "recount").map(option)}
      </optgroup>
    </SelectField>
  );
}

function Direction() {
  const { t } = useWords();
  const typed = useTyped("direction");
  return (
    <RadioRows
      id={typed.id}
      name="direction"
      legend={t("seller:stock.direction")}
      defaultValue={typed.value}
      error={typed.error}
      options={(["up", "down"] as const).map((value) => ({ value, label: t(`seller:stock.directions.${value}`) }))}
    />
  );
}

function Change({ lot, view, answer }: { lot: Lot; view: StockView; answer: TypedAnswer | null }) {
  const { t } = useWords();
  const mine = answer?.act === "change" && answer.values.lotId === lot.id ? answer : null;
  const state: FormState = { id: `ton-${lot.id}`, values: mine?.values ?? {}, problems: mine?.problems ?? {} };
  return (
    <details className="fold full" open={mine !== null}>
      <summary className="btn btn--line btn--s">
        {t("seller:stock.change")}
        <span className="sr"> {t("seller:stock.lot", { number: lot.number })}</span>
      </summary>
      <Form method="post" className="form mt-3" noValidate key={lot.onHand}>
        <Faults fault={mine?.fault ?? null} state={{ ...state, problems: {} }} />
        <input type="hidden" name="act" value="change" />
        <input type="hidden" name="lotId" value={lot.id} />
        <input type="hidden" name="requestId" value={mine?.values.requestId ?? view.requestId} />
        <FormFields state={state}>
          <Direction />
          <TextField name="quantity" label={t("seller:stock.quantity")} inputMode="numeric" />
          <Reasons />
          <TextField name="note" label={t("seller:stock.note")} optional />
        </FormFields>
        <div>
          <Button>{t("seller:stock.save")}</Button>
        </div>
      </Form>
    </details>
  );
}

function OpenClose({ lot }: { lot: Lot }) {
  const { t } = useWords();
  return (
    <Form method="post">
      <input type="hidden" name="act" value={lot.isClosed ? "open" : "close"} />
      <input type="hidden" name="lotId" value={lot.id} />
      <Button variant="quiet" small>
        {t(lot.isClosed ? "seller:stock.open" : "seller:stock.close")}
        <span className="sr"> {t("seller:stock.lot", { number: lot.number })}</span>
      </Button>
    </Form>
  );
}

function Dates({ lot }: { lot: Lot }) {
  const { t, language } = useWords();
  const said = [
    lot.madeOn && t("seller:stock.made", { day: day(lot.madeOn, language) }),
    lot.bestBefore && t("seller:stock.best", { day: day(lot.bestBefore, language) }),
  ].filter(Boolean);
  return <p className="meta">{said.length > 0 ? said.join(", ") : t("seller:stock.noDates")}</p>;
}

function OneLot({ lot, view, answer }: { lot: Lot; view: StockView; answer: TypedAnswer | null }) {
  const { t, language } = useWords();
  const label = href("seller-stock", language, { id: view.listingId }, { tem: lot.code });
  const variant = view.variants.find((v) => v.id === lot.variantId)?.name ?? "";
  return (
    <li id={`lo-${lot.code}`}>
      <div className="grow">
        <p className="strong">
          {t("seller:stock.lot", { number: lot.number })}, {variant}{" "}
          {lot.isClosed && <Tag>{t("seller:stock.closed")}</Tag>}
          {lot.isPastBest && <Tag kind="red">{t("seller:stock.past")}</Tag>}
        </p>
        <Dates lot={lot} />
        <p className="meta">
          <Anchor href={href("lot", language, { code: lot.code })} reload className="lnk">
            <span className="sr">{t("seller:stock.seeCode", { number: lot.number })}: </span>
            {t("seller:stock.code", { code: lot.code })}
          </Anchor>
        </p>
      </div>
      <p className="right">
        <b className="big">{count(lot.onHand, language)}</b>
        <br />
        <span className="meta">{t("seller:stock.reserved", { count: lot.reserved })}</span>
      </p>
      <div className="row row--wrap full">
        <LinkButton variant="line" small icon="qr-code" href={label}>
          {t("seller:stock.label")}
          <span className="sr"> {t("seller:stock.lot", { number: lot.number })}</span>
        </LinkButton>
        {view.mayManage && <OpenClose lot={lot} />}
      </div>
      <Change lot={lot} view={view} answer={answer} />
    </li>
  );
}

function AddLot({ view, answer }: Omit<StockPageProps, "done">) {
  const { t } = useWords();
  const mine = answer?.act === "add" ? answer : null;
  const active = view.variants.filter((v) => v.isActive);
  const first = active.length === 1 ? (active[0]?.id ?? "") : "";
  const state: FormState = {
    id: "lo-moi",
    values: mine?.values ?? { variantId: first },
    problems: mine?.problems ?? {},
  };
  return (
    <section aria-labelledby="them-lo" className="block">
      <h2 id="them-lo">{t("seller:stock.addTitle")}</h2>
      <Form method="post" className="form" noValidate key={view.lots.length}>
        <Faults fault={mine?.fault ?? null} state={{ ...state, problems: {} }} />
        <input type="hidden" name="act" value="add" />
        <input type="hidden" name="requestId" value={mine?.values.requestId ?? view.requestId} />
        <FormFields state={state}>
          <SelectField
            name="variantId"
            label={t("seller:stock.variant")}
            placeholder={t("seller:stock.variantChoose")}
            options={view.variants.map((v) => ({ value: v.id, label: v.name }))}
          />
          <TextField name="number" label={t("seller:listing.lotNumber")} />
          <TextField name="madeOn" label={t("seller:listing.madeOn")} type="date" optional />
          <TextField name="bestBefore" label={t("seller:listing.bestBefore")} type="date" optional />
          <TextField name="quantity" label={t("seller:stock.first")} inputMode="numeric" />
        </FormFields>
        <Button wide>{t("seller:stock.add")}</Button>
      </Form>
    </section>
  );
}

function Entries({ view }: { view: StockView }) {
  const { t, language } = useWords();
  return (
    <section aria-labelledby="so-kho">
      <SectionHead id="so-kho" title={t("seller:stock.entries")} />
      {view.entries.length === 0 && <p className="muted">{t("seller:stock.noEntries")}</p>}
      <ul className="lines">
        {view.entries.map((e) => (
          <li key={e.id}>
            <b className="num">{e.delta > 0 ? `+${count(e.delta, language)}` : `−${count(-e.delta, language)}`}</b>
            <div className="grow">
              <h3>{t(`seller:stock.reasons.${e.reason}`)}</h3>
              <p className="meta">
                {t("seller:stock.entryLot", { variant: e.variantName, lot: e.lotNumber })}
                {e.note && `. ${e.note}`}
              </p>
              <p className="meta">
                {t("seller:stock.entryBy", { name: e.by ?? t("seller:stock.market"), time: instant(e.at, language) })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Lots of a listing with what they hold and keep for orders, one's own book of what came and went. */
export function StockPage({ view, answer, done }: StockPageProps) {
  const { t, language } = useWords();
  const listing = href("seller-listing", language, { id: view.listingId });
  return (
    <>
      <div className="sh">
        <Breadcrumbs
          label={t("seller:listing.goods")}
          items={[
            { href: href("seller-listings", language), text: t("seller:listing.goods") },
            { href: listing, text: view.name },
            { text: t("seller:stock.title") },
          ]}
        />
        <h1>{t("seller:stock.title")}</h1>
        <p className="muted">{view.name}</p>
      </div>
      {done && !answer && (
        <Note kind="good" role="status" className="mt-3">
          {t("seller:stock.saved")}
        </Note>
      )}
      <div className="cols cols--side mt-4">
        <div className="stack stack--6">
          <section aria-labelledby="cac-lo">
            <SectionHead id="cac-lo" title={t("seller:stock.lots")} note={t("seller:stock.closeText")} />
            {view.lots.length === 0 ? (
              <Empty title={t("seller:stock.none")} level={3}>
                <p>{t("seller:stock.noneText")}</p>
              </Empty>
            ) : (
              <ul className="lots">
                {view.lots.map((lot) => (
                  <OneLot key={lot.id} lot={lot} view={view} answer={answer} />
                ))}
              </ul>
            )}
          </section>
          <Entries view={view} />
        </div>
        <aside className="stickyside">{view.mayManage && <AddLot view={view} answer={answer} />}</aside>
      </div>
    </>
  );
}
