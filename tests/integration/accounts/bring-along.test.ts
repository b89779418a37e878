import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bringAlong } from "#app/http/bring-along.ts";
import { confirmSignUp } from "#services/accounts/confirm-contact.ts";
import { addToCart } from "#services/cart/add-to-cart.ts";
import type { Viewer } from "#services/shared/viewer.ts";
import { type Bench, openBench } from "#tests/support/bench.ts";
import { addGroup, addShop, type ShopRows } from "#tests/support/order-rows.ts";
import { beginSignUp, enter, lastToken, PASSWORD, somebody, someEmail, stranger } from "#tests/support/people.ts";

let bench: Bench;
let shop: ShopRows;
beforeAll(async () => {
  bench = await openBench();
  shop = await addShop(bench.sql);
});
afterAll(() => bench.end());

const browser = (): Viewer => ({ ...stranger(), guestToken: randomBytes(32).toString("base64url") });

const inCartOf = async (accountId: string) => {
  const rows = await bench.sql<{ quantity: number }[]>`
    select l.quantity from cart_lines l join carts c on c.id = l.cart_id where c.account_id = ${accountId}`;
  return rows.map((row) => row.quantity);
};

describe("signing in", () => {
  it("brings the browser's cart along, once", async () => {
    const [person, guest] = [await somebody(bench), browser()];
    await addToCart(bench.market, guest, { variantId: shop.variantId, quantity: 3 });
    const entered = await enter(bench.market, person.email, PASSWORD, guest);
    if (!entered.ok) throw new Error(entered.code);
    await bringAlong(bench.market, guest, entered.value);
    expect(await inCartOf(person.accountId)).toEqual([3]);
    await bringAlong(bench.market, guest, entered.value);
    expect(await inCartOf(person.accountId)).toEqual([3]);
  });

  it("brings guest orders of a proved e-mail and none of anybody else's", async () => {
    const email = someEmail();
    const mine = await addGroup(bench.sql, { shops: [shop], email, guestTokenHash: "a" });
    const other = await addGroup(bench.sql, { shops: [shop], email: someEmail(), guestTokenHash: "b" });
    await beginSignUp(bench.market, email);
    const ownerOf = async (id: string) =>
      (await bench.sql`select account_id from order_groups where id = ${id}`)[0]?.account_id;
    expect(await ownerOf(mine.id)).toBeNull();
    const done = await confirmSignUp(bench.market, stranger(), {
      shown: { token: await lastToken(bench, email) },
      password: PASSWORD,
      userAgent: null,
    });
    if (!done.ok) throw new Error(done.code);
    await bringAlong(bench.market, stranger(), done.value);
    expect(await ownerOf(mine.id)).toBe(done.value.accountId);
    expect(await ownerOf(other.id)).toBeNull();
  });
});
