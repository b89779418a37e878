import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icon.tsx";

export type TagKind = "plain" | "leaf" | "earth" | "red" | "cham" | "live";

/** The state of something in a word or two. leaf: vouched for, done; earth: mind this; red: urgent; cham: under way. */
export function Tag({ kind = "plain", icon, children }: { kind?: TagKind; icon?: IconName; children: ReactNode }) {
  return (
    <span className={cx("tag", kind !== "plain" && `tag--${kind}`)}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** A face or, without one, the first letters of the last two words of a name. */
export function Avatar({ name, src }: { name: string; src?: string | undefined }) {
  const letters = name
    .trim()
    .split(/\s+/)
    .slice(-2)
    .map((word) => [...word][0] ?? "")
    .join("");
  return (
    <span className="avatar" role="img" aria-label={name}>
      {src === undefined ? <span aria-hidden="true">{letters}</span> : <img src={src} alt="" width="44" height="44" />}
    </span>
  );
}
