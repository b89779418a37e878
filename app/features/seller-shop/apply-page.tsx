import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { faultText } from "#app/features/seller-forms/fault.ts";
import {
  type Answer,
  BankPart,
  PapersPart,
  type PartProps,
  PickupPart,
  ProducerPart,
  ShopPart,
} from "#app/features/seller-shop/apply-parts.tsx";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Block } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { FormErrors } from "#app/ui/form-errors.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Note } from "#app/ui/note.tsx";
import { APPLICATION_PARTS, type ApplicationPart } from "#services/shops/rules.ts";
import type { ApplicationView } from "#services/shops/view-application.ts";

const FORMS: Record<ApplicationPart, (props: PartProps) => ReactNode> = {
  producer: ProducerPart,
  shop: ShopPart,
  papers: PapersPart,
  bank: BankPart,
  pickup: PickupPart,
};

export type ApplyProps = PartProps & {
  refused: ApplicationView | null;
  isMember: boolean;
  /** The part that was saved just now. */
  saved: string | null;
};

const actOf = (part: ApplicationPart) => (part === "papers" ? "paper" : part);

/** The part to open: the one that was refused, else what staff asked about, else the first that lacks something. */
function openPart({ application, answer }: { application: ApplicationView; answer: Answer }): ApplicationPart | null {
  const refused = APPLICATION_PARTS.find((part) => answer?.act === actOf(part));
  if (refused) return refused;
  return application.reason?.part ?? APPLICATION_PARTS.find((part) => !application.done[part]) ?? null;
}

function Mark({ kind, n }: { kind: string; n: number }) {
  const inside = kind === "done" ? <Icon name="check" small /> : kind === "bad" ? "!" : n;
  return <span className="mk">{inside}</span>;
}

type StepProps = { part: ApplicationPart; n: number; isOpen: boolean; page: ApplyProps };

function StepStatus({ part, page }: { part: ApplicationPart; page: ApplyProps }) {
  const { t } = useWords();
  const { reason, done, state } = page.application;
  if (state === "returned" && reason?.part === part) {
    return (
      <p className="c-red strong">
        {t(`seller:apply.reasons.${reason.code as "other"}`)}: {reason.text}
      </p>
    );
  }
  if (page.saved === part) return <p className="c-leaf strong">{t("seller:apply.saved")}</p>;
  return <p className="meta">{done[part] ? t("seller:apply.done") : t(`seller:apply.hints.${part}`)}</p>;
}

function Step({ part, n, isOpen, page }: StepProps) {
  const { t } = useWords();
  const { application } = page;
  const isBad = application.state === "returned" && application.reason?.part === part;
  const kind = isBad ? "bad" : application.done[part] ? "done" : isOpen ? "now" : "";
  const Fields = FORMS[part];
  const isLocked = application.state === "submitted";
  return (
    <li className={kind || undefined} id={part}>
      <Mark kind={kind} n={n} />
      <div>
        <h2>
          {t(`seller:apply.steps.${part}`)}
          <span className="sr">, {t(application.done[part] ? "seller:apply.done" : "seller:apply.todo")}</span>
        </h2>
        <StepStatus part={part} page={page} />
        {part === "bank" && application.holderDiffers && (
          <Note kind="warn" className="mt-2">
            {t("seller:apply.holderDiffers", {
              holder: application.bank?.holder ?? "",
              name: application.producer.name,
            })}
          </Note>
        )}
        {!isLocked && (
          <details className="fold" open={isOpen}>
            <summary className="btn btn--line">
              {t(application.done[part] ? "seller:apply.change" : "seller:apply.fill")}
            </summary>
            <Fields {...page} />
          </details>
        )}
      </div>
    </li>
  );
}

function FirstGoods({ exists }: { exists: boolean }) {
  const { t, language } = useWords();
  return (
    <li>
      <Mark kind="" n={APPLICATION_PARTS.length + 1} />
      <div>
        <h2>{t("seller:apply.steps.first")}</h2>
        <p className="meta">{t("seller:apply.hints.first")}</p>
        {exists && (
          <LinkButton variant="line" href={href("seller-listing-new", language)}>
            {t("seller:apply.firstAction")}
          </LinkButton>
        )}
      </div>
    </li>
  );
}

function Submit({ application, answer }: { application: ApplicationView; answer: Answer }) {
  const { t, language } = useWords();
  const missing = APPLICATION_PARTS.filter((part) => !application.done[part]);
  const fault = answer?.act === "submit" ? answer.fault : null;
  return (
    <Form method="post" className="stack mt-5">
      {fault && <FormErrors title={faultText(t, language, fault)} />}
      <input type="hidden" name="act" value="submit" />
      <input type="hidden" name="applicationId" value={application.shopId} />
      {missing.length > 0 && (
        <p id="submit-why" className="muted">
          {t("seller:apply.submitBlocked")}{" "}
          {t("seller:apply.missing", { parts: missing.map((p) => t(`seller:apply.steps.${p}`)).join("; ") })}
        </p>
      )}
      <Button wide {...(missing.length > 0 ? { "aria-disabled": true, "aria-describedby": "submit-why" } : {})}>
        {t("seller:apply.submit")}
      </Button>
    </Form>
  );
}

function Head({ application }: { application: ApplicationView }) {
  const { t } = useWords();
  const left = APPLICATION_PARTS.filter((part) => !application.done[part]).length;
  const isWaiting = application.state === "submitted";
  const title = isWaiting
    ? t("seller:apply.waiting")
    : application.state === "returned"
      ? t("seller:apply.returned")
      : left === 0
        ? t("seller:apply.ready")
        : t("seller:apply.headline", { count: left });
  const all = APPLICATION_PARTS.length;
  return (
    <div className="sh hello">
      <h1>{title}</h1>
      <p className="muted">
        {application.shop.name !== "" && `${application.shop.name}. `}
        {t(isWaiting ? "seller:apply.waitingText" : "seller:apply.lead")}
      </p>
      <div className="setbar mt-3" role="img" aria-label={t("seller:apply.progress", { done: all - left, all })}>
        {APPLICATION_PARTS.map((part) => (
          <i key={part} className={application.done[part] ? "on" : undefined} />
        ))}
      </div>
    </div>
  );
}

function Notes({ application, refused, isMember }: ApplyProps) {
  const { t } = useWords();
  const { reason, state, exists } = application;
  const ended = refused?.reason;
  return (
    <div className="stack mt-3">
      {state === "returned" && reason && reason.part === null && (
        <Note kind="bad">
          <b>{t("seller:apply.returned")}.</b> {t(`seller:apply.reasons.${reason.code as "other"}`)}: {reason.text}
        </Note>
      )}
      {ended && (
        <Note kind="bad">
          <b>{t("seller:apply.refusedTitle")}.</b> {t(`seller:apply.reasons.${ended.code as "other"}`)}: {ended.text}{" "}
          {t("seller:apply.refusedText")}
        </Note>
      )}
      {isMember && !exists && !ended && <Note>{t("seller:apply.another")}</Note>}
    </div>
  );
}

function Afterwards() {
  const { t } = useWords();
  return (
    <Block title={t("seller:apply.after")}>
      <ol className="stack">
        <li>{t("seller:apply.afterSteps.read")}</li>
        <li>{t("seller:apply.afterSteps.open")}</li>
        <li>{t("seller:apply.afterSteps.sell")}</li>
      </ol>
    </Block>
  );
}

/** Steps to an open shop, each saved by itself and in any order; what staff asked about stands beside its step. */
export function ApplyPage(page: ApplyProps) {
  const { application, answer } = page;
  const open = openPart(page);
  return (
    <>
      <Head application={application} />
      <Notes {...page} />
      <div className="cols cols--side">
        <div>
          <ol className="setup">
            {APPLICATION_PARTS.map((part, i) => (
              <Step key={part} part={part} n={i + 1} isOpen={part === open} page={page} />
            ))}
            <FirstGoods exists={application.exists} />
          </ol>
          {application.state !== "submitted" && <Submit application={application} answer={answer} />}
        </div>
        <aside className="stickyside">
          <Afterwards />
        </aside>
      </div>
    </>
  );
}
