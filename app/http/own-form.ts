import { data } from "@remix-run/node";
import { readFormData } from "#app/http/form.ts";
import { lostForm } from "#app/http/lost-form.ts";
import { WHOSE, type Whose } from "#app/http/whose.ts";
import type { Visit } from "#services/accounts/read-visit.ts";

/** Whether somebody who was signed in sent this, and is so no more. A form that doesn't say leaves it to the cookie. */
export function isSessionLost(form: FormData, visit: Visit): boolean {
  if (visit.viewer.accountId !== null) return false;
  const whose = form.get(WHOSE);
  return whose === null ? visit.isSessionOver : whose === ("account" satisfies Whose);
}

/**
 * Reads a form of an address that is open to guests as well. What a signed-in person typed is never taken for a
 * guest's, to whom nothing of theirs belongs: after the end of the session it is given back as it is everywhere else.
 */
export async function readOwnForm(request: Request, visit: Visit): Promise<FormData> {
  const form = await readFormData(request);
  if (isSessionLost(form, visit)) throw sessionLost(request, form);
  return form;
}

/** The answer that gives such a form back. */
export function sessionLost(request: Request, form: FormData) {
  const { pathname, search } = new URL(request.url);
  const texts = [...form].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return data(lostForm({ texts, files: [] }, pathname + search, false), { status: 401 });
}
