import { randomBytes, randomInt } from "node:crypto";
import { writeSync } from "node:fs";
import { addToCart } from "#services/cart/add-to-cart.ts";
import { handleCallback } from "#services/checkout/handle-callback.ts";
import { placeOrder } from "#services/checkout/place-order.ts";
import { openMarket } from "#services/processes/market.ts";
import { readSettings } from "#services/shared/env.ts";
import { nobody } from "#services/shared/viewer.ts";
import { orderForm } from "#tests/support/buyers.ts";
import { paidFields, signed } from "#tests/support/pay-words.ts";

/**
 * A process that orders and pays until it is killed. What it is about to ask for and what it was told it writes at once,
 * one JSON line each, past every buffer of its own.
 */
const { market } = openMarket(readSettings(process.env), "killed");
const { variants, near } = JSON.parse(process.argv[2] ?? "") as { variants: string[]; near: string };
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);

async function order(turn: number) {
  const viewer = {
    ...nobody,
    guestToken: randomBytes(32).toString("base64url"),
    clientAddress: `10.${randomInt(250)}.${randomInt(250)}.${randomInt(250)}`,
  };
  for (const variantId of turn % 2 === 0 ? variants : variants.toReversed())
    await addToCart(market, viewer, { variantId, quantity: 1 + (turn % 3) });
  const phone = `0912${randomInt(100_000, 1_000_000)}`;
  const method = turn % 2 === 0 ? "cod" : "vnpay";
  const form = await orderForm(market, viewer, {
    communeCode: near,
    method,
    contact: { phone, email: "a@example.org" },
  });
  say({ asks: { viewer, form } });
  const placed = await placeOrder(market, viewer, form);
  if (!placed.ok) throw new Error(placed.code);
  say({ placed: { requestId: form.requestId, code: placed.value.code } });
  if (placed.value.payAddress === null) return;
  const reference = new URL(placed.value.payAddress).searchParams.get("vnp_TxnRef") ?? "";
  const amountVnd = Number(new URL(placed.value.payAddress).searchParams.get("vnp_Amount")) / 100;
  const answer = await handleCallback(market, signed(paidFields({ reference, amountVnd })));
  if (answer.body.includes('"00"')) say({ paid: reference });
}

await Promise.all(
  [0, 1, 2].map(async (lane) => {
    for (let turn = lane; ; turn += 1) await order(turn);
  }),
);
