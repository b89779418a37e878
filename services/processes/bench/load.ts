import autocannon from "autocannon";
import { usageOf } from "./sample.ts";

export type Shot = {
  method?: "GET" | "POST";
  path: string;
  body?: string;
  headers?: Record<string, string>;
  holds: (answer: string) => boolean;
  status: number;
};

export type Measured = {
  requestsPerSecond: number;
  p50: number;
  p975: number;
  p99: number;
  errors: number;
  cpuPercent: number;
  residentMb: number;
};

export type LoadWish = {
  url: string;
  pid: number;
  shots: readonly Shot[];
  seconds: number;
  connections: number;
  /** So many requests a second, whatever the server could do; as many as it can without. */
  rate?: number;
};

/**
 * Sends the shots in turn over some connections for a while. Every answer is checked: another status, or a body without
 * what must be in it, is an error.
 */
export async function load({ url, pid, shots, seconds, connections, rate }: LoadWish): Promise<Measured> {
  let errors = 0;
  const check = (shot: Shot) => (status: number, body: string, _context: object, headers: object) => {
    if (status !== shot.status || !shot.holds(body + JSON.stringify(headers))) errors += 1;
  };
  const before = usageOf(pid);
  const startedAt = performance.now();
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    headers: { origin: url },
    requests: shots.map((shot) => ({
      method: shot.method ?? "GET",
      path: shot.path,
      ...(shot.body === undefined ? {} : { body: shot.body }),
      headers: {
        ...shot.headers,
        ...(shot.body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      onResponse: check(shot),
    })),
  });
  const elapsed = (performance.now() - startedAt) / 1000;
  const after = usageOf(pid);
  const { latency } = result;
  return {
    requestsPerSecond: result.requests.average,
    p50: latency.p50,
    p975: latency.p97_5,
    p99: latency.p99,
    errors: errors + result.errors + result.timeouts,
    cpuPercent: ((after.cpuSeconds - before.cpuSeconds) / elapsed) * 100,
    residentMb: after.residentMb,
  };
}
