import type { ReactNode } from "react";
import { Anchor } from "./anchor.tsx";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Pic, type PictureSource, type Tint } from "./picture.tsx";

/** A list of Line: shops, tasks, papers, devices. */
export function Lines({ className, children }: { className?: string; children: ReactNode }) {
  return <ul className={cx("lines", className)}>{children}</ul>;
}

type LineProps = {
  title: ReactNode;
  /** The whole line leads there. */
  href?: string | undefined;
  icon?: IconName | undefined;
  picture?: PictureSource | undefined;
  tint?: Tint | undefined;
  /** A large number in front. */
  number?: string | number | undefined;
  meta?: ReactNode;
  /** A tag or one small button. */
  action?: ReactNode;
  level?: 2 | 3;
};

/** Picture, icon or number; what; one qualifier; one act. */
export function Line({ title, href, icon, picture, tint, number, meta, action, level = 3 }: LineProps) {
  const Title = level === 2 ? "h2" : "h3";
  return (
    <li>
      {picture && <Pic picture={picture} tint={tint} />}
      {icon && <Icon name={icon} />}
      {number !== undefined && <span className="num">{number}</span>}
      <div className="grow">
        <Title>{href === undefined ? title : <Anchor href={href}>{title}</Anchor>}</Title>
        {meta && <p className="meta">{meta}</p>}
      </div>
      {action}
    </li>
  );
}
