import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { SectionHead } from "#app/ui/section-head.tsx";

/** What somebody without a shop sees at the seller's door: how to open one and what to bring. */
export function OpenAShop() {
  const { t, language } = useWords();
  return (
    <>
      <div className="sh hello">
        <h1>{t("seller:home.openTitle")}</h1>
        <p className="muted">{t("seller:home.openText")}</p>
        <p className="mt-4">
          <LinkButton href={href("seller-apply", language)} icon="store">
            {t("seller:home.openAction")}
          </LinkButton>
        </p>
      </div>
      <section aria-labelledby="can-gi">
        <SectionHead id="can-gi" title={t("seller:home.openSteps")} />
        <Lines>
          <Line icon="file-text" title={t("seller:home.openPapers")} meta={t("seller:home.openPapersText")} />
          <Line icon="landmark" title={t("seller:home.openBank")} meta={t("seller:home.openBankText")} />
          <Line icon="map-pin" title={t("seller:home.openPickup")} meta={t("seller:home.openPickupText")} />
        </Lines>
      </section>
    </>
  );
}
