import { Form } from "@remix-run/react";
import { useEffect } from "react";
import { faultText } from "#app/features/seller-forms/fault.ts";
import { EditForm, type EditProps, type OwnView } from "#app/features/seller-listing/edit-form.tsx";
import { StateTag } from "#app/features/seller-listing/list-page.tsx";
import { dropNew } from "#app/features/seller-listing/new-page.tsx";
import { VariantPanel } from "#app/features/seller-listing/variant-panel.tsx";
import { instant, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Gate } from "#app/ui/gate.tsx";
import type { IconName } from "#app/ui/icon.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Breadcrumbs } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";

export type EditPageProps = EditProps & { done: string | null };

const OUTCOMES = ["saved", "submitted", "revised", "same", "withdrawn", "changed"] as const;

function Act({ act, text, icon, view }: { act: string; text: string; icon?: IconName; view: OwnView }) {
  return (
    <Form method="post">
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="seenSlug" value={view.slug} />
      <Button variant="line" wide icon={icon}>
        {text}
      </Button>
    </Form>
  );
}

function Reason({ title, reason }: { title: string; reason: { code: string; text: string } }) {
  const { t } = useWords();
  const words = t(`seller:listing.reasons.${reason.code as "other"}`);
  return (
    <Note kind="bad">
      <b>{title}.</b> {t("seller:listing.reasonFor", { reason: words, text: reason.text })}
    </Note>
  );
}

const TITLES = { returned: "returned", refused: "refused", taken_down: "takenDown" } as const;

/** What happened to the listing, and why. */
function Notes({ view, done, answer }: EditPageProps) {
  const { t, language } = useWords();
  const outcome = OUTCOMES.find((o) => o === done);
  const title = TITLES[view.state as keyof typeof TITLES];
  const fault = answer && ["submit", "withdraw", "pause", "resume"].includes(answer.act) ? answer.fault : null;
  return (
    <div className="stack mt-3">
      {fault && <FormErrors title={faultText(t, language, fault)} />}
      {outcome && !answer && (
        <Note kind="good" role="status">
          {t(`seller:listing.${outcome}`)}
        </Note>
      )}
      {title && view.reason && <Reason title={t(`seller:listing.${title}`)} reason={view.reason} />}
      {view.revision?.state === "waiting" && <Note kind="info">{t("seller:listing.revisionWaiting")}</Note>}
      {view.revision?.state === "returned" && view.revision.reason && (
        <Reason title={t("seller:listing.revisionReturned")} reason={view.revision.reason} />
      )}
      {view.state === "submitted" && <Note kind="info">{t("seller:listing.submittedText")}</Note>}
    </div>
  );
}

function Before({ view }: { view: OwnView }) {
  const { t } = useWords();
  if (view.isPublished || view.state === "submitted" || view.state === "refused") return null;
  const items = view.gaps.map((gap) => ({
    key: gap,
    state: gap === "shop_not_open" ? ("wait" as const) : ("bad" as const),
    fact: t(`seller:listing.gap.${gap}`),
  }));
  const good = { key: "good", state: "good" as const, fact: t("seller:listing.allThere") };
  return (
    <Block title={t("seller:listing.before")}>
      <Gate items={items.length === 0 ? [good] : items} />
    </Block>
  );
}

function Sale({ view }: { view: OwnView }) {
  const { t, language } = useWords();
  if (!view.isPublished) {
    return view.state === "submitted" && view.mayManage ? (
      <Act act="withdraw" text={t("seller:listing.withdraw")} icon="undo-2" view={view} />
    ) : null;
  }
  return (
    <Block title={t("seller:listing.sale")}>
      <div className="stack">
        {view.state === "approved" && (
          <p>
            <Anchor className="lnk" href={href("product", language, { slug: view.slug })} reload>
              {t("seller:listing.see")}
            </Anchor>
          </p>
        )}
        {view.mayManage && (
          <Act
            act={view.paused ? "resume" : "pause"}
            text={t(view.paused ? "seller:listing.resume" : "seller:listing.pause")}
            icon={view.paused ? "play" : "pause"}
            view={view}
          />
        )}
        {view.mayManage && view.revision && (
          <Act act="withdraw-revision" text={t("seller:listing.withdrawRevision")} icon="undo-2" view={view} />
        )}
        {view.mayManage && !view.slugFitsName && (
          <>
            <p className="meta break">{t("seller:listing.addressText", { slug: view.slug })}</p>
            <Act act="address" text={t("seller:listing.address")} icon="link" view={view} />
          </>
        )}
      </div>
    </Block>
  );
}

type Change = OwnView["changes"][number];

function useChangeText() {
  const { t, language } = useWords();
  return (change: Change) => {
    const part = (side: unknown) => (side ?? {}) as Record<string, unknown>;
    const after = part(change.after);
    const price = (side: unknown) => {
      const amount = part(side).priceVnd;
      return typeof amount === "number" ? money(amount, language) : t("seller:listing.noPrice");
    };
    return t(`seller:listing.change.${change.kind as "price"}`, {
      variant: String(after.variant ?? after.name ?? ""),
      lot: String(after.lot ?? ""),
      before: price(change.before),
      after: price(change.after),
    });
  };
}

function History({ view }: { view: OwnView }) {
  const { t, language } = useWords();
  const textOf = useChangeText();
  if (view.changes.length === 0) return null;
  return (
    <section aria-labelledby="da-lam">
      <SectionHead id="da-lam" title={t("seller:listing.history")} />
      <Lines>
        {view.changes.map((change) => (
          <Line
            key={change.id}
            title={textOf(change)}
            meta={t("seller:listing.historyLine", {
              name: change.by ?? t("seller:listing.nobody"),
              time: instant(change.at, language),
            })}
          />
        ))}
      </Lines>
    </section>
  );
}

function Words({ view }: { view: OwnView }) {
  const { vi } = view.content.texts;
  return (
    <section className="stack">
      {[vi.summary, vi.description, vi.ingredients, vi.storage, vi.usage].filter(Boolean).map((text) => (
        <p key={text} className="prewrap" lang="vi">
          {text}
        </p>
      ))}
    </section>
  );
}

function Head({ view }: { view: OwnView }) {
  const { t, language } = useWords();
  return (
    <div className="sh">
      <Breadcrumbs
        label={t("seller:listing.goods")}
        items={[{ href: href("seller-listings", language), text: t("seller:listing.goods") }, { text: view.name }]}
      />
      <h1>{view.name}</h1>
      <p className="row row--wrap mt-2">
        <StateTag state={view.state} paused={view.paused} />
        {view.kind === "goods" && (
          <LinkButton
            small
            variant="line"
            icon="warehouse"
            href={href("seller-stock", language, { id: view.listingId })}
          >
            {t("seller:listing.toStock")}
          </LinkButton>
        )}
      </p>
    </div>
  );
}

/** One listing as its shop keeps it: its words and photos, its sizes and prices, what staff said, what was done. */
export function EditPage(props: EditPageProps) {
  const { view, answer } = props;
  const canEdit = view.mayManage && view.state !== "submitted" && view.state !== "refused";
  useEffect(() => dropNew(view.shopId, view.listingId), [view.shopId, view.listingId]);
  return (
    <>
      <Head view={view} />
      <Notes {...props} />
      <div className="cols cols--side mt-4">
        <div className="stack stack--6">
          {canEdit ? <EditForm {...props} /> : <Words view={view} />}
          <VariantPanel view={view} answer={answer} />
        </div>
        <aside className="stickyside">
          <Before view={view} />
          <Sale view={view} />
          <History view={view} />
        </aside>
      </div>
    </>
  );
}
