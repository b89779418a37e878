import { useNavigation } from "@remix-run/react";
import type { FormState } from "#app/features/seller-forms/fields.tsx";
import { ContentForm } from "#app/features/seller-listing/content-form.tsx";
import { dropKept, useKept } from "#app/features/seller-listing/kept-form.ts";
import { ProductFacts } from "#app/features/seller-listing/product-fields.tsx";
import { TextFields } from "#app/features/seller-listing/text-fields.tsx";
import type { TypedAnswer } from "#app/http/typed-form.ts";
import { time } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button } from "#app/ui/button.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import type { viewOwnListing } from "#services/catalogue/view-own-listing.ts";

export type OwnView = Extract<Awaited<ReturnType<typeof viewOwnListing>>, { ok: true }>["value"];

export type EditProps = {
  view: OwnView;
  /** The content as fields: what waits, came back, is drafted or on sale. */
  values: Record<string, string>;
  answer: TypedAnswer | null;
  isUnanswered: boolean;
};

const CONTENT_ACTS = new Set(["save", "save-submit", "step"]);

function Foot({ view, isHeld }: { view: OwnView; isHeld: boolean }) {
  const { t } = useWords();
  const isBusy = useNavigation().state === "submitting";
  const held = isHeld ? t("seller:listing.waitingSend") : null;
  if (view.isPublished) {
    return (
      <>
        <p className="muted">{t("seller:listing.keepsSelling")}</p>
        <Button name="act" value="save" wide busy={isBusy}>
          {held ?? t("seller:listing.saveChanges")}
        </Button>
      </>
    );
  }
  const canSubmit = view.shopState === "approved";
  return (
    <div className="row">
      <Button name="act" value="save" variant={canSubmit ? "line" : "primary"} busy={isBusy}>
        {held ?? t("seller:listing.saveDraft")}
      </Button>
      {canSubmit && (
        <Button name="act" value="save-submit" grow busy={isBusy}>
          {held ?? t("seller:listing.submit")}
        </Button>
      )}
    </div>
  );
}

function Fields({ view, values, answer, isUnanswered, keepAs, stamp }: EditProps & { keepAs: string; stamp: string }) {
  const { t } = useWords();
  const mine = answer !== null && CONTENT_ACTS.has(answer.act) ? answer : null;
  const state: FormState = { id: "sua", values: mine?.values ?? values, problems: mine?.problems ?? {} };
  return (
    <ContentForm
      id="sua"
      shopId={view.shopId}
      keepAs={keepAs}
      stamp={stamp}
      state={state}
      fault={mine?.fault ?? null}
      pictures={[...(mine?.pictures ?? []), ...view.pictures]}
      isUnanswered={isUnanswered}
      foot={(isHeld) => <Foot view={view} isHeld={isHeld} />}
    >
      {() => (
        <>
          <input type="hidden" name="requestId" value={state.values.requestId ?? view.requestId} />
          <TextFields hasEnglish={Boolean(state.values["texts.en.name"])} />
          <section>
            <SectionHead title={t("seller:listing.what")} />
            <div className="form">
              <ProductFacts choices={view} isFixed={view.factsFixed} />
            </div>
          </section>
        </>
      )}
    </ContentForm>
  );
}

/** Name, texts, photos and facts of a listing; what was typed and not sent comes back. */
export function EditForm(props: EditProps) {
  const { view, values, answer } = props;
  const { t, language } = useWords();
  const keepAs = `edit:${view.listingId}`;
  const stamp = `${view.version}:${view.revision?.id ?? ""}`;
  const { kept, forget } = useKept(keepAs, stamp);
  const isRestored = kept !== null && answer === null;
  const drop = () => {
    dropKept(keepAs);
    forget();
  };
  return (
    <div className="stack">
      {isRestored && (
        <Note kind="good" role="status">
          {t("seller:listing.kept", { time: time(kept.at, language) })}{" "}
          <button type="button" className="lnk linkish" onClick={drop}>
            {t("seller:listing.keptDrop")}
          </button>
        </Note>
      )}
      <Fields {...props} key={kept?.at ?? "fresh"} values={kept?.values ?? values} keepAs={keepAs} stamp={stamp} />
    </div>
  );
}
