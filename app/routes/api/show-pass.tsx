import type { LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { json } from "#app/http/json.ts";
import { statusOf } from "#app/http/respond.ts";
import { viewerPass } from "#services/live/viewer-pass.ts";

/** A pass to watch a running show, made anew for each that asks; without a video server, what is being done about it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const pass = await viewerPass(market, viewer, { slug: params.slug ?? "" });
  if (pass.ok) return json({ ok: true, ...pass.value });
  const code = pass.code === "video_down" ? (await market.videoStanding()).state : pass.code;
  return json({ ok: false, code }, statusOf(pass.code));
}
