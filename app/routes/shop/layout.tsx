import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { Frame } from "#app/features/frame/frame.tsx";
import { FramedError } from "#app/features/frame/framed-error.tsx";
import { frameData } from "#app/http/frame-data.ts";
import { errorHead } from "#app/http/meta.ts";
import { languageOf } from "#app/i18n/href.ts";

export const loader = ({ context }: LoaderFunctionArgs) => frameData(context);

/** The menu changes with the language alone. */
export function shouldRevalidate({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return languageOf(currentUrl.pathname) !== languageOf(nextUrl.pathname);
}

export const meta: MetaFunction = ({ location, error }) => (error === undefined ? [] : errorHead(location, error));

export default function Layout() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  );
}

export const ErrorBoundary = FramedError;
