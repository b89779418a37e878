import type { Market } from "#services/shared/market.ts";
import { listensEverywhere, nameOfHost, ownNames } from "#services/shared/own-addresses.ts";

/** An address of ours under another name of this machine; one that is somebody else's stays. */
function moved(address: string, from: string, to: string): string {
  const url = new URL(address);
  if (url.hostname !== from) return address;
  url.hostname = to;
  return address.endsWith("/") ? url.href : url.href.replace(/\/$/, "");
}

/**
 * The market as a page must tell of it that was opened under another address of this machine than the public one: links,
 * sockets and video are named by that address, which is known to reach us. A `Host` that isn't ours changes nothing.
 */
export function openAtHost(market: Market): (host: string | undefined) => Market {
  const { settings, video } = market;
  const home = new URL(settings.PUBLIC_URL).hostname;
  const known = new Map<string, Market>();
  return (host) => {
    const name = nameOfHost(host);
    if (name === home || !listensEverywhere(settings) || !ownNames(settings).has(name)) return market;
    const at = (address: string) => moved(address, home, name);
    const made = known.get(name) ?? {
      ...market,
      settings: { ...settings, PUBLIC_URL: at(settings.PUBLIC_URL), realtimeUrl: at(settings.realtimeUrl) },
      video: video && { ...video, publicUrl: at(video.publicUrl) },
    };
    known.set(name, made);
    return made;
  };
}
