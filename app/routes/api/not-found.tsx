import { data, type LoaderFunctionArgs } from "@remix-run/node";

/** Whatever has no page: not there, or refused at the edge with the status that stands in the context. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw data(null, { status: context.refusedAs ?? 404 });
}

export default function Page() {
  return null;
}
