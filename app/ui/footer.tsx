import type { ReactNode } from "react";
import { Anchor } from "./anchor.tsx";

export type FooterLink = { href: string; text: string; reload?: boolean; lang?: string };

type FooterProps = {
  logoAlt: string;
  about: ReactNode;
  /** Three columns at most. */
  columns: readonly { title: string; links: readonly FooterLink[] }[];
  /** Paragraphs: who runs it, what is a demonstration. */
  legal: ReactNode;
};

/** Foot of the market's pages. */
export function Footer({ logoAlt, about, columns, legal }: FooterProps) {
  return (
    <footer className="foot on-dark">
      <div className="hem" />
      <div className="wrap">
        <div className="cols--4">
          <div>
            <img src="/look/logo-paper.svg" alt={logoAlt} width="180" height="40" />
            <p className="mt-3 foot__about">{about}</p>
          </div>
          {columns.map((column) => (
            <div key={column.title}>
              <h2>{column.title}</h2>
              <ul>
                {column.links.map((link) => (
                  <li key={link.href}>
                    <Anchor href={link.href} reload={link.reload} lang={link.lang} hrefLang={link.lang}>
                      {link.text}
                    </Anchor>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
        <div className="foot__legal">{legal}</div>
      </div>
    </footer>
  );
}
