import type { ChangeEvent } from "react";
import { tintOf } from "#app/features/catalogue/picture.ts";
import { faultText } from "#app/features/seller-forms/fault.ts";
import { useTyped } from "#app/features/seller-forms/fields.tsx";
import type { Photo, Photos } from "#app/features/seller-listing/use-photos.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { IconButton } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { ErrorText } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";

type PhotoProps = { photo: Photo; index: number; last: number; group: number; photos: Photos; onChange: () => void };

/** Without HEIC a phone that takes it hands over a JPEG instead. */
const ACCEPTED = "image/jpeg,image/png,image/webp";

function Status({ photo, index }: { photo: Photo; index: number }) {
  const { t } = useWords();
  const said =
    photo.state === "sending"
      ? t("seller:listing.pictureSending")
      : photo.state === "waiting"
        ? t("seller:listing.pictureWaiting")
        : photo.state === "refused"
          ? t("seller:listing.pictureRefused")
          : photo.state === "making" || photo.src === null
            ? t("seller:listing.picturePending")
            : index === 0
              ? t("seller:listing.firstPicture")
              : null;
  return said === null ? null : <span className="pics__said">{said}</span>;
}

/** One photo and its buttons; they are submit buttons, so that they work before any script does. */
function One({ photo, index, last, group, photos, onChange }: PhotoProps) {
  const { t, language } = useWords();
  const ready = useHydrated();
  const n = index + 1;
  const act = (work: () => void) => {
    const onClick = () => {
      work();
      onChange();
    };
    return ready ? { type: "button" as const, onClick } : {};
  };
  return (
    <li className={cx(photo.state !== "sent" && "up", photo.state === "refused" && "is-bad")}>
      <Pic
        picture={photo.src === null ? null : { src: photo.src, alt: t("seller:listing.pictureAlt", { n }) }}
        tint={tintOf(group)}
      />
      <Status photo={photo} index={index} />
      <div className="pics__acts">
        {index > 0 && (
          <IconButton
            icon="arrow-left"
            label={t("seller:listing.pictureUp", { n })}
            name="step"
            value={`photo-up:${index}`}
            {...act(() => photos.move(index, -1))}
          />
        )}
        {index < last && (
          <IconButton
            icon="arrow-right"
            label={t("seller:listing.pictureDown", { n })}
            name="step"
            value={`photo-down:${index}`}
            {...act(() => photos.move(index, 1))}
          />
        )}
        <IconButton
          icon="trash-2"
          label={t("seller:listing.pictureRemove", { n })}
          name="step"
          value={`photo-drop:${index}`}
          {...act(() => photos.remove(photo.id))}
        />
      </div>
      {photo.fault && (
        <p className="pics__why" role="alert">
          {faultText(t, language, photo.fault)}
        </p>
      )}
    </li>
  );
}

/** Photos in their order, the first one being shown everywhere. Without scripts they go with the form. */
export function PhotoField({ photos, group, onChange }: { photos: Photos; group: number; onChange: () => void }) {
  const { t } = useWords();
  const ready = useHydrated();
  const typed = useTyped("pictureIds");
  // Without scripts a refused photo stays in the form until it is taken out: its buttons count it.
  const usable = photos.photos.filter((p) => !ready || p.state !== "refused");
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    photos.add([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = "";
    onChange();
  };
  return (
    <div className={cx("field", typed.error !== undefined && "is-wrong")}>
      <input type="hidden" name="pictureIds" value={usable.map((p) => p.id).join(",")} />
      <ul className="pics">
        {photos.photos.map((photo, index) => (
          <One
            key={photo.id}
            photo={photo}
            index={index}
            last={photos.photos.length - 1}
            group={group}
            photos={photos}
            onChange={onChange}
          />
        ))}
        <li>
          <label className="addpic">
            <Icon name="camera" />
            <span>{t(photos.photos.length === 0 ? "seller:listing.choosePictures" : "seller:listing.addPicture")}</span>
            <input
              id={typed.id}
              type="file"
              name="photos"
              accept={ACCEPTED}
              multiple
              onChange={ready ? choose : undefined}
              aria-describedby={typed.error === undefined ? undefined : `${typed.id}-error`}
            />
          </label>
        </li>
      </ul>
      {typed.error !== undefined && <ErrorText id={`${typed.id}-error`}>{typed.error}</ErrorText>}
    </div>
  );
}
