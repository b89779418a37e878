import { networkInterfaces } from "node:os";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);
const EVERYWHERE = new Set(["0.0.0.0", "::"]);

/** Whether only this machine reaches what listens there. @param {string} host */
export const isLoopback = (host) => LOOPBACK.has(host);

/** Whether all addresses of this machine are listened on. @param {string} host */
export const isEverywhere = (host) => EVERYWHERE.has(host);

/**
 * The address by which phones of the same network reach what listens on `host`: this machine's own on the network where
 * that is all of them, null where there is none.
 * @param {string} host @returns {string | null}
 */
export function networkAddress(host) {
  if (!isEverywhere(host)) return isLoopback(host) ? null : host;
  const outer = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === "IPv4");
  return outer?.address ?? null;
}

/** Where a part of ours on this machine reaches another that listens on `host`. @param {string} host */
export const innerAddress = (host) => (isLoopback(host) || isEverywhere(host) ? "127.0.0.1" : inAddress(host));

/** A host as it stands in an address. @param {string} host */
export const inAddress = (host) => (host.includes(":") ? `[${host}]` : host);
