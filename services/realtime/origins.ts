import { type Home, ownNames } from "#services/shared/own-addresses.ts";

/** Origins of our own pages: the public one, and the other names of this machine where the market is at home on it. */
export function ownOrigins(home: Home): ReadonlySet<string> {
  const { protocol, port } = new URL(home.PUBLIC_URL);
  return new Set([...ownNames(home)].map((name) => new URL(`${protocol}//${name}${port ? `:${port}` : ""}`).origin));
}
