import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { listCommunes } from "#services/shipping/quote-shipping.ts";

const A_DAY = 86_400;

/** Communes and wards of a province (`?province=19`), for address forms; empty for a province that isn't there. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const province = new URL(request.url).searchParams.get("province") ?? "";
  return json(await listCommunes(context.market, province), {
    headers: { "Cache-Control": `public, max-age=${A_DAY}` },
  });
}
