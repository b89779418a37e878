import { Vietnamese } from "#app/features/catalogue/vietnamese.tsx";
import { day, exactTime } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Facts } from "#app/ui/block.tsx";
import { type StarCount, StarWhy } from "#app/ui/stars.tsx";
import type { Certificate, EndedCertificate } from "#services/catalogue/certificate.ts";

type WhyProps = {
  certificate: Certificate | null;
  ended: EndedCertificate | null;
  askedAt: string;
  recognisedYear: number | null;
};

/** How the last certificate ended, in grey words without stars. */
export function EndedNote({ ended }: { ended: EndedCertificate | null }) {
  const { t, language } = useWords();
  if (!ended) return <p className="meta">{t("shop:product.noStars")}</p>;
  const key = ({ lapsed: "lapsed", revoked: "revoked", not_yet: "notYet" } as const)[ended.how];
  return <p className="meta">{t(`shop:product.${key}`, { day: day(ended.on, language) })}</p>;
}

function Register({ certificate, askedAt }: { certificate: Certificate; askedAt: string }) {
  const { t, language } = useWords();
  const range = t("shop:product.validityRange", {
    from: day(certificate.from, language),
    until: day(certificate.until, language),
    count: certificate.daysLeft,
  });
  return (
    <>
      <Facts
        items={[
          { term: t("shop:product.certificate"), detail: certificate.number },
          { term: t("shop:product.issuer"), detail: <Vietnamese>{certificate.issuer}</Vietnamese> },
          { term: t("shop:product.decision"), detail: <Vietnamese>{certificate.decision}</Vietnamese> },
          { term: t("shop:product.validity"), detail: range },
          { term: t("shop:product.covers"), detail: t("shop:product.coversAll") },
        ]}
      />
      <p className="meta">
        {t("shop:product.asked", { time: exactTime(askedAt, language), day: day(askedAt, language) })}
      </p>
      <p className="meta">{t(certificate.isDemo ? "shop:product.certificateDemo" : "shop:product.howToCheck")}</p>
      {certificate.isDemo ? <p className="meta">{t("shop:product.howToCheck")}</p> : null}
    </>
  );
}

/** The badge that opens to its reasons; without a certificate in force, what there is to say instead. */
export function WhyStars({ certificate, ended, askedAt, recognisedYear }: WhyProps) {
  const { t, language } = useWords();
  const history =
    recognisedYear === null ? null : <p className="meta">{t("shop:product.recognised", { year: recognisedYear })}</p>;
  if (!certificate)
    return (
      <div className="stack stack--1">
        <EndedNote ended={ended} />
        {history}
      </div>
    );
  return (
    <StarWhy
      id="sao"
      n={certificate.stars as StarCount}
      title={t("shop:product.starsTitle", { count: certificate.stars })}
      sub={t("shop:product.starsSub", { until: day(certificate.until, language) })}
      question={t("shop:product.starsWhy")}
    >
      <Register certificate={certificate} askedAt={askedAt} />
      {history}
    </StarWhy>
  );
}
