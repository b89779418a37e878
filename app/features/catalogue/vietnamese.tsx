import type { ReactNode } from "react";
import { useWords } from "#app/i18n/i18n.ts";

/** Marks words that exist in Vietnamese alone, so that a reader of English hears them rightly; plain in Vietnamese. */
export function Vietnamese({ when = true, children }: { when?: boolean; children: ReactNode }) {
  const { language } = useWords();
  return when && language !== "vi" ? <span lang="vi">{children}</span> : children;
}
