import { useNavigation } from "@remix-run/react";
import { useState } from "react";
import type { FormState } from "#app/features/seller-forms/fields.tsx";
import { ContentForm } from "#app/features/seller-listing/content-form.tsx";
import { dropKept, useKept } from "#app/features/seller-listing/kept-form.ts";
import { type Choices, NewProductFields } from "#app/features/seller-listing/product-fields.tsx";
import { TextFields } from "#app/features/seller-listing/text-fields.tsx";
import { FirstLot, VariantRows } from "#app/features/seller-listing/variant-rows.tsx";
import type { TypedAnswer } from "#app/http/typed-form.ts";
import { time } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Block } from "#app/ui/block.tsx";
import { Button } from "#app/ui/button.tsx";
import { Gate } from "#app/ui/gate.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";

export type NewView = Choices & {
  listingId: string;
  shopId: string;
  shopState: string;
  originCommuneCode: string;
  products: readonly { id: string; name: string }[];
};

export type NewPageProps = { view: NewView; answer: TypedAnswer | null; isUnanswered: boolean };

const STAMP = "1";

/** The key of a new form in this browser: the shop's, so that another shop of the same person isn't mixed in. */
const keyOf = (shopId: string, listingId: string) => `new:${shopId}:${listingId}`;

/** Forgets a new form once it has become a listing. */
export function dropNew(shopId: string, listingId: string): void {
  dropKept(keyOf(shopId, listingId));
}

function startValues(view: NewView): Record<string, string> {
  return {
    listingId: view.listingId,
    kind: "goods",
    rows: "1",
    "variants[0].netUnit": "g",
    originCommuneCode: view.originCommuneCode,
  };
}

function Foot({ canSubmit, isHeld }: { canSubmit: boolean; isHeld: boolean }) {
  const { t } = useWords();
  const isBusy = useNavigation().state === "submitting";
  return (
    <>
      <p className="muted">{t(canSubmit ? "seller:listing.submitText" : "seller:listing.gap.shop_not_open")}</p>
      <div className="row">
        <Button name="act" value="draft" variant={canSubmit ? "line" : "primary"} busy={isBusy}>
          {t(isHeld ? "seller:listing.waitingSend" : "seller:listing.saveDraft")}
        </Button>
        {canSubmit && (
          <Button name="act" value="submit" grow busy={isBusy}>
            {t(isHeld ? "seller:listing.waitingSend" : "seller:listing.submit")}
          </Button>
        )}
      </div>
    </>
  );
}

function NewForm({ view, answer, isUnanswered, values }: NewPageProps & { values: Record<string, string> }) {
  const { t } = useWords();
  const [kind, setKind] = useState(values.kind ?? "goods");
  const state: FormState = { id: "moi", values: answer?.values ?? values, problems: answer?.problems ?? {} };
  const listingId = state.values.listingId ?? view.listingId;
  return (
    <ContentForm
      id="moi"
      shopId={view.shopId}
      keepAs={keyOf(view.shopId, listingId)}
      stamp={STAMP}
      state={state}
      fault={answer?.fault ?? null}
      pictures={answer?.pictures ?? []}
      isUnanswered={isUnanswered}
      foot={(isHeld) => <Foot canSubmit={view.shopState === "approved"} isHeld={isHeld} />}
    >
      {(keep) => (
        <>
          <input type="hidden" name="listingId" value={listingId} />
          <NewProductFields choices={view} products={view.products} onKind={setKind} />
          <TextFields hasEnglish={Boolean(state.values["texts.en.name"])} />
          {kind === "service" ? (
            <p className="muted">{t("seller:listing.variantsService")}</p>
          ) : (
            <>
              <VariantRows onChange={keep} />
              <FirstLot />
            </>
          )}
        </>
      )}
    </ContentForm>
  );
}

const NEEDED = ["no_picture", "no_description", "no_origin", "no_variant", "no_price"] as const;

/** What staff will look for. */
function Needed() {
  const { t } = useWords();
  return (
    <Block title={t("seller:listing.before")}>
      <Gate items={NEEDED.map((gap) => ({ key: gap, state: "wait", fact: t(`seller:listing.gap.${gap}`) }))} />
    </Block>
  );
}

/** One form for something new: product, photos, texts, sizes with prices, first batch. */
export function NewPage(props: NewPageProps) {
  const { view, answer } = props;
  const { t, language } = useWords();
  const { kept, forget } = useKept(`new:${view.shopId}:`, STAMP);
  const isRestored = kept !== null && answer === null;
  const drop = () => {
    if (kept) dropNew(view.shopId, kept.values.listingId ?? "");
    forget();
  };
  return (
    <>
      <div className="sh">
        <Breadcrumbs
          label={t("seller:listing.goods")}
          items={[
            { href: href("seller-listings", language), text: t("seller:listing.goods") },
            { text: t("seller:listing.newTitle") },
          ]}
        />
        <h1>{t("seller:listing.newTitle")}</h1>
      </div>
      {isRestored && (
        <Note kind="good" role="status" className="mt-3">
          {t("seller:listing.kept", { time: time(kept.at, language) })}{" "}
          <button type="button" className="lnk linkish" onClick={drop}>
            {t("seller:listing.keptDrop")}
          </button>
        </Note>
      )}
      <div className="cols cols--side mt-4">
        <NewForm {...props} key={kept?.at ?? "fresh"} values={kept?.values ?? startValues(view)} />
        <aside className="stickyside">
          <Needed />
        </aside>
      </div>
    </>
  );
}
