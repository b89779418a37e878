import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { openAtHost } from "#services/processes/web/at-host.ts";
import type { Market } from "#services/shared/market.ts";

const marketAt = (publicUrl: string, host: string, video = "ws://192.0.2.7:20003") =>
  ({
    settings: { PUBLIC_URL: publicUrl, HOST: host, realtimeUrl: publicUrl.replace(/:3000$/, ":20001") },
    video: { publicUrl: video, isUp: async () => true },
  }) as unknown as Market;

const seen = (market: Market) => [
  market.settings.PUBLIC_URL,
  market.settings.realtimeUrl,
  market.video?.publicUrl ?? null,
];

describe("a page that was opened under another address of this machine", () => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const own = addresses.find((one) => one.family === "IPv4" && !one.internal)?.address ?? "127.0.0.1";

  it("is told sockets and links by that address, and another's video server as it is", () => {
    const at = openAtHost(marketAt("http://localhost:3000", "0.0.0.0"));
    expect(seen(at(`${own}:3000`))).toEqual([`http://${own}:3000`, `http://${own}:20001`, "ws://192.0.2.7:20003"]);
    const ours = openAtHost(marketAt("http://localhost:3000", "0.0.0.0", "ws://localhost:20003"));
    expect(seen(ours(`${own}:3000`))[2]).toBe(`ws://${own}:20003`);
    expect(ours(`${own}:3000`)).toBe(ours(`${own}:3000`));
  });

  it("that isn't one of this machine, or reaches nothing here, changes nothing", () => {
    const open = marketAt("http://localhost:3000", "0.0.0.0");
    for (const host of [undefined, "", "evil.example", "203.0.113.6:3000", "localhost:3000", "[::ffff"])
      expect(openAtHost(open)(host)).toBe(open);
    const shut = marketAt("http://localhost:3000", "127.0.0.1");
    expect(openAtHost(shut)(`${own}:3000`)).toBe(shut);
    const real = marketAt("https://cho.example.vn", "0.0.0.0");
    expect(openAtHost(real)(`${own}:3000`)).toBe(real);
  });
});
