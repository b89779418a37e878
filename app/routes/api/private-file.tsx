import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "#app/http/attachment.ts";
import { open } from "#app/http/context.ts";
import { readPaper } from "#services/shops/read-paper.ts";

/** What is in it came from outside. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const paper = await readPaper(market, viewer, params.id ?? "");
  if (!paper.ok) return new Response(null, { status: 404 });
  return attachment(paper.value.bytes, paper.value.mime, paper.value.fileName);
}
