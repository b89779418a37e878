import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import {
  AreaField,
  type Commune,
  CommuneField,
  Faults,
  FormFields,
  type FormState,
  SelectField,
  TextField,
  useTyped,
} from "#app/features/seller-forms/fields.tsx";
import { FileField } from "#app/features/seller-forms/file-field.tsx";
import type { TypedAnswer } from "#app/http/typed-form.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, IconButton } from "#app/ui/button.tsx";
import { Checkbox, RadioRows } from "#app/ui/choice.tsx";
import { ErrorText } from "#app/ui/field.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { MAX_PAPER_BYTES } from "#services/shared/file-limits.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import type { ApplicationView } from "#services/shops/view-application.ts";

export type Answer = TypedAnswer | null;
export type PartProps = { application: ApplicationView; communes: readonly Commune[]; answer: Answer; paperId: string };

const ZONES = ["province", "region", "country"] as const;
const LEGAL_FORMS = ["household", "cooperative_group", "cooperative", "company"] as const;
const PAPER_KINDS = ["business_licence", "food_safety", "alcohol_licence", "other"] as const;

/** What stands in a form: what was typed when it was refused, else what is kept. */
export function stateOf(act: string, answer: Answer, kept: Record<string, string>): FormState {
  const mine = answer?.act === act ? answer : null;
  return { id: act, values: mine ? mine.values : kept, problems: mine?.problems ?? {} };
}

type PartFormProps = {
  act: string;
  shopId: string;
  answer: Answer;
  state: FormState;
  children: ReactNode;
  files?: boolean;
};

function PartForm({ act, shopId, answer, state, children, files }: PartFormProps) {
  return (
    <Form
      method="post"
      className="form mt-3"
      encType={files ? "multipart/form-data" : "application/x-www-form-urlencoded"}
      noValidate
    >
      <Faults fault={answer?.act === act ? answer.fault : null} state={state} />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="applicationId" value={shopId} />
      <FormFields state={state}>{children}</FormFields>
    </Form>
  );
}

function Save() {
  const { t } = useWords();
  return (
    <div>
      <Button>{t("seller:apply.save")}</Button>
    </div>
  );
}

function LegalForm() {
  const { t } = useWords();
  const typed = useTyped("legalForm");
  return (
    <RadioRows
      id={typed.id}
      name="legalForm"
      legend={t("seller:apply.legalForm")}
      defaultValue={typed.value}
      error={typed.error}
      options={LEGAL_FORMS.map((value) => ({ value, label: t(`seller:apply.legalForms.${value}`) }))}
    />
  );
}

export function ProducerPart({ application, communes, answer }: PartProps) {
  const { t } = useWords();
  const state = stateOf("producer", answer, application.producer);
  return (
    <PartForm act="producer" shopId={application.shopId} answer={answer} state={state}>
      <LegalForm />
      <TextField
        name="name"
        label={t("seller:apply.producerName")}
        autoComplete="organization"
        maxLength={LETTERS.fullName}
      />
      <TextField
        name="taxNumber"
        label={t("seller:apply.taxNumber")}
        hint={t("seller:apply.taxHint")}
        inputMode="numeric"
      />
      <TextField
        name="addressLine"
        label={t("seller:apply.addressLine")}
        autoComplete="street-address"
        maxLength={LETTERS.addressLine}
      />
      <CommuneField
        name="communeCode"
        label={t("seller:apply.commune")}
        placeholder={t("seller:apply.communeChoose")}
        communes={communes}
      />
      <TextField
        name="phone"
        label={t("seller:apply.phone")}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={LETTERS.phone}
      />
      <Save />
    </PartForm>
  );
}

export function ShopPart({ application, answer }: PartProps) {
  const { t } = useWords();
  const state = stateOf("shop", answer, application.shop);
  return (
    <PartForm act="shop" shopId={application.shopId} answer={answer} state={state}>
      <TextField
        name="name"
        label={t("seller:apply.shopName")}
        hint={t("seller:apply.shopNameHint")}
        maxLength={LETTERS.fullName}
      />
      <AreaField name="story" label={t("seller:apply.story")} hint={t("seller:apply.storyHint")} rows={6} optional />
      <Save />
    </PartForm>
  );
}

function PaperList({ application }: { application: ApplicationView }) {
  const { t, language } = useWords();
  if (application.papers.length === 0) return null;
  return (
    <Form method="post">
      <input type="hidden" name="act" value="remove-paper" />
      <input type="hidden" name="applicationId" value={application.shopId} />
      <Lines>
        {application.papers.map((paper) => (
          <Line
            key={paper.id}
            icon="file-check"
            level={3}
            title={
              <a href={href("private-file", language, { id: paper.id })} download="">
                {paper.fileName}
              </a>
            }
            meta={t(`seller:apply.paperKinds.${paper.kind as (typeof PAPER_KINDS)[number]}`)}
            action={
              <IconButton
                icon="trash-2"
                label={t("seller:apply.paperRemove", { name: paper.fileName })}
                name="paperId"
                value={paper.id}
              />
            }
          />
        ))}
      </Lines>
    </Form>
  );
}

export function PapersPart({ application, answer, paperId }: PartProps) {
  const { t } = useWords();
  const state = stateOf("paper", answer, { kind: "business_licence" });
  return (
    <>
      <PaperList application={application} />
      <PartForm act="paper" shopId={application.shopId} answer={answer} state={state} files>
        <input type="hidden" name="paperId" value={paperId} />
        <SelectField
          name="kind"
          label={t("seller:apply.paperKind")}
          options={PAPER_KINDS.map((value) => ({ value, label: t(`seller:apply.paperKinds.${value}`) }))}
        />
        <FileField
          name="paper"
          label={t("seller:apply.paperFile")}
          hint={t("seller:apply.paperHint")}
          accept="application/pdf,image/jpeg,image/png"
          maxBytes={MAX_PAPER_BYTES}
        />
        <div>
          <Button icon="paperclip">{t("seller:apply.paperAdd")}</Button>
        </div>
      </PartForm>
    </>
  );
}

export function BankPart({ application, answer }: PartProps) {
  const { t } = useWords();
  const state = stateOf("bank", answer, application.bank ?? {});
  return (
    <PartForm act="bank" shopId={application.shopId} answer={answer} state={state}>
      <TextField name="bankName" label={t("seller:apply.bankName")} maxLength={LETTERS.bank} />
      <TextField name="accountNumber" label={t("seller:apply.accountNumber")} inputMode="numeric" />
      <TextField name="holder" label={t("seller:apply.holder")} maxLength={LETTERS.bank} />
      <Save />
    </PartForm>
  );
}

/** How far parcels are sent: names `zone-…`, each a box of its own. */
export function Zones() {
  const { t } = useWords();
  const { id, error, value } = useTyped("zones");
  const chosen = value.split(",");
  return (
    <fieldset className={error === undefined ? "field" : "field is-wrong"} id={id}>
      <legend className="label">{t("seller:apply.zones")}</legend>
      {ZONES.map((zone) => (
        <Checkbox key={zone} name="zone" value={zone} defaultChecked={chosen.includes(zone)}>
          {t(`seller:apply.zone.${zone}`)}
        </Checkbox>
      ))}
      {error !== undefined && <ErrorText id={`${id}-error`}>{error}</ErrorText>}
    </fieldset>
  );
}

export function PickupPart({ application, communes, answer }: PartProps) {
  const { t } = useWords();
  const { line, communeCode, zones } = application.pickup;
  const state = stateOf("pickup", answer, { line, communeCode, zones: zones.join(",") });
  return (
    <PartForm act="pickup" shopId={application.shopId} answer={answer} state={state}>
      <TextField
        name="line"
        label={t("seller:apply.pickupLine")}
        hint={t("seller:apply.pickupHint")}
        maxLength={LETTERS.addressLine}
      />
      <CommuneField
        name="communeCode"
        label={t("seller:apply.commune")}
        placeholder={t("seller:apply.communeChoose")}
        communes={communes}
      />
      <Zones />
      <Save />
    </PartForm>
  );
}
