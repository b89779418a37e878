import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { ErrorPage } from "#app/features/frame/error-page.tsx";
import { useNonce } from "#app/http/nonce.ts";
import { useRequestId } from "#app/http/request-id.ts";
import { languageOf } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { preloadFont } from "#app/ui/fonts.ts";
import "#app/ui/styles/index.css";

export const links: LinksFunction = () => [
  { rel: "preload", href: preloadFont, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
];

/** What the frame of every page shows: who is signed in, the basket, whether this is a demonstration. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { viewer, cartCount } = await context.visit();
  return {
    isDemo: context.market.settings.isDemo,
    publicUrl: context.market.settings.PUBLIC_URL,
    requestId: context.requestId,
    cartCount,
    person: viewer.accountId === null ? null : { name: viewer.name ?? "" },
    isMember: viewer.memberships.length > 0,
    isStaff: viewer.staffRoles.length > 0,
  };
}

/** For pages that could not be shown and have no title of their own. */
export const meta: MetaFunction = ({ location }) => [{ title: wordsFor(languageOf(location.pathname))("market") }];

export type RootData = Awaited<ReturnType<typeof loader>>;

export function useRootData(): RootData | undefined {
  return useRouteLoaderData<typeof loader>("root");
}

function partOf(matches: { id: string }[]): string {
  // The packing slip is a seller's page without their frame.
  if (matches.some((m) => m.id === "layout.seller" || m.id.startsWith("seller-slip"))) return "seller";
  if (matches.some((m) => m.id === "layout.staff")) return "staff";
  if (matches.some((m) => m.id.startsWith("live-show") || m.id.startsWith("live-studio"))) return "live";
  return "shop";
}

/** The page of the design system can be seen in either theme whatever the system says. */
function galleryTheme(pathname: string, search: string): string | undefined {
  const theme = pathname === "/dev/ui" ? new URLSearchParams(search).get("theme") : null;
  return theme === "dark" || theme === "light" ? theme : undefined;
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const { pathname, search } = useLocation();
  const part = partOf(useMatches());
  return (
    <html
      lang={languageOf(pathname)}
      data-part={part}
      data-theme={galleryTheme(pathname, search)}
      data-request-id={useRequestId()}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#14254A" />
        <link rel="icon" href="/look/icon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />;
}
