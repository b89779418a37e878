const LOCAL = ["localhost", "127.0.0.1", "[::1]"];

/** Origins of our own pages: the public one, and the other names of this machine where the market is at home on it. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl);
  if (url.protocol !== "http:" || !LOCAL.includes(url.hostname)) return new Set([url.origin]);
  return new Set(LOCAL.map((host) => new URL(`http://${host}${url.port ? `:${url.port}` : ""}`).origin));
}
