import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import type { LostForm } from "#app/http/lost-form.ts";
import { ErrorPage } from "./error-page.tsx";
import { Frame } from "./frame.tsx";
import { SignedOut } from "./signed-out.tsx";

/** What stands in place of a page that could not be shown, inside the market's frame. */
export function FramedError() {
  const error = useRouteError();
  const isKnown = isRouteErrorResponse(error);
  return (
    <Frame>
      {isKnown && error.status === 401 && error.data ? (
        <SignedOut lost={error.data as LostForm} />
      ) : (
        <ErrorPage status={isKnown ? error.status : 500} />
      )}
    </Frame>
  );
}
