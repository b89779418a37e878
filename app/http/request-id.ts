import { useRouteLoaderData } from "@remix-run/react";
import { createContext, useContext } from "react";

export const RequestIdContext = createContext<string | undefined>(undefined);

/**
 * The id under which the latest request for this page stands in the log: in the browser that of the last navigation,
 * which root's data brings, else that of the document.
 */
export function useRequestId(): string | undefined {
  const given = useContext(RequestIdContext);
  const root = useRouteLoaderData("root") as { requestId?: string } | undefined;
  if (given !== undefined) return given;
  return root?.requestId ?? (typeof document === "undefined" ? undefined : document.documentElement.dataset.requestId);
}
