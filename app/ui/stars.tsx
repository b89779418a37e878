import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon } from "./icon.tsx";

export type StarCount = 1 | 2 | 3 | 4 | 5;

type StarsProps = { n: StarCount; spoken?: string | undefined; size?: "m" | "l" };

/** The stars of a certificate in force, drawn in gold; `spoken` says the same in words. */
export function Stars({ n, spoken, size }: StarsProps) {
  return (
    <>
      <span className={cx("stars", size && `stars--${size}`)} data-n={n} aria-hidden="true" />
      {spoken !== undefined && <span className="sr">{spoken}</span>}
    </>
  );
}

/** The badge on cards: stars and the programme's name. Show it only when the answer was asked for now. */
export function StarTag({ n, text, spoken }: { n: StarCount; text: string; spoken: string }) {
  return (
    <span className="tem">
      <Stars n={n} />
      <span aria-hidden="true">{text}</span>
      <span className="sr">{spoken}</span>
    </span>
  );
}

/** What is left of a badge that ended: grey words, no stars. */
export function LapsedTag({ children }: { children: ReactNode }) {
  return <span className="tem tem--lapsed">{children}</span>;
}

type StarWhyProps = {
  n: StarCount;
  title: string;
  sub: string;
  /** Spoken invitation to open: "Vì sao có sao này?". */
  question: string;
  id?: string;
  open?: boolean;
  children: ReactNode;
};

/** The badge of a product page; opened it says why: number, issuer, validity, how to check. */
export function StarWhy({ n, title, sub, question, id, open, children }: StarWhyProps) {
  return (
    <details className="why" id={id} open={open}>
      <summary>
        <Stars n={n} />
        <span>
          <b>{title}</b>
          <small>{sub}</small>
        </span>
        <Icon name="chevron-down" />
        <span className="sr">{question}</span>
      </summary>
      <div className="why__body">{children}</div>
    </details>
  );
}
