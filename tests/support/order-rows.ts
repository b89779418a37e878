import type { Sql } from "#db/client.ts";
import { postCaptured } from "#services/ledger/post.ts";
import type { OrderState } from "#services/orders/rules.ts";
import { newCode, newId } from "#services/shared/ids.ts";
import { nobody, type StaffRole, type Viewer } from "#services/shared/viewer.ts";
import { dbOf } from "#tests/support/book.ts";

export type AccountRows = { accountId: string; viewer: Viewer };

/** A person who can sign in, as a viewer. */
export async function addAccount(sql: Sql, over: Partial<Viewer> = {}): Promise<AccountRows> {
  const accountId = newId();
  const email = over.email ?? `${accountId}@example.com`;
  await sql`insert into accounts (id, name, email, email_verified, phone_number, phone_number_verified)
    values (${accountId}, 'Người thử', ${email}, ${over.emailConfirmed ?? false}, ${over.phone ?? null}, ${over.phoneConfirmed ?? false})`;
  return { accountId, viewer: { ...nobody, name: "Người thử", email, ...over, accountId } };
}

export async function addStaff(sql: Sql, role: StaffRole): Promise<Viewer> {
  const { accountId, viewer } = await addAccount(sql);
  await sql`insert into staff_roles (account_id, role) values (${accountId}, ${role})`;
  return { ...viewer, staffRoles: [role] };
}

export type LotRows = { id: string; number: string };

export type ShopRows = {
  shopId: string;
  seller: Viewer;
  listingId: string;
  productId: string;
  variantId: string;
  offerId: string;
  lots: [LotRows, ...LotRows[]];
};

/** An approved shop with a member, a product on sale at 50.000 ₫ and a lot for each entry of `stock`. */
export async function addShop(sql: Sql, stock: readonly number[] = [20]): Promise<ShopRows> {
  const [producerId, shopId, productId, listingId, variantId, offerId] = [1, 2, 3, 4, 5, 6].map(newId) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const { accountId, viewer } = await addAccount(sql);
  await sql`insert into producers (id, legal_form, name) values (${producerId}, 'cooperative', 'Hợp tác xã Thử')`;
  await sql`insert into shops (id, producer_id, slug, name, state, approved_at)
    values (${shopId}, ${producerId}, ${`thu-${shopId}`}, 'Cửa hàng Thử', 'approved', market_now())`;
  await sql`insert into memberships (account_id, shop_id, role) values (${accountId}, ${shopId}, 'owner')`;
  await sql`insert into products (id, producer_id, group_number, name) values (${productId}, ${producerId}, 1, 'Miến thử')`;
  await sql`insert into listings (id, shop_id, product_id, group_number, slug, state, published_at)
    values (${listingId}, ${shopId}, ${productId}, 1, ${`mien-${listingId}`}, 'approved', market_now())`;
  await sql`insert into listing_texts (listing_id, language, name) values (${listingId}, 'vi', 'Miến thử')`;
  await sql`insert into variants (id, listing_id, shop_id, name, net_amount, net_unit, weight_grams)
    values (${variantId}, ${listingId}, ${shopId}, 'Gói 500 g', 500, 'g', 550)`;
  await sql`insert into offers (id, variant_id, shop_id, price_vnd) values (${offerId}, ${variantId}, ${shopId}, 50000)`;
  const lots: LotRows[] = [];
  for (const quantity of stock) lots.push(await addLot(sql, { shopId, variantId }, quantity));
  return {
    shopId,
    seller: { ...viewer, memberships: [{ shopId, role: "owner" }] },
    listingId,
    productId,
    variantId,
    offerId,
    lots: lots as ShopRows["lots"],
  };
}

export async function addLot(
  sql: Sql,
  of: { shopId: string; variantId: string },
  quantity: number,
  bestBefore: string | null = null,
): Promise<LotRows> {
  const id = newId();
  const number = newCode(6);
  await sql`insert into lots (id, variant_id, shop_id, code, number, best_before)
    values (${id}, ${of.variantId}, ${of.shopId}, ${newCode()}, ${number}, ${bestBefore})`;
  await sql`insert into stock_entries (id, lot_id, shop_id, delta, reason)
    values (${newId()}, ${id}, ${of.shopId}, ${quantity}, 'first_count')`;
  return { id, number };
}

export type GroupOptions = {
  shops: readonly ShopRows[];
  quantity?: number;
  method?: "cod" | "vnpay";
  paid?: boolean;
  state?: OrderState;
  account?: string | null;
  guestTokenHash?: string | null;
  phone?: string;
  email?: string | null;
  acceptHours?: number;
};

export type OrderRows = { id: string; code: string; lineId: string };
export type GroupRows = { id: string; code: string; intentId: string; orders: [OrderRows, ...OrderRows[]] };

const ORDER_TOTAL = { goods: 50_000, shipping: 20_000 };

/** What placing leaves behind: a group with an order of one line a shop, lots given, units held, an intent; paid ones are posted. */
export async function addGroup(sql: Sql, options: GroupOptions): Promise<GroupRows> {
  const { shops, quantity = 2, method = "cod", paid = false, state = "new" } = options;
  const groupId = newId();
  const intentId = newId();
  const code = newCode();
  const goods = ORDER_TOTAL.goods * quantity;
  const each = goods + ORDER_TOTAL.shipping;
  const orders: OrderRows[] = [];
  await sql.begin(async (tx) => {
    await tx`insert into order_groups (id, code, request_id, request_hash, account_id, buyer_key, guest_token_hash, method, goods_vnd, shipping_vnd, total_vnd, language)
      values (${groupId}, ${code}, ${newId()}, 'x', ${options.account ?? null}, 'buyer', ${options.guestTokenHash ?? null}, ${method},
        ${goods * shops.length}, ${ORDER_TOTAL.shipping * shops.length}, ${each * shops.length}, 'vi')`;
    await tx`insert into order_contacts (group_id, name, phone, email, address_line, commune_code, commune_name, province_name)
      values (${groupId}, 'Nguyễn Thu Hà', ${options.phone ?? "+84912345678"}, ${options.email === undefined ? "ha@example.com" : options.email}, 'Số 12, ngõ 165', '1', 'Phường Mẫu', 'Tỉnh Mẫu')`;
    await tx`insert into payment_intents (id, group_id, method, amount_vnd, state, succeeded_at)
      values (${intentId}, ${groupId}, ${method}, ${each * shops.length}, ${paid ? "succeeded" : "requires_payment_method"}, ${paid ? tx`market_now()` : null})`;
    for (const shop of shops)
      orders.push(await addOrder(tx as unknown as Sql, groupId, shop, { quantity, goods, state, ...options }));
  });
  if (paid)
    await dbOf(sql).transaction((tx) => postCaptured(tx, { groupId, intentId, attemptId: null, provider: "vnpay" }));
  return { id: groupId, code, intentId, orders: orders as GroupRows["orders"] };
}

async function addOrder(
  tx: Sql,
  groupId: string,
  shop: ShopRows,
  {
    quantity,
    goods,
    state,
    acceptHours = 48,
  }: { quantity: number; goods: number; state: OrderState; acceptHours?: number },
): Promise<OrderRows> {
  const [id, lineId] = [newId(), newId()];
  const code = newCode();
  const isHeld = state === "awaiting_payment";
  await tx`insert into orders (id, group_id, shop_id, code, state, goods_vnd, shipping_vnd, total_vnd, shipping_zone, weight_grams, accept_by)
    values (${id}, ${groupId}, ${shop.shopId}, ${code}, ${state}, ${goods}, ${ORDER_TOTAL.shipping}, ${goods + ORDER_TOTAL.shipping}, 'country', 1100,
      market_now() + make_interval(hours => ${acceptHours}))`;
  await tx`insert into order_lines (id, order_id, shop_id, variant_id, listing_id, product_id, offer_id, quantity, unit_price_vnd, total_vnd,
      listing_name, variant_name, seller_name, is_alcohol, commission_basis_points, commission_vnd, legal_form, tax_category)
    values (${lineId}, ${id}, ${shop.shopId}, ${shop.variantId}, ${shop.listingId}, ${shop.productId}, ${shop.offerId}, ${quantity}, 50000, ${goods},
      'Miến thử', 'Gói 500 g', 'Hợp tác xã Thử', false, 300, ${goods * 0.03}, 'cooperative', 'goods')`;
  const lotId = shop.lots[0].id;
  await tx`insert into line_lots (id, line_id, lot_id, shop_id, quantity) values (${newId()}, ${lineId}, ${lotId}, ${shop.shopId}, ${quantity})`;
  await tx`insert into holds (id, lot_id, shop_id, quantity, buyer_key, purpose, order_line_id, state, expires_at)
    values (${newId()}, ${lotId}, ${shop.shopId}, ${quantity}, 'buyer', 'order', ${lineId}, ${isHeld ? "held" : "committed"},
      ${isHeld ? tx`market_now() + interval '15 minutes'` : null})`;
  return { id, code, lineId };
}

/** Units in a lot and units held of them. */
export async function stockOf(sql: Sql, lotId: string): Promise<{ onHand: number; reserved: number }> {
  const [row] = await sql<
    { on_hand: number; reserved: number }[]
  >`select on_hand, reserved from lots where id = ${lotId}`;
  if (!row) throw new Error("no such lot");
  return { onHand: row.on_hand, reserved: row.reserved };
}

export async function stateOf(sql: Sql, orderId: string): Promise<string> {
  const [row] = await sql<{ state: string }[]>`select state from orders where id = ${orderId}`;
  return row?.state ?? "gone";
}

export async function refundsOf(
  sql: Sql,
  groupId: string,
): Promise<{ amount: number; cause: string; state: string }[]> {
  const rows = await sql<{ amount: number; cause: string; state: string }[]>`
    select amount_vnd::float8 as amount, cause, state from refund_dues where group_id = ${groupId} order by created_at, id`;
  return rows.map((row) => ({ ...row }));
}

export async function eventsOf(sql: Sql, orderId: string): Promise<string[]> {
  const rows = await sql<
    { kind: string }[]
  >`select kind from order_events where order_id = ${orderId} order by created_at, id`;
  return rows.map((row) => row.kind);
}
