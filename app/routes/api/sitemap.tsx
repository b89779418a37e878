import type { LoaderFunctionArgs } from "@remix-run/node";
import { POLICY_SLUGS } from "#app/features/frame/market-footer.tsx";
import { notFound } from "#app/http/respond.ts";
import { href, LANGUAGES } from "#app/i18n/href.ts";
import { type SitemapEntry, viewSitemap } from "#services/catalogue/view-sitemap.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

type Page = { id: string; params: Record<string, string> };

const pageOf = ({ kind, slug }: SitemapEntry): Page => ({ id: kind, params: slug === "" ? {} : { slug } });

function urlOf({ id, params }: Page, publicUrl: string): string {
  const [vi, en] = LANGUAGES.map((language) => publicUrl + href(id, language, params));
  const other = (language: string, address: string | undefined) =>
    `<xhtml:link rel="alternate" hreflang="${language}" href="${address}"/>`;
  const links = other("vi", vi) + other("en", en);
  return `<url><loc>${vi}</loc>${links}</url>\n<url><loc>${en}</loc>${links}</url>\n`;
}

function answer(body: string): Response {
  return new Response(HEAD + body, {
    headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}

/** Every public page in both languages; beyond what one file may hold, an index of parts (`?phan=2`). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const publicUrl = context.market.settings.PUBLIC_URL;
  const asked = new URL(request.url).searchParams.get("phan");
  const part = asked !== null && /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1;
  const { parts, entries } = await viewSitemap(context.market, part);
  if (part > parts) return notFound();
  if (asked === null && parts > 1) {
    const list = Array.from(
      { length: parts },
      (_, at) => `<sitemap><loc>${publicUrl}/sitemap.xml?phan=${at + 1}</loc></sitemap>\n`,
    );
    return answer(`<sitemapindex ${SPACE}>\n${list.join("")}</sitemapindex>\n`);
  }
  const policies = Object.values(POLICY_SLUGS).map((page): Page => ({ id: "policy", params: { page } }));
  const pages = [...entries.map(pageOf), ...(part === 1 ? [{ id: "lots", params: {} }, ...policies] : [])];
  return answer(
    `<urlset ${SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${pages.map((p) => urlOf(p, publicUrl)).join("")}</urlset>\n`,
  );
}
