import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { Anchor, type AnchorProps } from "./anchor.tsx";
import { cx } from "./cx.ts";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonVariant = "primary" | "line" | "quiet" | "live" | "danger";

type Dress = {
  variant?: ButtonVariant | undefined;
  small?: boolean | undefined;
  wide?: boolean | undefined;
  grow?: boolean | undefined;
  icon?: IconName | undefined;
  /** Shows the icon alone; the children become the spoken name. */
  iconOnly?: boolean | undefined;
};

type NativeButton = Omit<ComponentProps<"button">, "style" | "ref">;

export type ButtonProps = NativeButton & Dress & { busy?: boolean };

const stop = (event: MouseEvent) => event.preventDefault();

function classes({ variant = "primary", small, wide, grow, iconOnly }: Dress, extra?: string): string {
  return cx(
    "btn",
    variant !== "primary" && `btn--${variant}`,
    small && "btn--s",
    wide && "btn--wide",
    grow && "grow",
    iconOnly && "btn--icon",
    extra,
  );
}

function content({ icon, iconOnly }: Dress, children: ReactNode) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {iconOnly ? <span className="sr">{children}</span> : children}
    </>
  );
}

/**
 * A button; submits its form unless `type` says otherwise. Its label names the act and the amount.
 * `busy` keeps the width, shows the band and can be pressed no second time.
 * `aria-disabled` needs a sentence nearby that says why, tied by `aria-describedby`.
 */
export function Button(props: ButtonProps) {
  const {
    variant,
    small,
    wide,
    grow,
    icon,
    iconOnly,
    busy = false,
    className,
    children,
    type = "submit",
    ...rest
  } = props;
  const dress = { variant, small, wide, grow, icon, iconOnly };
  const held = busy || rest["aria-disabled"] === true || rest["aria-disabled"] === "true";
  return (
    <button
      {...rest}
      type={held ? "button" : type}
      className={classes(dress, className)}
      {...(held && { "aria-disabled": true, onClick: stop })}
      {...(busy && { "aria-busy": true })}
    >
      {content(dress, children)}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton(props: AnchorProps & Dress) {
  const { variant, small, wide, grow, icon, iconOnly, className, children, ...rest } = props;
  const dress = { variant, small, wide, grow, icon, iconOnly };
  return (
    <Anchor {...rest} className={classes(dress, className)}>
      {content(dress, children)}
    </Anchor>
  );
}

type IconButtonProps = Omit<NativeButton, "children" | "aria-label"> & {
  icon: IconName;
  label: string;
  framed?: boolean;
};

/** 44 px, an icon alone, named by `label`. `framed` is the + on a card, which lies above the card's link. */
export function IconButton({ icon, label, framed = false, className, type = "submit", ...rest }: IconButtonProps) {
  return (
    <button {...rest} type={type} aria-label={label} className={cx(framed ? "add" : "iconbtn", className)}>
      <Icon name={icon} />
    </button>
  );
}
