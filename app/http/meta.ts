import type { MetaDescriptor } from "@remix-run/node";
import { languageOf, otherLanguage } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";

type MetaContext = {
  location: { pathname: string };
  matches: readonly { id: string; data?: unknown }[];
};

export type PageHead = {
  /** Without the market's name, which is put behind it; empty for the first page. */
  title: string;
  description?: string;
  /** Address of a picture on this market, from the root. */
  image?: string | undefined;
  /** What the canonical address keeps of the query, with its `?`; nothing by default. */
  search?: string;
  /** False keeps search engines away: filtered lists, pages of one person. */
  index?: boolean;
  type?: "website" | "product";
};

function publicUrlOf(matches: MetaContext["matches"]): string {
  const root = matches.find((m) => m.id === "root")?.data as { publicUrl?: string } | undefined;
  return root?.publicUrl ?? "";
}

function alternates(pathname: string, search: string, publicUrl: string): MetaDescriptor[] {
  const other = otherLanguage(pathname, search);
  if (!other) return [];
  const own = languageOf(pathname);
  const links = { [own]: publicUrl + pathname + search, [other.language]: publicUrl + other.href };
  const link = (hrefLang: string, href: string | undefined) => ({ tagName: "link", rel: "alternate", hrefLang, href });
  return [link("vi", links.vi), link("en", links.en), link("x-default", links.vi)];
}

/** Title, description, canonical address, the other language and Open Graph of a page. */
export function pageHead({ location, matches }: MetaContext, page: PageHead): MetaDescriptor[] {
  const t = wordsFor(languageOf(location.pathname));
  const publicUrl = publicUrlOf(matches);
  const search = page.search ?? "";
  const address = publicUrl + location.pathname + search;
  const title = page.title === "" ? `${t("market")} · ${t("tagline")}` : `${page.title} · ${t("market")}`;
  const description = page.description ?? t("tagline");
  return [
    { title },
    { name: "description", content: description },
    ...(page.index === false ? [{ name: "robots", content: "noindex" }] : []),
    { tagName: "link", rel: "canonical", href: address },
    ...alternates(location.pathname, search, publicUrl),
    { property: "og:site_name", content: t("market") },
    { property: "og:title", content: page.title === "" ? t("market") : page.title },
    { property: "og:description", content: description },
    { property: "og:type", content: page.type ?? "website" },
    { property: "og:url", content: address },
    { property: "og:image", content: publicUrl + (page.image ?? "/look/icon-512.png") },
    { property: "og:locale", content: languageOf(location.pathname) === "vi" ? "vi_VN" : "en_GB" },
  ];
}

/** Head of a page that could not be shown. */
export function errorHead(location: { pathname: string }, error: unknown): MetaDescriptor[] {
  const t = wordsFor(languageOf(location.pathname));
  const status = (error as { status?: number } | null)?.status;
  const title = status === 401 ? t("signedOut.title") : t(status === 404 ? "error.notFoundTitle" : "error.brokenTitle");
  return [{ title: `${title} · ${t("market")}` }, { name: "robots", content: "noindex" }];
}

/** A sentence of at most `length` letters, cut at a word. */
export function shortened(text: string, length = 160): string {
  const flat = text.replace(/\s+/g, " ").trim();
  if (flat.length <= length) return flat;
  return `${flat.slice(0, length).replace(/\s+\S*$/, "")}…`;
}
