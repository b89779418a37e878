import { Form } from "@remix-run/react";
import { goodsPicture, spacedCode, tintOf } from "#app/features/orders/show.ts";
import { day, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Button, LinkButton } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { Note } from "#app/ui/note.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { Tag } from "#app/ui/tag.tsx";
import type { OrderList } from "#services/orders/list-orders.ts";

type Group = OrderList["groups"][number];

function StateTag({ group }: { group: Group }) {
  const { t } = useWords();
  if (group.owedVnd > 0) return <Tag kind="earth">{t("account:orders.owedTag")}</Tag>;
  if (group.states.includes("handed_over")) return <Tag kind="cham">{t("account:orders.onTheWay")}</Tag>;
  const kind = group.state === "completed" ? "leaf" : group.state === "awaiting_payment" ? "earth" : "plain";
  return <Tag kind={kind}>{t(`account:orders.state.${group.state}`)}</Tag>;
}

function OrderLine({ group }: { group: Group }) {
  const { t, language } = useWords();
  const extra =
    group.owedVnd > 0
      ? t("account:orders.owed", { amount: money(group.owedVnd, language) })
      : group.paidBackVnd > 0
        ? t("account:orders.paidBack", { amount: money(group.paidBackVnd, language) })
        : null;
  return (
    <li>
      <span className="pics">
        {group.pictures.map((picture, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pictures of one order never change places
          <Pic key={at} picture={goodsPicture(picture.hash)} tint={tintOf(picture.group)} />
        ))}
      </span>
      <div className="grow">
        <h2>
          <Anchor href={href("order", language, { code: group.code })}>
            {t("account:orders.line", { code: spacedCode(group.code), amount: money(group.totalVnd, language) })}
          </Anchor>
        </h2>
        <p className="meta">
          {day(group.placedAt, language)} · {t("account:orders.parcels", { count: group.states.length })}
          {extra && (
            <>
              {" · "}
              <b>{extra}</b>
            </>
          )}
        </p>
      </div>
      <StateTag group={group} />
    </li>
  );
}

function Nothing({ list }: { list: OrderList }) {
  const { t, language } = useWords();
  if (list.page > 1) {
    return (
      <Empty
        title={t("account:orders.beyond")}
        action={<LinkButton href={href("account-orders", language)}>{t("account:orders.first")}</LinkButton>}
      />
    );
  }
  return (
    <Empty
      title={t("account:orders.empty")}
      picture="/drawings/empty-cart.svg"
      action={<LinkButton href={href("home", language)}>{t("account:orders.emptyAction")}</LinkButton>}
    >
      <p>
        {t("account:orders.emptyText")} <Anchor href={href("track", language)}>{t("account:orders.track")}</Anchor>
      </p>
    </Empty>
  );
}

/** An account's orders, newest first. */
export function OrderLines({ list }: { list: OrderList }) {
  const { t, language } = useWords();
  return (
    <>
      <div className="sh">
        <h1>{t("account:orders.title")}</h1>
      </div>
      {list.groups.length === 0 ? (
        <Nothing list={list} />
      ) : (
        <ul className="lines odr">
          {list.groups.map((group) => (
            <OrderLine key={group.code} group={group} />
          ))}
        </ul>
      )}
      <Pagination
        label={t("pages")}
        page={list.page}
        pages={list.pages}
        hrefOf={(page) => href("account-orders", language, {}, { page: page > 1 ? page : null })}
        nameOf={(page) => t("page", { page })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
      {list.joinable > 0 && (
        <Note icon="package-search" className="mt-4">
          <Form method="post">
            <b>{t("account:orders.join", { count: list.joinable })}</b>
            <p className="mt-2">
              <Button small variant="line">
                {t("account:orders.joinAction")}
              </Button>
            </p>
          </Form>
        </Note>
      )}
      {list.guestOrders > 0 && (
        <Note icon="package-search" className="mt-4">
          <b>{t("account:orders.guest", { count: list.guestOrders })}</b> {t("account:orders.guestText")}{" "}
          <Anchor href={href("account", language)}>{t("account:orders.guestAction")}</Anchor>
        </Note>
      )}
    </>
  );
}
