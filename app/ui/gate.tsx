import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export type GateState = "bad" | "warn" | "wait" | "good";

const icons = { bad: "circle-x", warn: "circle-alert", wait: "clock", good: "circle-check" } as const;

export type GateItem = { key: string; state: GateState; fact: string; reason?: ReactNode; way?: ReactNode };

/** What must be true before the act below it: red first, each line a fact, its reason and a way out. */
export function Gate({ items }: { items: readonly GateItem[] }) {
  const order: readonly GateState[] = ["bad", "warn", "wait", "good"];
  const sorted = order.flatMap((state) => items.filter((item) => item.state === state));
  return (
    <ul className="gatelist">
      {sorted.map((item) => (
        <li key={item.key} className={item.state}>
          <Icon name={icons[item.state]} />
          <div>
            <b>{item.fact}</b>
            {item.reason && (
              <span className={item.state === "good" || item.state === "wait" ? "meta" : undefined}>{item.reason}</span>
            )}
            {item.way && <div>{item.way}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}
