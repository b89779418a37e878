import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { open } from "#app/http/context.ts";
import { readFormBody } from "#app/http/form-body.ts";
import { statusOf } from "#app/http/respond.ts";
import { acceptPicture } from "#services/catalogue/accept-picture.ts";
import { readPictureState } from "#services/catalogue/read-picture-state.ts";
import { MAX_PICTURE_BYTES } from "#services/shared/file-limits.ts";
import type { Refusal } from "#services/shared/result.ts";

const json = (body: object, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
  });

const refusal = ({ code, details }: Refusal) => json({ code, details }, statusOf(code));

/** `?id=`: how far one's own picture is. `{pictureId, state, refusedCode, contentHash}` or `{code}`. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const found = await readPictureState(market, viewer, new URL(request.url).searchParams.get("id") ?? "");
  return found.ok ? json(found.value) : refusal(found);
}

async function formOf(request: Request) {
  try {
    return await readFormBody(request, { picture: MAX_PICTURE_BYTES });
  } catch {
    return null;
  }
}

/**
 * One picture as multipart/form-data: `shopId`, `pictureId` (a UUID that the page makes; a retry sends the same one)
 * and `picture`. Answers `{pictureId, state, refusedCode}`, or `{code, details}` with the reason.
 */
export async function action({ context, request }: ActionFunctionArgs) {
  const { market, viewer } = await open(context);
  const body = await formOf(request);
  const left = body?.left[0];
  if (left) return refusal(left);
  const file = body?.form.get("picture");
  if (!body || !file || typeof file === "string") return json({ code: "not_a_picture" }, 422);
  const { form } = body;
  const accepted = await acceptPicture(market, viewer, {
    pictureId: String(form.get("pictureId") ?? ""),
    shopId: String(form.get("shopId") ?? ""),
    bytes: new Uint8Array(await file.arrayBuffer()),
  });
  return accepted.ok ? json(accepted.value) : refusal(accepted);
}
