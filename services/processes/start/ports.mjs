import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { Refusal } from "./messages.mjs";

/** Inner ports come from below the range that systems lend to outgoing connections, so that none is lost by accident. */
const FIRST = 20_000;
const LAST = 31_999;

/** Tries to listen: null when the port is free, otherwise the error's code. */
export function tryPort(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (error) => done("code" in error ? String(error.code) : "EUNKNOWN"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(null)));
  });
}

/** Tries to take a UDP port: null when it is free, otherwise the error's code. */
export function tryUdpPort(port, host) {
  return new Promise((done) => {
    const socket = createSocket("udp4");
    socket.once("error", (error) => done("code" in error ? String(error.code) : "EUNKNOWN"));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => done(null)));
  });
}

/**
 * A free loopback port: the one kept from before when it is still free, otherwise a new one.
 * @param {number | undefined} kept
 * @param {Iterable<number>} [avoid] ports already promised to others
 * @param {"tcp" | "udp"} [kind]
 */
export async function pickPort(kept, avoid = [], kind = "tcp") {
  const taken = new Set(avoid);
  const attempt = kind === "udp" ? tryUdpPort : tryPort;
  if (kept !== undefined && !taken.has(kept) && (await attempt(kept, "127.0.0.1")) === null) return kept;
  for (let n = 0; n < 100; n++) {
    const port = randomInt(FIRST, LAST + 1);
    if (!taken.has(port) && (await attempt(port, "127.0.0.1")) === null) return port;
  }
  throw new Refusal("No free port was found for the inner parts: stop some other programs and start again.");
}

/** Refuses in one sentence when the market's own address cannot be listened on. */
export async function requirePort(port, host) {
  const loopback = host === "127.0.0.1" || host === "localhost";
  let code = await tryPort(port, host);
  // Browsers try ::1 first for "localhost", so a stranger there would answer in our place.
  if (code === null && loopback && (await tryPort(port, "::1")) === "EADDRINUSE") code = "EADDRINUSE";
  if (code === null) return;
  if (code === "EADDRINUSE") {
    const other = port < 65535 ? port + 1 : port - 1;
    throw new Refusal(
      `Port ${port} is taken by another program: stop that one, or choose another port, e.g. npm start -- --port ${other}.`,
    );
  }
  if (code === "EACCES")
    throw new Refusal(`Port ${port} is kept for the administrator: choose one above 1023 with --port.`);
  throw new Refusal(
    `This machine cannot listen on ${host} (${code}): leave --host out, or give an address of this machine.`,
  );
}
