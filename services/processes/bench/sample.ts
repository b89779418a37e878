import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export type Usage = { cpuSeconds: number; residentMb: number };

/** What Linux tells programs about time is in hundredths of a second, whatever the kernel counts in. */
const TICKS_PER_SECOND = 100;

/** A time of `ps` in seconds: [[days-]hours:]minutes:seconds, on macOS with hundredths. */
export function clockSeconds(clock: string): number {
  const [rest = "0", days = "0"] = clock.split("-").reverse();
  return rest.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

/** User and system time in /proc/<pid>/stat (proc(5), fields 14 and 15), in seconds; the name before them may hold anything. */
export function statSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function linuxUsage(pid: number): Usage {
  const resident = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
  return {
    cpuSeconds: statSeconds(readFileSync(`/proc/${pid}/stat`, "utf8")),
    residentMb: Number(resident) / 1024,
  };
}

/** CPU time and memory of a process, in hundredths of a second. */
export function usageOf(pid: number): Usage {
  if (process.platform === "linux") return linuxUsage(pid);
  const [time = "0", rss = "0"] = execFileSync("ps", ["-o", "time=,rss=", "-p", String(pid)], { encoding: "utf8" })
    .trim()
    .split(/\s+/);
  return { cpuSeconds: clockSeconds(time), residentMb: Number(rss) / 1024 };
}
