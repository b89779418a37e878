export type Log = (
  level: "info" | "error",
  msg: string,
  facts?: Record<string, string | number | boolean | null>,
) => void;

const SILENT_AT: Record<string, readonly string[]> = {
  info: ["warn", "error", "fatal", "silent"],
  error: ["fatal", "silent"],
};

/** `logLines` for one of the market's log levels. */
export function logLinesAt(chosen: string): Log {
  return (level, msg, facts) => {
    if (!SILENT_AT[level]?.includes(chosen)) logLines(level, msg, facts);
  };
}

/** One JSON line an event, as the other processes write theirs; no personal data. */
export const logLines: Log = (level, msg, facts = {}) => {
  const line = { level: level === "info" ? 30 : 50, time: Date.now(), role: "gateway", ...facts, msg };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
