import { spokenPhone } from "#app/features/orders/show.ts";
import { day } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Facts } from "#app/ui/block.tsx";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { ShopFile } from "#services/moderation/shop-file.ts";

const PAPER_KINDS = ["business_licence", "food_safety", "alcohol_licence", "other"] as const;
const ZONES = ["province", "region", "country"] as const;

/** Who is behind a shop, where it is, and where it is paid, as far as staff may see. */
export function ShopFacts({ shop }: { shop: ShopFile }) {
  const { t } = useWords();
  const { producer, bank } = shop;
  const or = (text: string) => text || <span className="none">{t("staff:shops.missing")}</span>;
  const zones = ZONES.filter((zone) => shop.zones.includes(zone)).map((zone) => t(`staff:shops.zoneNames.${zone}`));
  const account = bank && { bank: bank.bankName, number: bank.masked, holder: bank.holder };
  return (
    <Facts
      items={[
        { term: t("staff:shops.producer"), detail: or(producer.name) },
        { term: t("staff:shops.legalForm"), detail: t(`staff:shops.forms.${producer.legalForm}`) },
        { term: t("staff:shops.taxNumber"), detail: or(producer.taxNumber) },
        { term: t("staff:shops.address"), detail: or(producer.address) },
        { term: t("staff:shops.phone"), detail: or(spokenPhone(producer.phone)) },
        { term: t("staff:shops.pickup"), detail: or(shop.pickup) },
        { term: t("staff:shops.zones"), detail: or(zones.join(", ")) },
        {
          term: t("staff:shops.bank"),
          detail: (
            <>
              {or(account ? t("staff:shops.bankLine", account) : "")}
              {bank?.holderDiffers && (
                <>
                  {" "}
                  <Tag kind="earth">{t("staff:shops.holderDiffers")}</Tag>
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** Links to the papers; each opening is written down. */
export function Papers({ shop }: { shop: ShopFile }) {
  const { t } = useWords();
  if (shop.papers.length === 0) return <p className="muted">{t("staff:shops.noPapers")}</p>;
  return (
    <>
      <ul>
        {shop.papers.map((paper) => (
          <li key={paper.id}>
            <a className="lnk" href={`/giay-to/${paper.id}`} target="_blank" rel="noreferrer">
              {t(`staff:shops.paperKinds.${PAPER_KINDS.find((kind) => kind === paper.kind) ?? "other"}`)}
            </a>{" "}
            <span className="meta break">{paper.fileName}</span>
          </li>
        ))}
      </ul>
      <p className="meta">{t("staff:shops.paperNote")}</p>
    </>
  );
}

export function Members({ shop }: { shop: ShopFile }) {
  const { t } = useWords();
  if (shop.members.length === 0) return <p className="muted">{t("staff:shops.noMembers")}</p>;
  return (
    <Lines>
      {shop.members.map((member) => (
        <Line
          key={member.accountId}
          title={member.name}
          meta={`${t(`staff:shops.roles.${member.role}`)} · ${spokenPhone(member.contact)}`}
        />
      ))}
    </Lines>
  );
}

export function Licences({ shop }: { shop: ShopFile }) {
  const { t, language } = useWords();
  if (shop.licences.length === 0) return <p className="muted">{t("staff:shops.noLicences")}</p>;
  return (
    <Lines>
      {shop.licences.map((licence) => (
        <Line
          key={licence.id}
          title={licence.number}
          meta={t("staff:shops.licenceLine", {
            issuer: licence.issuer,
            from: day(licence.from, language),
            until: day(licence.until, language),
          })}
          action={
            <Tag kind={licence.isInForce ? "leaf" : "earth"}>
              {t(licence.isInForce ? "staff:shops.inForce" : "staff:shops.notInForce")}
            </Tag>
          }
        />
      ))}
    </Lines>
  );
}
