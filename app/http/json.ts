import { statusOf } from "#app/http/respond.ts";
import type { Result } from "#services/shared/result.ts";

const STATUS: Record<string, number> = { not_live: 409, show_over: 410, studio_taken: 409, video_down: 503 };

/** Answers a script: the value as `{ ok: true, value }`, a refusal with its code and status; never kept by anybody. */
export function jsonOf(result: Result<unknown>): Response {
  const status = result.ok ? 200 : (STATUS[result.code] ?? statusOf(result.code));
  return Response.json(result, { status, headers: { "Cache-Control": "no-store" } });
}
