import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import {
  clientAddressOf,
  isForged,
  MAX_FORM_BYTES,
  MAX_UPLOAD_BYTES,
  maxBodyBytes,
} from "#services/processes/web/edge.ts";

const settings = { TRUST_PROXY: "none" as const, PUBLIC_URL: "https://cho.example", HOST: "127.0.0.1" };

function request(headers: Record<string, string>, method = "POST", peer = "203.0.113.9"): IncomingMessage {
  return { method, headers: { host: "cho.example", ...headers }, socket: { remoteAddress: peer } } as never;
}

describe("a write", () => {
  const refused: [string, Record<string, string>][] = [
    ["carries neither Origin nor Sec-Fetch-Site", {}],
    ["comes from another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["comes from a sibling of our site", { "sec-fetch-site": "same-site", origin: "https://x.cho.example" }],
    ["has a foreign Origin alone", { origin: "https://evil.example" }],
    ["has the Origin of a sandbox", { origin: "null" }],
    ["has our Origin but says cross-site", { origin: "https://cho.example", "sec-fetch-site": "cross-site" }],
    ["says same-origin but has a foreign Origin", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
    ["has our name over http", { origin: "http://cho.example" }],
    ["has our name with another port", { origin: "https://cho.example:8443" }],
    ["has our name as a part of another", { origin: "https://cho.example.evil.example" }],
    ["takes its Origin from a Host it made up", { host: "evil.example", origin: "https://evil.example" }],
    ["claims a host that was forwarded", { "x-forwarded-host": "evil.example", origin: "https://evil.example" }],
    ["comes to localhost while we are public", { host: "localhost:3000", origin: "http://localhost:3000" }],
    ["has an unknown Sec-Fetch-Site", { "sec-fetch-site": "SAME-ORIGIN " }],
  ];
  it.each(refused)("that %s is forged", (_, headers) => {
    expect(isForged(request(headers), settings)).toBe(true);
  });

  const taken: [string, Record<string, string>][] = [
    ["has our Origin", { origin: "https://cho.example" }],
    ["says same-origin", { "sec-fetch-site": "same-origin" }],
    ["has both", { origin: "https://cho.example", "sec-fetch-site": "same-origin" }],
  ];
  it.each(taken)("that %s is ours", (_, headers) => {
    expect(isForged(request(headers), settings)).toBe(false);
  });

  it("on this machine may use any of its names", () => {
    const local = { ...settings, PUBLIC_URL: "http://localhost:3000" };
    for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"]) {
      expect(isForged(request({ host, origin: `http://${host}` }), local)).toBe(false);
    }
    expect(isForged(request({ host: "localhost:3000", origin: "http://localhost:4000" }), local)).toBe(true);
  });

  it("of any method but GET and HEAD is looked at", () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      expect(isForged(request({}, method), settings)).toBe(true);
    }
    for (const method of ["GET", "HEAD"]) expect(isForged(request({}, method), settings)).toBe(false);
  });
});

describe("the caller's address", () => {
  const forwarded = { "x-forwarded-for": "198.51.100.7, 192.0.2.44" };
  it("is the peer when no proxy is trusted, whatever it says", () => {
    expect(clientAddressOf(request(forwarded), settings)).toBe("203.0.113.9");
    expect(clientAddressOf(request(forwarded, "GET", "127.0.0.1"), settings)).toBe("127.0.0.1");
  });

  it("is what the trusted proxy says last", () => {
    expect(clientAddressOf(request(forwarded), { ...settings, TRUST_PROXY: "all" })).toBe("192.0.2.44");
  });

  it("is believed from this machine alone with `loopback`", () => {
    const loopback = { ...settings, TRUST_PROXY: "loopback" as const };
    for (const peer of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
      expect(clientAddressOf(request(forwarded, "GET", peer), loopback)).toBe("192.0.2.44");
    }
    expect(clientAddressOf(request(forwarded), loopback)).toBe("203.0.113.9");
  });

  it("is the peer when what is forwarded is no address", () => {
    for (const value of ["", "unknown", "1.2.3.4:80", "<script>", "1.2.3.4, "]) {
      const trusted = { ...settings, TRUST_PROXY: "all" as const };
      expect(clientAddressOf(request({ "x-forwarded-for": value }), trusted)).toBe("203.0.113.9");
    }
    expect(clientAddressOf(request({}), { ...settings, TRUST_PROXY: "all" })).toBe("203.0.113.9");
  });
});

describe("a body", () => {
  it("may be a megabyte, with pictures as many as a form takes", () => {
    expect(maxBodyBytes(request({ "content-type": "application/x-www-form-urlencoded" }))).toBe(MAX_FORM_BYTES);
    expect(maxBodyBytes(request({}))).toBe(MAX_FORM_BYTES);
    expect(maxBodyBytes(request({ "content-type": "multipart/form-data; boundary=x" }))).toBe(MAX_UPLOAD_BYTES);
  });
});
