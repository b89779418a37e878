import type { ReactNode } from "react";
import { SectionHead } from "../section-head.tsx";

/** One part of the gallery, with its rule. */
export function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="sec">
      <SectionHead title={title} note={note} />
      {children}
    </section>
  );
}

/** A picture that is always there: a drawing of the six groups. */
export const drawing = (name: string) => ({ src: `/drawings/${name}.svg`, alt: "", width: 200, height: 200 });
