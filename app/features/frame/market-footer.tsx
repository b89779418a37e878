import { useLocation } from "@remix-run/react";
import { href, otherLanguage } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { useRootData } from "#app/root.tsx";
import { Footer, type FooterLink } from "#app/ui/footer.tsx";

/** Slugs of the policy pages: the same in both languages, so that a link survives a change of language. */
export const POLICY_SLUGS = {
  rules: "quy-che",
  returns: "doi-tra",
  privacy: "du-lieu-ca-nhan",
  complaints: "khieu-nai",
} as const;

/** The foot of every page: rules, ways on, the other language, and what is not real here. */
export function MarketFooter() {
  const { t, language } = useWords();
  const root = useRootData();
  const { pathname, search } = useLocation();
  const other = otherLanguage(pathname, search);
  const policy = (page: keyof typeof POLICY_SLUGS): FooterLink => ({
    href: href("policy", language, { page: POLICY_SLUGS[page] }),
    text: t(`footer.${page}`),
  });
  const buying: FooterLink[] = [
    policy("returns"),
    { href: href("track", language), text: t("footer.track") },
    { href: href("lots", language), text: t("header.lots") },
    policy("complaints"),
  ];
  const selling: FooterLink[] = [
    root?.isMember
      ? { href: href("seller", language), text: t("header.sell"), reload: true }
      : { href: href("seller-apply", language), text: t("footer.openShop"), reload: true },
    policy("rules"),
  ];
  const about: FooterLink[] = [
    { href: href("communes", language), text: t("header.communes") },
    policy("privacy"),
    {
      href: other?.href ?? href("home", language === "vi" ? "en" : "vi"),
      text: t("header.otherLanguage"),
      reload: true,
      lang: language === "vi" ? "en" : "vi",
    },
  ];
  return (
    <Footer
      logoAlt={t("market")}
      about={t("footer.lead")}
      columns={[
        { title: t("footer.buying"), links: buying },
        { title: t("footer.forSellers"), links: selling },
        { title: t("footer.about"), links: about },
      ]}
      legal={
        <>
          <p>{t("footer.draft")}</p>
          {root?.isDemo ? <p>{t("footer.invented")}</p> : null}
        </>
      }
    />
  );
}
