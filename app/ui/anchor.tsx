import { Link } from "@remix-run/react";
import type { ComponentProps } from "react";

export type AnchorProps = Omit<ComponentProps<"a">, "href" | "style" | "ref"> & {
  href: string;
  /** Loads a new document: for ways into another part of the market, whose words differ. */
  reload?: boolean | undefined;
};

const isPage = (href: string) => href.startsWith("/") && !href.startsWith("//");

/** A link: pages of ours go through the router, everything else (`#part`, `tel:`, other sites) is a plain anchor. */
export function Anchor({ href, reload, ...rest }: AnchorProps) {
  return isPage(href) && rest.download === undefined && rest.target === undefined ? (
    <Link to={href} reloadDocument={reload ?? false} {...rest} />
  ) : (
    <a href={href} {...rest} />
  );
}
