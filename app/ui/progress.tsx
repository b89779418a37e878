import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Step = { key: string; text: string; when?: string | undefined; state?: "done" | "now" | undefined };

/** How far a parcel is; at most five steps fit a phone. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          {step.text}
          {step.when !== undefined && (
            <>
              <br />
              {step.when}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

export type ChainLink = { key: string; title: ReactNode; kind?: "vouched" | "bad" | undefined; children?: ReactNode };

/** Events of a lot: a filled lozenge and a solid line where somebody vouched, hollow and stitched where not. Say it in words too. */
export function Chain({ links, level = 3 }: { links: readonly ChainLink[]; level?: 3 | 4 }) {
  const Title = level === 3 ? "h3" : "h4";
  return (
    <ol className="chain">
      {links.map((link) => (
        <li key={link.key} className={link.kind}>
          <Title className={cx(link.kind === "bad" && "c-red") || undefined}>{link.title}</Title>
          {link.children}
        </li>
      ))}
    </ol>
  );
}

export type Part = { key: string; amount: number; text: string; shown: string };

/** A split of money, five parts at most: the list is the truth, the bar a picture of it, named by `label`. */
export function MoneyBar({ label, parts }: { label: string; parts: readonly Part[] }) {
  const whole = parts.reduce((sum, part) => sum + Math.max(part.amount, 0), 0) || 1;
  let at = 0;
  return (
    <>
      <svg className="moneybar" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" aria-label={label}>
        {parts.map((part, index) => {
          const width = (Math.max(part.amount, 0) / whole) * 1000;
          const x = at;
          at += width;
          return <rect key={part.key} data-part={index + 1} x={x} y="0" width={Math.max(width - 2, 2)} height="40" />;
        })}
      </svg>
      <ul className="legend">
        {parts.map((part, index) => (
          <li key={part.key} data-part={index + 1}>
            <span>{part.text}</span>
            <b>{part.shown}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
