import type { ReactNode } from "react";
import { Anchor } from "./anchor.tsx";
import { cx } from "./cx.ts";
import { Pic, type PictureSource, type Tint } from "./picture.tsx";

type CardProps = {
  href: string;
  title: ReactNode;
  picture: PictureSource | null;
  tint?: Tint | undefined;
  /** The first row of a page loads at once. */
  eager?: boolean;
  /** StarTag or LapsedTag. */
  badge?: ReactNode;
  /** Tag at the foot of the picture. */
  over?: ReactNode;
  /** Who, where: a line each. */
  lines?: readonly ReactNode[];
  season?: ReactNode;
  price: ReactNode;
  /** A framed IconButton, or a small form around one. */
  action?: ReactNode;
  level?: 2 | 3;
};

/** A thing for sale: the whole card is one link, its button lies above. */
export function Card(props: CardProps) {
  const { href, title, picture, tint, eager, badge, over, lines = [], season, price, action, level = 3 } = props;
  const Title = level === 2 ? "h2" : "h3";
  return (
    <article className="card">
      <Pic picture={picture} tint={tint} eager={eager ?? false}>
        {over}
      </Pic>
      {badge}
      <div className="card__body">
        <Title>
          <Anchor href={href}>{title}</Anchor>
        </Title>
        {lines.length > 0 && (
          <p className="meta by">
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places
              <span key={at}>{line}</span>
            ))}
          </p>
        )}
        {season}
        <div className="card__foot">
          {price}
          {action}
        </div>
      </div>
    </article>
  );
}

/** A card that is still on its way: flat blocks, nothing moves. */
export function CardSkeleton() {
  return (
    <div className="card" aria-busy="true">
      <span className="pic" />
      <div className="card__body">
        <span className="skel skel--1" />
        <span className="skel skel--2" />
        <span className="skel skel--3" />
      </div>
    </div>
  );
}

/** Cards sewn edge to edge: two a row on a phone, three on a tablet and beside facets, four alone. */
export function CardGrid({ beside = false, children }: { beside?: boolean; children: ReactNode }) {
  return <div className={cx("cloth", beside && "cloth--3")}>{children}</div>;
}
