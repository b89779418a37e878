import { Link, useSearchParams } from "@remix-run/react";
import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Pic } from "#app/ui/picture.tsx";

type GalleryProps = { pictures: readonly { hash: string; alt: string }[]; group: number };

const MAIN_SIZES = "(min-width: 60rem) 44rem, 100vw";

/** Pictures of a product: a large one, and links to the others that need no script (`?anh=2`). */
export function Gallery({ pictures, group }: GalleryProps) {
  const { t, language } = useWords();
  const [params] = useSearchParams();
  const wanted = Number(params.get("anh") ?? 1);
  const at = Number.isInteger(wanted) && wanted >= 1 && wanted <= pictures.length ? wanted - 1 : 0;
  const main = pictures[at];
  const lang = language === "vi" ? undefined : "vi";
  return (
    <div className="gal bleed" id="anh">
      <span lang={main?.alt ? lang : undefined}>
        <Pic
          className="gal__main"
          picture={pictureOf(main?.hash, group, main?.alt ?? "", MAIN_SIZES)}
          tint={tintOf(group)}
          eager
        />
      </span>
      {pictures.length > 1 ? (
        <ul className="gal__thumbs" aria-label={t("shop:product.gallery")}>
          {pictures.map((picture, index) => (
            <li key={picture.hash}>
              <Link
                to={index === 0 ? "?" : `?anh=${index + 1}`}
                preventScrollReset
                replace
                aria-current={index === at ? "true" : undefined}
                aria-label={
                  picture.alt
                    ? t("shop:product.pictureOf", { n: index + 1, alt: picture.alt })
                    : t("shop:product.picture", { n: index + 1 })
                }
              >
                <Pic picture={pictureOf(picture.hash, group, "", "20vw")} tint={tintOf(group)} />
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
