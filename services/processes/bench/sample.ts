import { execFileSync } from "node:child_process";

export type Usage = { cpuSeconds: number; residentMb: number };

function seconds(clock: string): number {
  const [rest = "0", days = "0"] = clock.split("-").reverse();
  return rest.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

/** CPU time and memory of a process, as `ps` tells them on Linux and macOS. */
export function usageOf(pid: number): Usage {
  const [time = "0", rss = "0"] = execFileSync("ps", ["-o", "time=,rss=", "-p", String(pid)], { encoding: "utf8" })
    .trim()
    .split(/\s+/);
  return { cpuSeconds: seconds(time), residentMb: Number(rss) / 1024 };
}
