import type { Sql } from "#db/client.ts";
import { confirmReceived } from "#services/orders/confirm-received.ts";
import { newId } from "#services/shared/ids.ts";
import type { Bench } from "#tests/support/bench.ts";
import { addAccount, addGroup, type GroupOptions, type ShopRows } from "#tests/support/order-rows.ts";

/** The account that a shop is paid to, as old as the shop's approval: it waits for nothing. */
export async function addBank(sql: Sql, shopId: string, accountNumber = "3801205123456"): Promise<void> {
  await sql`insert into bank_accounts (id, shop_id, bank_name, account_number, holder, created_at)
    select ${newId()}, id, 'Agribank', ${accountNumber}, 'NGUYỄN VĂN ĐÔNG', approved_at from shops where id = ${shopId}`;
}

export type Earned = { orderCode: string; receive: () => Promise<void> };

/** An order of a shop that is paid for and under way; `receive`: the buyer has it, and the shop's part is payable. */
export async function sellPaid(
  { sql, market }: Pick<Bench, "sql" | "market">,
  shop: ShopRows,
  over: Partial<GroupOptions> = {},
): Promise<Earned> {
  const { accountId, viewer } = await addAccount(sql);
  const paid = { method: "vnpay", paid: true, state: "handed_over", account: accountId } as const;
  const group = await addGroup(sql, { shops: [shop], ...paid, ...over });
  const orderCode = group.orders[0].code;
  return {
    orderCode,
    async receive() {
      const done = await confirmReceived(market, viewer, { groupCode: group.code, orderCode, requestId: newId() });
      if (!done.ok) throw new Error(done.code);
    },
  };
}
