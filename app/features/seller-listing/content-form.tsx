import { Form } from "@remix-run/react";
import { type ReactNode, useRef } from "react";
import type { Fault } from "#app/features/seller-forms/fault.ts";
import { Faults, FormFields, type FormState } from "#app/features/seller-forms/fields.tsx";
import { useKeeping } from "#app/features/seller-listing/kept-form.ts";
import { PhotoField } from "#app/features/seller-listing/photo-field.tsx";
import { useSendLater } from "#app/features/seller-listing/send-later.ts";
import { usePhotos } from "#app/features/seller-listing/use-photos.ts";
import type { KnownPicture } from "#app/http/typed-form.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Note } from "#app/ui/note.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";

export type FormProps = {
  id: string;
  shopId: string;
  /** Under what is typed is kept in this browser. */
  keepAs: string;
  stamp: string;
  state: FormState;
  fault: Fault | null;
  pictures: readonly KnownPicture[];
  isUnanswered: boolean;
  children: (keep: () => void) => ReactNode;
  /** The buttons; `isHeld` while the form waits for the network. */
  foot: (isHeld: boolean) => ReactNode;
};

/** The form of a listing: photos, what `children` ask, buttons. Lives through a lost connection, works without scripts. */
export function ContentForm(props: FormProps) {
  const { id, shopId, keepAs, stamp, state, fault, pictures, isUnanswered, children, foot } = props;
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const keepNow = useKeeping(form, keepAs, stamp);
  const keep = () => void setTimeout(keepNow);
  const ids = (state.values.pictureIds ?? "").split(",").filter(Boolean);
  const photos = usePhotos({ shopId, formKey: keepAs, ids, known: pictures });
  const { isHeld, isOnline, onSubmit } = useSendLater({ form, isBusy: photos.isBusy, isUnanswered });
  return (
    <Form
      ref={form}
      id={id}
      method="post"
      encType="multipart/form-data"
      className="stack stack--6"
      noValidate
      onSubmit={(event) => {
        keepNow();
        onSubmit(event);
      }}
    >
      <Faults fault={fault} state={state} />
      <input type="hidden" name="shopId" value={shopId} />
      <FormFields state={state}>
        <section>
          <SectionHead title={t("seller:listing.pictures")} note={t("seller:listing.picturesHint")} />
          <PhotoField photos={photos} group={Number(state.values.groupNumber) || 1} onChange={keep} />
        </section>
        {children(keep)}
      </FormFields>
      <div className="stack">
        <div role="status">
          {isHeld ? (
            <Note kind="warn" icon="cloud-off">
              <b>{t("seller:listing.waitingSend")}.</b> {t("seller:listing.waitingNetwork")}
            </Note>
          ) : (
            !isOnline && <Note icon="cloud-off">{t("seller:listing.offlineTyping")}</Note>
          )}
        </div>
        {foot(isHeld)}
      </div>
    </Form>
  );
}
