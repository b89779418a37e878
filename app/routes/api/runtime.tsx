import type { LoaderFunctionArgs } from "@remix-run/node";
import { json } from "#app/http/json.ts";

/** Where browsers find chat and video: `{realtime, video}`; `video` is null where no video server is configured. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { settings, video } = context.market;
  return json({ realtime: settings.realtimeUrl, video: video?.publicUrl ?? null });
}
