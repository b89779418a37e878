import { createContext, useContext } from "react";

export const RequestIdContext = createContext<string | undefined>(undefined);

/** The id under which this page's request stands in the log; the browser reads it back from the document. */
export function useRequestId(): string | undefined {
  const given = useContext(RequestIdContext);
  if (given !== undefined) return given;
  return typeof document === "undefined" ? undefined : document.documentElement.dataset.requestId;
}
