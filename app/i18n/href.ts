import { type RouteEntry, routeTable } from "#app/routes-table.ts";

export type Language = "vi" | "en";
export const LANGUAGES: readonly Language[] = ["vi", "en"];

const byId = new Map(routeTable.map((e) => [e.id, e]));

export function languageOf(pathname: string): Language {
  return pathname === "/en" || pathname.startsWith("/en/") || pathname.startsWith("/en.data") ? "en" : "vi";
}

function patternOf(entry: RouteEntry, language: Language): string {
  return language === "en" && entry.en !== null ? entry.en : entry.vi;
}

/** Address of a route of the table, its parameters filled in. Throws for a route or parameter that isn't there. */
export function href(
  id: string,
  language: Language,
  params: Record<string, string> = {},
  query: Record<string, string | number | null | undefined> = {},
): string {
  const entry = byId.get(id);
  if (!entry) throw new Error(`no route ${id}`);
  const path = patternOf(entry, language).replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`route ${id} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

type Matcher = { entry: RouteEntry; language: Language; pattern: RegExp; names: string[] };

function matcherOf(entry: RouteEntry, language: Language, path: string): Matcher {
  const names: string[] = [];
  const source = path
    .split("/")
    .map((part) => {
      if (part === "*") return ".*";
      if (!part.startsWith(":")) return part.replace(/[.]/g, "\\.");
      names.push(part.slice(1));
      return "([^/]+)";
    })
    .join("/");
  return { entry, language, names, pattern: new RegExp(`^${source.replace(/\/$/, "")}/?$`) };
}

const matchers: Matcher[] = routeTable.flatMap((entry) => [
  matcherOf(entry, "vi", entry.vi),
  ...(entry.en === null ? [] : [matcherOf(entry, "en", entry.en)]),
]);
// Words before parameters, parameters before the catch-all.
const rank = (m: Matcher) => (m.pattern.source.includes(".*") ? 1000 : 0) + m.names.length;
matchers.sort((a, b) => rank(a) - rank(b));

export type Found = { entry: RouteEntry; language: Language; params: Record<string, string> };

/** The entry of the table that answers a path; the catch-all when no other does. */
export function findRoute(pathname: string): Found | null {
  for (const { entry, language, names, pattern } of matchers) {
    const hit = pattern.exec(pathname);
    if (hit) return { entry, language, params: Object.fromEntries(names.map((n, i) => [n, hit[i + 1] ?? ""])) };
  }
  return null;
}

/** The same page in the other language, or null where an address has none. */
export function otherLanguage(pathname: string, search: string): { language: Language; href: string } | null {
  const found = findRoute(pathname);
  if (!found || found.entry.en === null) return null;
  const language: Language = found.language === "vi" ? "en" : "vi";
  const path = patternOf(found.entry, language).replace(/:(\w+)/g, (_, n: string) => found.params[n] ?? "");
  return { language, href: path + search };
}
