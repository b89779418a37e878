import type { AppLoadContext } from "@remix-run/node";
import { POLICY_SLUGS } from "#app/features/frame/market-footer.tsx";
import { deskOf } from "#app/http/desk.ts";
import { findRoute, href, type Language } from "#app/i18n/href.ts";
import type { Letters } from "#services/accounts/letters.ts";
import { safeReturn } from "#services/accounts/rules.ts";
import type { Viewer } from "#services/shared/viewer.ts";

/**
 * Where messages about an account lead to, in the language of the page that has them sent. A link that confirms leads
 * back to what somebody was about to do.
 */
export function lettersOf({ market, language }: AppLoadContext, ve: string | null = null): Letters {
  const at = (id: string, query: Record<string, string | null> = {}, params: Record<string, string> = {}) =>
    market.settings.PUBLIC_URL + href(id, language, params, query);
  return {
    language,
    links: {
      confirm: (token) => at("confirm", { ma: token, ve }),
      reset: (token) => at("reset", { ma: token }),
      forgot: at("forgot"),
      complaints: at("policy", {}, { page: POLICY_SLUGS.complaints }),
    },
  };
}

const DOORS = new Set(["sign-in", "sign-up", "sign-out", "forgot", "reset", "not-found"]);

/** Where `ve` leads back to, when it is a page of ours that is no door itself. */
export function returnPath(ve: string | null | undefined): string | null {
  const path = safeReturn(ve);
  const id = path === null ? undefined : findRoute(path.split("?")[0] ?? "/")?.entry.id;
  return id === undefined || DOORS.has(id) ? null : path;
}

export type ReturnKind = "order" | "sell" | "work" | "plain";

/** What somebody is about to do once signed in: a door says so. */
export function returnKind(path: string | null): ReturnKind {
  const entry = path === null ? undefined : findRoute(path.split("?")[0] ?? "/")?.entry;
  if (entry?.id === "checkout") return "order";
  if (entry?.layout === "seller") return "sell";
  return entry?.layout === "staff" ? "work" : "plain";
}

/** The page that a signed-in person lands on: where they came from, else where their work is. */
export function landing(path: string | null, language: Language, viewer: Viewer): string {
  return path ?? deskOf(viewer, language) ?? href("home", language);
}

/** Answer headers that carry cookies. */
export function withCookies(cookies: readonly string[]): Headers {
  const headers = new Headers();
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  return headers;
}

export const userAgentOf = (request: Request) => request.headers.get("user-agent");
