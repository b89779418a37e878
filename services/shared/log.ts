import pino from "pino";

export type Logger = pino.Logger;

type Told = { type: string; message: string; code?: string; stack?: string; cause?: Told };

const MOST_CAUSES = 4;

/**
 * An error without the data it carries. Drizzle puts a failed statement's parameters into its message, PostgreSQL the
 * offending row into `detail`, and both are somebody's name or address: statement, code and the places in our code are
 * enough to find a fault.
 */
export function tellError(error: unknown, depth = 0): Told {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error" };
  const { name, cause } = error;
  const code = (error as { code?: unknown }).code;
  const message = error.message.split(/\n?params: /)[0]?.slice(0, 2000) ?? "";
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: name,
    message,
    ...(typeof code === "string" ? { code } : {}),
    stack: [message, ...places].join("\n"),
    ...(cause !== undefined && depth < MOST_CAUSES ? { cause: tellError(cause, depth + 1) } : {}),
  };
}

/** JSON lines on stdout. Callers hand in ids and codes; the paths below are dropped should a person slip in. */
export function openLog(level: string, role: string): Logger {
  return pino({
    level,
    base: { role, pid: process.pid },
    serializers: { err: (error: unknown) => tellError(error) },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["email", "phone", "name", "address", "password", "cookie", "*.email", "*.phone", "*.password", "headers"],
      remove: true,
    },
  });
}

/** Says that a role serves. Whoever started it waits for this line, so that it is written at every level. */
export function sayReady(log: Logger, facts: Record<string, number> = {}): void {
  log.child({}, { level: "info" }).info(facts, "ready");
}
