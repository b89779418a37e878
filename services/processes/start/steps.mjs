import { paint } from "./messages.mjs";

const SLOW_MS = 1500;

/** Seconds as people read them: 0.3 s, 12 s, 2 min 5 s. */
export function spoken(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Prints each step of a command: what it does while it runs, and how long it took.
 * Where there is no terminal a step is announced only when it takes long, so that logs stay short.
 */
export function createSteps(stream = process.stdout) {
  const terminal = Boolean(stream.isTTY);
  const line = (text) => stream.write(`${text}\n`);

  /**
   * @template T
   * @param {string} title
   * @param {(note: (text: string) => void) => T | Promise<T>} work calls `note` to say what came of it
   * @returns {Promise<T>}
   */
  async function run(title, work) {
    const begun = performance.now();
    let note = "";
    const announce = () => stream.write(terminal ? `  … ${title}` : `  … ${title}\n`);
    const slow = terminal ? undefined : setTimeout(announce, SLOW_MS);
    if (terminal) announce();
    const wipe = terminal ? "\r\x1b[K" : "";
    try {
      const result = await work((text) => {
        note = text;
      });
      const took = paint(stream, "dim", `(${spoken(performance.now() - begun)})`);
      line(`${wipe}  ${paint(stream, "green", "✓")} ${title}${note ? `: ${note}` : ""} ${took}`);
      return result;
    } catch (error) {
      line(`${wipe}  ${paint(stream, "red", "✗")} ${title} (${spoken(performance.now() - begun)})`);
      throw error;
    } finally {
      clearTimeout(slow);
    }
  }

  return { run, line };
}
