import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { readPaper } from "#services/shops/read-paper.ts";

/** Offered for saving and never shown in a page of ours: what is in it came from outside. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const paper = await readPaper(market, viewer, params.id ?? "");
  if (!paper.ok) return new Response(null, { status: 404 });
  const { bytes, mime, fileName } = paper.value;
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      "Content-Type": mime,
      "Content-Length": String(bytes.length),
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}
