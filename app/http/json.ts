import { statusOf } from "#app/http/respond.ts";
import type { Result } from "#services/shared/result.ts";

/** JSON that nobody keeps. */
export function json(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
  });
}

/** A use case's answer as JSON: its value, or `{code, field, details}` with the status that goes with it. */
export function answerJson<T extends object>(result: Result<T>): Response {
  if (result.ok) return json(result.value);
  const { code, field, details } = result;
  return json({ code, field, details }, statusOf(code));
}
