import type { ReactNode } from "react";
import { Anchor } from "./anchor.tsx";
import { cx } from "./cx.ts";

type SectionHeadProps = {
  title: ReactNode;
  /** For the section's `aria-labelledby`. */
  id?: string | undefined;
  level?: 1 | 2 | 3;
  more?: { href: string; text: string } | undefined;
  note?: ReactNode;
  /** Without the hem. */
  plain?: boolean;
};

/** Head of a section: the hem, the title, one way to all of it, one sentence. */
export function SectionHead({ title, id, level = 2, more, note, plain }: SectionHeadProps) {
  const Title = `h${level}` as const;
  return (
    <div className={cx("head", plain && "head--plain")}>
      <Title id={id}>{title}</Title>
      {more && <Anchor href={more.href}>{more.text}</Anchor>}
      {note && <p>{note}</p>}
    </div>
  );
}
