import { spokenPhone } from "#app/features/orders/show.ts";
import { actWord, reasonWord } from "#app/features/staff/desk-words.ts";
import { Compare } from "#app/features/staff/item-compare.tsx";
import { Papers, ShopFacts } from "#app/features/staff/shop-file.tsx";
import { day, instant, money, netContent } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Facts } from "#app/ui/block.tsx";
import { Chain } from "#app/ui/progress.tsx";
import { type StarCount, StarTag } from "#app/ui/stars.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { pieceWord } from "#services/catalogue/rules.ts";
import type { PastAct } from "#services/moderation/past-act.ts";
import type { BatchRow, Item, PackRow, ProductCertificate, ReportItem } from "#services/moderation/view-item.ts";

function Certificates({ certificates }: { certificates: readonly ProductCertificate[] }) {
  const { t, language } = useWords();
  if (certificates.length === 0) return <p className="muted">{t("staff:item.noCertificates")}</p>;
  return (
    <ul className="stack stack--2">
      {certificates.map((c) => (
        <li key={c.id}>
          {c.stars === null ? (
            <Tag>{t(`staff:certificates.standings.${c.standing}`)}</Tag>
          ) : (
            <StarTag
              n={c.stars as StarCount}
              text={t(`staff:certificates.standings.${c.standing}`)}
              spoken={t("staff:certificates.stars", { count: c.stars })}
            />
          )}{" "}
          {t("staff:item.certificateLine", { number: c.number, issuer: c.issuer })}{" "}
          <span className="meta">
            {t("staff:certificates.range", { from: day(c.from, language), until: day(c.until, language) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Packs({ packs }: { packs: readonly PackRow[] }) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "pack", head: t("staff:item.pack") },
    { key: "price", head: t("staff:item.price"), num: true },
    { key: "stock", head: t("staff:item.stock"), num: true },
  ];
  return (
    <Table caption={t("staff:item.packs")} columns={columns} phone="scroll" tight>
      {packs.map((pack) => (
        <tr key={pack.id}>
          <td>
            {pack.name}{" "}
            <span className="meta">
              {netContent(pack.netAmount, pack.netUnit, language, pieceWord(pack.name, pack.netAmount))}
            </span>
          </td>
          <td className="num">{pack.priceVnd === null ? t("staff:item.noPrice") : money(pack.priceVnd, language)}</td>
          <td className="num">{pack.onHand}</td>
        </tr>
      ))}
    </Table>
  );
}

function Batches({ lots }: { lots: readonly BatchRow[] }) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "lot", head: t("staff:item.lot") },
    { key: "made", head: t("staff:item.madeOn") },
    { key: "best", head: t("staff:item.bestBefore") },
    { key: "stock", head: t("staff:item.stock"), num: true },
  ];
  const or = (date: string | null) => (date === null ? t("staff:item.empty") : day(date, language));
  return (
    <Table caption={t("staff:item.lots")} columns={columns} phone="scroll" tight>
      {lots.map((lot) => (
        <tr key={lot.id}>
          <td>
            <Anchor className="lnk" reload href={href("lot", language, { code: lot.code })}>
              {lot.number}
            </Anchor>{" "}
            <span className="meta">{lot.pack}</span>
          </td>
          <td>{or(lot.madeOn)}</td>
          <td>{or(lot.bestBefore)}</td>
          <td className="num">{lot.onHand}</td>
        </tr>
      ))}
    </Table>
  );
}

/** What staff did before, newest first, with the reasons. */
export function PastActs({ acts }: { acts: readonly PastAct[] }) {
  const { t, language } = useWords();
  if (acts.length === 0) return <p className="muted">{t("staff:item.noHistory")}</p>;
  return (
    <Chain
      links={acts.map((act, at) => ({
        key: `${act.at}-${at}`,
        title: actWord(t, act.act),
        children: (
          <>
            <p className="meta">{t("staff:item.historyLine", { at: instant(act.at, language), who: act.by })}</p>
            {act.reason && (
              <p>
                {act.reasonCode && !act.act.startsWith("report") ? `${reasonWord(t, act.reasonCode)}. ` : ""}
                {act.reason}
              </p>
            )}
          </>
        ),
      }))}
    />
  );
}

function Report({ report }: { report: ReportItem }) {
  const { t, language } = useWords();
  const { subject } = report;
  const name =
    subject.kind === "lot"
      ? t("staff:item.aboutLot", { number: subject.lotNumber ?? "", name: subject.name })
      : subject.name;
  const isShown = subject.listingState === "approved" && subject.slug !== null;
  return (
    <>
      <blockquote className="prewrap strong mt-3">{report.body}</blockquote>
      <Facts
        items={[
          { term: t("staff:item.about"), detail: name },
          { term: t("staff:item.reportedBy"), detail: report.reporter ?? t("staff:item.anonymous") },
          {
            term: t("staff:item.contact"),
            detail: report.contact === null ? t("staff:item.empty") : spokenPhone(report.contact),
          },
        ]}
      />
      <p className="row row--wrap">
        {isShown && (
          <Anchor className="lnk" reload href={href("product", language, { slug: subject.slug ?? "" })}>
            {t("staff:item.seeListing")}
          </Anchor>
        )}
        {subject.lotCode && (
          <Anchor className="lnk" reload href={href("lot", language, { code: subject.lotCode })}>
            {t("staff:item.seeLot")}
          </Anchor>
        )}
      </p>
      {report.others.length > 0 && (
        <>
          <h2 className="mt-5">{t("staff:item.others")}</h2>
          <ul>
            {report.others.map((other) => (
              <li key={other.id}>
                <Anchor className="lnk" href={href("staff-item", language, { kind: "report", id: other.id })}>
                  {day(other.created_at, language)}
                </Anchor>{" "}
                <Tag>{t(`staff:item.reportState.${other.state === "open" ? "open" : "closed"}`)}</Tag>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="mt-5">{t("staff:item.certificates")}</h2>
      <Certificates certificates={report.certificates} />
    </>
  );
}

function Shop({ item }: { item: Item }) {
  const { t, language } = useWords();
  const { shop } = item;
  if (!shop) return null;
  return (
    <>
      <h2 className="mt-5">{t("staff:item.shopFile")}</h2>
      <ShopFacts shop={shop} />
      {item.kind === "shop" && shop.story && (
        <>
          <h2 className="mt-5">{t("staff:item.story")}</h2>
          <p className="prewrap measure">{shop.story}</p>
        </>
      )}
      <h2 className="mt-5">{t("staff:shops.papers")}</h2>
      <Papers shop={shop} />
      <p>
        <Anchor className="lnk" href={href("staff-shop", language, { id: shop.id })}>
          {t("staff:item.openShop")}
        </Anchor>
      </p>
    </>
  );
}

/** Everything that a decision on an item needs. */
export function ItemMatter({ item }: { item: Item }) {
  const { t } = useWords();
  const { goods, report } = item;
  return (
    <>
      {report && <Report report={report} />}
      {goods && (
        <>
          <Compare comparison={goods.comparison} />
          {goods.packs.length > 0 && (
            <>
              <h2 className="mt-5">{t("staff:item.packs")}</h2>
              <Packs packs={goods.packs} />
            </>
          )}
          {goods.lots.length > 0 && (
            <>
              <h2 className="mt-5">{t("staff:item.lots")}</h2>
              <Batches lots={goods.lots} />
            </>
          )}
          <h2 className="mt-5">{t("staff:item.certificates")}</h2>
          <Certificates certificates={goods.certificates} />
        </>
      )}
      <Shop item={item} />
      <h2 className="mt-5">{t("staff:item.history")}</h2>
      <PastActs acts={item.history} />
    </>
  );
}
