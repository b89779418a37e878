declare module "autocannon" {
  type Result = {
    requests: { average: number; total: number };
    latency: { p50: number; p97_5: number; p99: number };
    errors: number;
    timeouts: number;
  };
  type Shot = {
    method: string;
    path: string;
    body?: string;
    headers?: Record<string, string>;
    onResponse?: (status: number, body: string, context: object, headers: object) => void;
  };
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    overallRate?: number;
    headers?: Record<string, string>;
    requests: Shot[];
  }): Promise<Result>;
}
