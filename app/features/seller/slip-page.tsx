import { Fragment } from "react";
import { spacedCode, spokenPhone } from "#app/features/orders/show.ts";
import { money, weight } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import type { ShopOrderPage } from "#services/orders/view-shop-order.ts";

export type LotCode = { lotId: string; number: string; address: string; size: number; d: string };

type SlipProps = { page: ShopOrderPage; codes: readonly LotCode[] };

function Goods({ page }: { page: ShopOrderPage }) {
  const { t } = useWords();
  return (
    <table className="table tight">
      <thead>
        <tr>
          <th scope="col">{t("seller:slip.what")}</th>
          <th scope="col">{t("seller:slip.lots")}</th>
          <th scope="col" className="num">
            {t("seller:slip.count")}
          </th>
        </tr>
      </thead>
      <tbody>
        {page.parcel.lines.map((line) => (
          <tr key={line.id}>
            <td lang="vi">
              {line.name}, {line.variantName}
            </td>
            <td>{line.lots.map((lot) => `${lot.number} × ${lot.quantity}`).join(", ")}</td>
            <td className="num">{line.quantity}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Parties({ page }: { page: ShopOrderPage }) {
  const { t } = useWords();
  const { contact, parcel } = page;
  return (
    <div className="packslip__two">
      <div>
        <p className="meta">{t("seller:slip.from")}</p>
        <p>
          <b>{parcel.shopName}</b>
          {page.pickup.phone && `, ${spokenPhone(page.pickup.phone)}`}
          {[page.pickup.line, page.pickup.place].filter(Boolean).map((part) => (
            <Fragment key={part}>
              <br />
              {part}
            </Fragment>
          ))}
        </p>
      </div>
      {contact && (
        <div>
          <p className="meta">{t("seller:slip.to")}</p>
          <p>
            <b>{contact.name}</b>, {spokenPhone(contact.phone)}
            <br />
            {contact.addressLine}
            <br />
            {contact.communeName}, {contact.provinceName}
          </p>
        </div>
      )}
    </div>
  );
}

function LotCodes({ codes }: { codes: readonly LotCode[] }) {
  const { t } = useWords();
  return (
    <ul className="packslip__lots" aria-label={t("seller:slip.lots")}>
      {codes.map((code) => (
        <li key={code.lotId}>
          <svg className="qr" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={code.address}>
            <rect width={code.size} height={code.size} fill="#fff" />
            <path d={code.d} fill="#000" shapeRendering="crispEdges" />
          </svg>
          <p>
            <b>{t("seller:slip.lot", { number: code.number })}</b>
            <br />
            {t("seller:slip.scan")}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The paper that goes into the parcel and on it: no mail address, nothing of money but what is collected. */
export function SlipPage({ page, codes }: SlipProps) {
  const { t, language } = useWords();
  const isLive = useHydrated();
  const { parcel } = page;
  const isCollected = page.method === "cod" && !page.isPaid && parcel.cashReceivedAt === null;
  return (
    <main id="main" className="wrap slippage" tabIndex={-1}>
      <div className="row noprint">
        <LinkButton variant="line" href={href("seller-order", language, { code: parcel.code })}>
          {t("seller:slip.back")}
        </LinkButton>
        {isLive ? (
          <Button type="button" icon="printer" onClick={() => window.print()}>
            {t("seller:slip.print")}
          </Button>
        ) : (
          <p className="meta">{t("seller:slip.printHint")}</p>
        )}
      </div>
      <article className="packslip">
        <h1 className="packslip__code">{t("seller:slip.title", { code: spacedCode(parcel.code) })}</h1>
        <Parties page={page} />
        <p>
          <b>
            {isCollected ? t("seller:slip.cod", { amount: money(parcel.totalVnd, language) }) : t("seller:slip.paid")}
          </b>
          {" · "}
          {t("seller:slip.weight", { weight: weight(parcel.weightGrams, language) })}
        </p>
        <Goods page={page} />
        <LotCodes codes={codes} />
      </article>
    </main>
  );
}
