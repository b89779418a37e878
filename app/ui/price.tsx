import { cx } from "./cx.ts";

type PriceProps = { amount: string; perUnit?: string | undefined; big?: boolean; live?: boolean };

/** An amount and beside it the price per unit (or the words that stand there instead), both already written out. */
export function Price({ amount, perUnit, big, live }: PriceProps) {
  return (
    <p className={cx("price", big && "price--big", live && "price--live")}>
      <b>{amount}</b>
      {perUnit !== undefined && <small>{perUnit}</small>}
    </p>
  );
}
