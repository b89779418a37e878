const SUPERVISED_LIMIT = 6000;
const ALONE_LIMIT = 25_000;

/**
 * Ends a role in good order, once: on SIGTERM or SIGINT, and, under the supervisor, when that is gone, even killed.
 * The role's stdin is then a pipe that the supervisor holds, and the pipe's end means that nobody is there any more.
 * @param stop finishes what is in flight; when it takes longer than six seconds (alone: 25) the process ends without it
 */
export function followSupervisor(stop: () => Promise<void>): void {
  const supervised = process.env.MARKET_SUPERVISED === "1";
  let ending = false;
  const end = (exit: (code: number) => void) => {
    if (ending) return;
    ending = true;
    setTimeout(() => exit(1), supervised ? SUPERVISED_LIMIT : ALONE_LIMIT).unref();
    stop().then(
      () => exit(0),
      () => exit(1),
    );
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => end((code) => process.exit(code)));
  if (!supervised) return;
  followPipe(() => {
    // Whatever breaks now, such as a database that stopped first, must not keep the role from its end.
    process.on("uncaughtException", leave).on("unhandledRejection", leave);
    end(leave);
  });
}

function followPipe(gone: () => void): void {
  const input = process.stdin;
  input.on("end", gone).on("close", gone).on("error", gone);
  input.resume();
  // The pipe must not keep a role alive that has nothing left to do, such as a migration.
  if ("unref" in input) input.unref();
}

/**
 * Ends a role whose supervisor is gone, once its work is done. Not by an ordinary exit: pino would then write its last
 * lines to a pipe that nobody reads, again and again for ever.
 */
function leave(): void {
  // In development the parent is Node's own watch, which would wait for changes for ever.
  if (process.env.MARKET_DEV === "1" && process.ppid > 1) process.kill(process.ppid, "SIGTERM");
  process.kill(process.pid, "SIGKILL");
}
