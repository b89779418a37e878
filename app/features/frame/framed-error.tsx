import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { ErrorPage } from "./error-page.tsx";
import { Frame } from "./frame.tsx";

/** What stands in place of a page that could not be shown, inside the market's frame. */
export function FramedError() {
  const error = useRouteError();
  return (
    <Frame>
      <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />
    </Frame>
  );
}
