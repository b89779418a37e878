export type Log = (
  level: "info" | "error",
  msg: string,
  facts?: Record<string, string | number | boolean | null>,
) => void;

/** One JSON line an event, as the other processes write theirs; no personal data. */
export const logLines: Log = (level, msg, facts = {}) => {
  const line = { level: level === "info" ? 30 : 50, time: Date.now(), role: "gateway", ...facts, msg };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
