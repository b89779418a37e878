import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect, redirectDocument } from "@remix-run/node";
import { withCookies } from "#app/http/account.ts";
import { open } from "#app/http/context.ts";
import { href } from "#app/i18n/href.ts";
import { signOut } from "#services/accounts/sign-out.ts";

/** Signing out is a POST: an address alone, in a picture or a link, signs nobody out. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { viewer, language } = await open(context);
  return redirect(href(viewer.accountId === null ? "sign-in" : "account", language));
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { market, viewer, language } = await open(context);
  const cookies = await signOut(market, viewer, request.headers.get("cookie"));
  return redirectDocument(href("sign-in", language, {}, { tin: "out" }), {
    status: 303,
    headers: withCookies(cookies),
  });
}
