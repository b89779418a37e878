import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Tint = 1 | 2 | 3 | 4 | 5 | 6;

export type PictureSource = {
  src: string;
  srcSet?: string | undefined;
  sizes?: string | undefined;
  /** Empty when the words beside it say the same. */
  alt: string;
  width?: number;
  height?: number;
};

type PicProps = {
  picture: PictureSource | null;
  tint?: Tint | undefined;
  eager?: boolean;
  className?: string;
  /** A Tag at the foot of the picture. */
  children?: ReactNode;
};

/** A square picture on the ground of its group; `eager` for what is seen first, all others load when they come near. */
export function Pic({ picture, tint, eager, className, children }: PicProps) {
  return (
    <span className={cx("pic", className)} data-tint={tint}>
      {picture && (
        <img
          src={picture.src}
          srcSet={picture.srcSet}
          sizes={picture.sizes}
          alt={picture.alt}
          width={picture.width ?? 800}
          height={picture.height ?? 800}
          loading={eager ? undefined : "lazy"}
          decoding={eager ? undefined : "async"}
        />
      )}
      {children}
    </span>
  );
}
