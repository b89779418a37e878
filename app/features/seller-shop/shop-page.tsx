import { Form } from "@remix-run/react";
import { pictureAddress } from "#app/features/catalogue/picture.ts";
import { spokenPhone } from "#app/features/orders/show.ts";
import { AreaField, CommuneField, Faults, FormFields, TextField } from "#app/features/seller-forms/fields.tsx";
import { FileField } from "#app/features/seller-forms/file-field.tsx";
import { type Answer, stateOf, Zones } from "#app/features/seller-shop/apply-parts.tsx";
import { day, instant } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block } from "#app/ui/block.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Checkbox } from "#app/ui/choice.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";
import { Avatar, Tag } from "#app/ui/tag.tsx";
import { MAX_PICTURE_BYTES } from "#services/shared/file-limits.ts";
import { LETTERS } from "#services/shared/text-limits.ts";
import type { viewShop } from "#services/shops/view-shop.ts";

export type ShopView = Extract<Awaited<ReturnType<typeof viewShop>>, { ok: true }>["value"];

export type ShopPageProps = { shop: ShopView; answer: Answer; saved: boolean; pictureId: string };

function Picture({ shop }: { shop: ShopView }) {
  const { t } = useWords();
  const { pictureHash } = shop;
  return (
    <>
      {pictureHash && (
        <div className="preview">
          <Pic picture={{ src: pictureAddress(pictureHash, 400), alt: t("seller:shop.picture") }} />
        </div>
      )}
      {shop.pictureId && !pictureHash && <Note>{t("seller:shop.picturePending")}</Note>}
      <FileField
        name="picture"
        label={t("seller:shop.pictureNew")}
        hint={t("seller:shop.pictureHint")}
        accept="image/jpeg,image/png,image/webp"
        maxBytes={MAX_PICTURE_BYTES}
      />
      {shop.pictureId && (
        <Checkbox name="pictureRemove" value="on">
          {t("seller:shop.pictureRemove")}
        </Checkbox>
      )}
    </>
  );
}

function Settings({ shop, answer, pictureId }: ShopPageProps) {
  const { t } = useWords();
  const state = stateOf("save", answer, {
    name: shop.name,
    story: shop.story,
    slug: shop.slug,
    line: shop.pickupLine,
    communeCode: shop.pickupCommuneCode,
    zones: shop.zones.join(","),
  });
  const names: Record<string, string> = {
    name: t("seller:shop.name"),
    story: t("seller:shop.story"),
    slug: t("seller:shop.slug"),
    picture: t("seller:shop.picture"),
    line: t("seller:apply.pickupLine"),
    communeCode: t("seller:apply.commune"),
    zones: t("seller:apply.zones"),
  };
  return (
    <Form method="post" encType="multipart/form-data" className="form" noValidate>
      <Faults
        fault={answer?.act === "save" ? answer.fault : null}
        state={state}
        names={(field) => names[field] ?? ""}
      />
      <input type="hidden" name="act" value="save" />
      <input type="hidden" name="newPictureId" value={pictureId} />
      <FormFields state={state}>
        <SectionHead title={t("seller:shop.page")} />
        <TextField name="name" label={t("seller:shop.name")} maxLength={LETTERS.fullName} />
        <AreaField name="story" label={t("seller:shop.story")} hint={t("seller:apply.storyHint")} rows={8} />
        <TextField name="slug" label={t("seller:shop.slug")} hint={t("seller:shop.slugHint")} />
        <Picture shop={shop} />
        <SectionHead title={t("seller:shop.delivery")} />
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
          communes={shop.communes}
        />
        <Zones />
      </FormFields>
      <Button wide>{t("seller:shop.save")}</Button>
    </Form>
  );
}

function Pause({ shop }: { shop: ShopView }) {
  const { t } = useWords();
  return (
    <Block title={t("seller:shop.pause")}>
      <Form method="post" className="stack">
        <p>{t(shop.paused ? "seller:shop.pausedText" : "seller:shop.pauseText")}</p>
        <input type="hidden" name="act" value={shop.paused ? "resume" : "pause"} />
        <Button variant="line" wide icon={shop.paused ? "play" : "pause"}>
          {t(shop.paused ? "seller:shop.resume" : "seller:shop.pause")}
        </Button>
      </Form>
    </Block>
  );
}

function Members({ shop }: { shop: ShopView }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="nguoi">
      <SectionHead id="nguoi" title={t("seller:shop.members")} />
      <ul className="lines">
        {shop.members.map((member) => (
          <li key={member.accountId}>
            <Avatar name={member.name} />
            <div className="grow">
              <h3>{member.name}</h3>
              <p className="meta break">{spokenPhone(member.contact)}</p>
            </div>
            <Tag>{t(`seller:shop.roles.${member.role}`)}</Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Licences({ shop }: { shop: ShopView }) {
  const { t, language } = useWords();
  return (
    <section aria-labelledby="giay-phep">
      <SectionHead id="giay-phep" title={t("seller:shop.licences")} />
      {shop.licences.length === 0 && <p className="muted">{t("seller:shop.licenceNone")}</p>}
      <Lines>
        {shop.licences.map((l) => (
          <Line
            key={l.id}
            icon="wine"
            title={t(l.isInForce ? "seller:shop.licenceValid" : "seller:shop.licenceOver")}
            meta={t("seller:shop.licenceUntil", { number: l.number, issuer: l.issuer, day: day(l.validTo, language) })}
          />
        ))}
      </Lines>
    </section>
  );
}

function Changes({ shop }: { shop: ShopView }) {
  const { t, language } = useWords();
  if (shop.changes.length === 0) return null;
  return (
    <section aria-labelledby="thay-doi">
      <SectionHead id="thay-doi" title={t("seller:shop.changes")} />
      <Lines>
        {shop.changes.map((c) => (
          <Line
            key={c.id}
            title={t(`seller:shop.change.${c.kind}`)}
            meta={t("seller:shop.changeBy", {
              name: c.by ?? t("seller:shop.nobody"),
              time: instant(c.at, language),
            })}
          />
        ))}
      </Lines>
    </section>
  );
}

function ReadOnly({ shop }: { shop: ShopView }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <Note>{t("seller:shop.readOnly")}</Note>
      <p className="prewrap">{shop.story}</p>
      <p className="muted">{shop.pickupLine}</p>
    </div>
  );
}

/** A shop as its own people keep it: what buyers see, where parcels are fetched, a break, who works there. */
export function ShopPage(page: ShopPageProps) {
  const { t, language } = useWords();
  const { shop, saved } = page;
  return (
    <>
      <div className="sh">
        <h1>{shop.name}</h1>
        <p>
          <Anchor className="lnk" href={href("shop", language, { slug: shop.slug })} reload>
            {t("seller:shop.see")}
          </Anchor>
        </p>
      </div>
      {saved && (
        <Note kind="good" role="status" className="mt-3">
          {t("seller:shop.saved")}
        </Note>
      )}
      <div className="cols cols--side mt-4">
        <div className="stack stack--6">{shop.mayManage ? <Settings {...page} /> : <ReadOnly shop={shop} />}</div>
        <aside className="stickyside">
          {shop.mayManage && <Pause shop={shop} />}
          <Members shop={shop} />
          <Licences shop={shop} />
          <Changes shop={shop} />
        </aside>
      </div>
    </>
  );
}

/** Before the shop is open there is nothing to set: the way to its application. */
export function NotOpenYet({ shop }: { shop: ShopView }) {
  const { t, language } = useWords();
  return (
    <div className="sh stack">
      <h1>{shop.name || t("seller:shop.title")}</h1>
      <p>{t("seller:shop.notOpen")}</p>
      <p>
        <LinkButton href={href("seller-apply", language)}>{t("seller:shop.toApplication")}</LinkButton>
      </p>
    </div>
  );
}
