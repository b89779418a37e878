import type { MetaFunction } from "@remix-run/react";
import { Gallery } from "#app/ui/gallery.tsx";

/** The design system in all its states; `?theme=dark` or `?theme=light` shows it in one theme whatever the system says. */
export const meta: MetaFunction = () => [{ title: "Bộ phần tử · Chợ Phiên" }, { name: "robots", content: "noindex" }];

export default function Page() {
  return <Gallery />;
}
