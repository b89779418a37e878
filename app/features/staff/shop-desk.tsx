import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Tag, type TagKind } from "#app/ui/tag.tsx";
import type { DeskShopState } from "#services/moderation/desk-rules.ts";
import type { ShopLine } from "#services/moderation/find-shops.ts";

const KINDS: Record<DeskShopState, TagKind> = {
  approved: "leaf",
  suspended: "red",
  submitted: "cham",
  returned: "earth",
  refused: "plain",
};

export function ShopStateTag({ state }: { state: DeskShopState }) {
  const { t } = useWords();
  return <Tag kind={KINDS[state]}>{t(`staff:shops.states.${state}`)}</Tag>;
}

/** Shops found, with how much hangs on each. */
export function ShopTable({ lines }: { lines: readonly ShopLine[] }) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "shop", head: t("staff:shops.shop") },
    { key: "producer", head: t("staff:shops.producer") },
    { key: "state", head: t("staff:shops.state") },
    { key: "listings", head: t("staff:shops.listings"), num: true },
    { key: "orders", head: t("staff:shops.orders"), num: true },
  ];
  return (
    <Table caption={t("staff:shops.caption")} columns={columns} phone="cards">
      {lines.map((line) => (
        <tr key={line.id}>
          <td>
            <Anchor className="lnk" href={href("staff-shop", language, { id: line.id })}>
              <b>{line.name}</b>
            </Anchor>
          </td>
          <td data-l={t("staff:shops.producer")}>
            {line.producer}
            {line.commune && <span className="meta">, {line.commune}</span>}
          </td>
          <td>
            <ShopStateTag state={line.state} />
            {line.isPaused && <span className="meta"> {t("staff:shops.paused")}</span>}
          </td>
          <td className="num" data-l={t("staff:shops.listings")}>
            {line.listings}
          </td>
          <td className="num" data-l={t("staff:shops.orders")}>
            {line.openOrders}
          </td>
        </tr>
      ))}
    </Table>
  );
}
