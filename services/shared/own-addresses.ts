import { networkInterfaces } from "node:os";
import type { Settings } from "#services/shared/env.ts";

export type Home = Pick<Settings, "PUBLIC_URL" | "HOST">;

const LOCAL = ["localhost", "127.0.0.1", "[::1]"];
const EVERYWHERE = new Set(["0.0.0.0", "::"]);

/** Whether we listen on all addresses of this machine, so that pages may be opened under each of them. */
export const listensEverywhere = ({ HOST }: Pick<Home, "HOST">) => EVERYWHERE.has(HOST);

function machineNames(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address));
}

/**
 * Host names under which our own pages may be opened: that of the public address, beside it the local ones where it is
 * plain http, and every address of this machine where the market is at home on it and listens on all of them. Names that
 * a caller makes up are none of ours, wherever they lead.
 */
export function ownNames(home: Home): ReadonlySet<string> {
  const { protocol, hostname } = new URL(home.PUBLIC_URL);
  if (protocol !== "http:") return new Set([hostname]);
  const machine = listensEverywhere(home) ? machineNames() : [];
  const isAtHome = LOCAL.includes(hostname) || machine.includes(hostname);
  return new Set([hostname, ...LOCAL, ...(isAtHome ? machine : [])]);
}

/** The host name of a `Host` header, without its port. */
export const nameOfHost = (host: string | undefined) => (host ?? "").replace(/:\d+$/, "");
