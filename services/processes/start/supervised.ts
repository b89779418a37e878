/**
 * Ends this role when the supervisor that started it is gone, even killed: its stdin is a pipe that the supervisor
 * holds, and the pipe's end means that nobody is there any more. Does nothing for a role that runs alone.
 * Signals stay the role's own business.
 * @param stop finishes what is in flight; when it takes longer than five seconds the process ends without it
 */
export function followSupervisor(stop: () => Promise<void>): void {
  if (process.env.MARKET_SUPERVISED !== "1") return;
  let following = true;
  const end = () => {
    if (!following) return;
    following = false;
    const exit = () => {
      // In development the parent is Node's own watch, which would wait for changes for ever.
      if (process.env.MARKET_DEV === "1" && process.ppid > 1) process.kill(process.ppid, "SIGTERM");
      process.exit(0);
    };
    setTimeout(exit, 5000).unref();
    stop().then(exit, exit);
  };
  const input = process.stdin;
  input.on("end", end).on("close", end).on("error", end);
  input.resume();
  // The pipe must not keep a role alive that has nothing left to do, such as a migration.
  if ("unref" in input) input.unref();
}
