import { standingWords } from "#app/features/staff/certificate-words.ts";
import { day, instant } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Facts } from "#app/ui/block.tsx";
import { Chain, type ChainLink } from "#app/ui/progress.tsx";
import { LapsedTag, type StarCount, Stars } from "#app/ui/stars.tsx";
import { REVOKE_REASONS } from "#services/certification/rules.ts";
import type { CertificatePage } from "#services/certification/view-certificates.ts";

function Badge({ page }: { page: CertificatePage }) {
  const { t, language } = useWords();
  const words = standingWords(t, page, language);
  if (page.stars === null) return <LapsedTag>{words}</LapsedTag>;
  return (
    <p className="tem">
      <Stars n={page.stars as StarCount} spoken={t("staff:certificates.stars", { count: page.stars })} />
      {words}
    </p>
  );
}

/** The word of a reason's code; an unknown one is "another reason". */
function useRevokeReason() {
  const { t } = useWords();
  return (code: string | null) =>
    t(`staff:reasons.revoke.${REVOKE_REASONS.find((known) => known === code) ?? "other"}`);
}

function useHistory(page: CertificatePage): ChainLink[] {
  const { t, language } = useWords();
  const reasonOf = useRevokeReason();
  return page.events.map((event, at) => {
    const isEnd = event.kind === "revoked";
    const kind = (["issued", "revoked"] as const).find((known) => known === event.kind) ?? "corrected";
    return {
      key: `${event.at}-${at}`,
      title: t(`staff:certificates.events.${kind}`, { rank: page.rank }),
      kind: isEnd ? "bad" : "vouched",
      children: (
        <>
          <p className="meta">
            {t("staff:certificates.eventLine", {
              at: instant(event.at, language),
              who: event.by ?? t("staff:certificates.machine"),
            })}
          </p>
          {event.decisionNumber && (
            <p className="meta">{t("staff:certificates.decisionLine", { decision: event.decisionNumber })}</p>
          )}
          {isEnd && (
            <p>
              {reasonOf(event.reasonCode)}. {event.reason}
            </p>
          )}
        </>
      ),
    };
  });
}

/** What a certificate says, and what became of it. */
export function CertificateDetail({ page }: { page: CertificatePage }) {
  const { t, language } = useWords();
  const range = { from: day(page.from, language), until: day(page.until, language) };
  const facts = [
    { term: t("staff:certificates.validity"), detail: t("staff:certificates.range", range) },
    { term: t("staff:certificates.rank"), detail: t("staff:certificates.stars", { count: page.rank }) },
    { term: t("staff:certificates.issuer"), detail: page.issuer },
    { term: t("staff:certificates.decision"), detail: page.decisionNumber },
    { term: t("staff:certificates.producer"), detail: page.producer },
  ];
  return (
    <>
      <div className="chead">
        <div className="grow">
          <p className="meta">{t("staff:certificates.paper", { number: page.number })}</p>
          <h1>{page.product}</h1>
          <p className="muted">{[page.producer, page.commune].filter(Boolean).join(", ")}</p>
        </div>
        <Badge page={page} />
      </div>
      <div className="st__two">
        <div>
          <h2>{t("staff:certificates.says")}</h2>
          <Facts items={facts} />
          {page.isDemo && <p className="meta mt-3">{t("staff:certificates.demo")}</p>}
          <Beside page={page} />
        </div>
        <div>
          <h2>{t("staff:certificates.history")}</h2>
          <Chain links={useHistory(page)} />
        </div>
      </div>
    </>
  );
}

function Beside({ page }: { page: CertificatePage }) {
  const { t, language } = useWords();
  if (page.beside.length === 0) return null;
  return (
    <>
      <h2 className="mt-5">{t("staff:certificates.beside")}</h2>
      <ul>
        {page.beside.map((other) => (
          <li key={other.id}>
            <Anchor className="lnk" href={href("staff-certificate", language, { id: other.id })}>
              {other.number}
            </Anchor>{" "}
            <span className="meta">
              {t("staff:certificates.range", { from: day(other.from, language), until: day(other.until, language) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What leans on it now, counted. */
export function Leaning({ page }: { page: CertificatePage }) {
  const { t } = useWords();
  const { listings, carts, openOrders, lots } = page.leaning;
  return (
    <div>
      <h3>{t("staff:certificates.leaning")}</h3>
      <Facts
        items={[
          { term: t("staff:certificates.leaningListings"), detail: listings },
          { term: t("staff:certificates.leaningCarts"), detail: carts },
          { term: t("staff:certificates.leaningLots"), detail: lots },
          { term: t("staff:certificates.leaningOrders"), detail: openOrders },
        ]}
      />
    </div>
  );
}
