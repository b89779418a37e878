import { cx } from "./cx.ts";
import type { IconName } from "./icon-names.ts";

export type { IconName };

type IconProps = { name: IconName; label?: string | undefined; small?: boolean; className?: string };

/** A Lucide drawing from the sprite `/icons.svg`. Silent beside a word; alone it needs `label`. */
export function Icon({ name, label, small = false, className }: IconProps) {
  const classes = cx("icon", small && "icon--s", className);
  const drawing = <use href={`/icons.svg#i-${name}`} />;
  if (label === undefined) {
    return (
      <svg className={classes} aria-hidden="true">
        {drawing}
      </svg>
    );
  }
  return (
    <svg className={classes} role="img" aria-label={label}>
      {drawing}
    </svg>
  );
}
