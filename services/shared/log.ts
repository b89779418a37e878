import pino from "pino";

export type Logger = pino.Logger;

/** JSON lines on stdout. Callers hand in ids and codes; the paths below are dropped should a person slip in. */
export function openLog(level: string, role: string): Logger {
  return pino({
    level,
    base: { role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["email", "phone", "name", "address", "password", "cookie", "*.email", "*.phone", "*.password", "headers"],
      remove: true,
    },
  });
}
