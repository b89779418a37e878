import * as fs from "node:fs";
import { leash } from "./family.mjs";
import { innerAddress, isLoopback, networkAddress } from "./network.mjs";
import { waitUntil } from "./processes.mjs";

const HEALTHY_WITHIN = 15_000;
export const LIVEKIT_KEY = "chophien";

/** The LiveKit of one's own that the settings name, or null. */
export function givenVideo(env) {
  const { LIVEKIT_URL: url, LIVEKIT_KEY: key, LIVEKIT_SECRET: secret } = env;
  return url && key && secret ? { url, key, secret } : null;
}

/**
 * Settings of a LiveKit of ours: a port for signals and one for pictures, on loopback alone unless the market listens
 * on the network; rooms are made by us alone, and it calls the market about who comes and goes. Without STUN, for that
 * would end it where there is no way out.
 */
export function livekitConfig({ host, port, udpPort, secret, webPort }) {
  const isLocal = isLoopback(host);
  return {
    port,
    bind_addresses: isLocal ? ["127.0.0.1"] : ["0.0.0.0"],
    rtc: {
      udp_port: udpPort,
      // A TCP port listens on every interface, whatever bind_addresses says.
      tcp_port: 0,
      node_ip: networkAddress(host) ?? "127.0.0.1",
      use_external_ip: false,
      enable_loopback_candidate: isLocal,
      ...(isLocal ? { interfaces: { includes: ["lo", "lo0"] } } : {}),
    },
    keys: { [LIVEKIT_KEY]: secret },
    room: { auto_create: false },
    webhook: { api_key: LIVEKIT_KEY, urls: [`http://${innerAddress(host)}:${webPort}/api/livekit/webhook`] },
    logging: { level: "warn" },
  };
}

export async function isVideoUp(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Starts a LiveKit of ours.
 * @param {{family: import("./family.mjs").Family, program: string, file: string, config: ReturnType<typeof livekitConfig>,
 *   log: string}} given `file`: where its settings are written, for its owner alone
 * @returns {Promise<import("node:child_process").ChildProcess | null>} null when it does not come up
 */
export async function startLivekit({ family, program, file, config, log }) {
  // JSON is YAML too.
  fs.writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
  const output = fs.openSync(log, "a", 0o600);
  const child = family.spawn("livekit", program, ["--config", file], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ["ignore", output, output],
  });
  fs.closeSync(output);
  let ended = child.pid === undefined;
  for (const event of ["error", "exit"]) {
    child.once(event, () => {
      ended = true;
    });
  }
  if (child.pid !== undefined) child.once("exit", leash(family, "livekit", child.pid, "TERM"));
  await waitUntil(async () => ended || (await isVideoUp(config.port)), HEALTHY_WITHIN, 100);
  if (!ended && (await isVideoUp(config.port))) return child;
  await family.stop((name) => name === "livekit", 2000);
  return null;
}
