import { endWords, HOPELESS_EXITS } from "./messages.mjs";

const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
const GIVE_UP_AFTER = 10;
/** Someone who stayed up this long begins anew with the shortest delay. */
const SETTLED = 10_000;

/**
 * What to do after a death. Pure.
 * @param {{failures: number, everReady: boolean, readyFor: number, exitCode: number | null}} life
 *   failures in a row before this one; whether it was ever ready; for how many milliseconds it was ready this time
 * @returns {{failures: number, delay: number, giveUp: boolean}} delay in milliseconds
 */
export function afterDeath({ failures, everReady, readyFor, exitCode }) {
  const inARow = (readyFor >= SETTLED ? 0 : failures) + 1;
  const delay = Math.min(FIRST_DELAY * 2 ** (inARow - 1), LONGEST_DELAY);
  const hopeless = !everReady && (HOPELESS_EXITS.has(exitCode ?? 0) || inARow >= GIVE_UP_AFTER);
  return { failures: inARow, delay, giveUp: hopeless };
}

/**
 * A part that runs for as long as the market is open.
 * @typedef {{code: number | null, signal: string | null}} End
 * @typedef {{exited: Promise<End>, ready: Promise<void>}} Life
 * @typedef {{name: string, launch: () => Promise<Life> | Life, lastWords?: () => string, log?: string, life?: Life}} Part
 *   `life`: one that already runs; `lastWords`: what the latest run said of its end, or ""
 */

/**
 * Keeps parts running: one that dies is started again, later each time that it dies at once.
 * @param {(text: string) => void} tell
 * @param {(delay: number, work: () => void) => void} [later] tests bring their own clock
 */
export function createSupervisor(tell, later = (delay, work) => void setTimeout(work, delay)) {
  let stopping = false;

  /** @param {Part} part @returns {Promise<void>} fulfilled when it is ready for the first time, refused when it is given up */
  function keep(part) {
    return new Promise((opened, failed) => {
      let failures = 0;
      let everReady = false;

      const begin = async (given) => {
        let readySince = null;
        /** @type {End} */
        let ended = { code: 1, signal: null };
        let reason = "";
        try {
          const life = given ?? (await part.launch());
          life.ready.then(
            () => {
              readySince = Date.now();
              if (everReady) tell(`${part.name} is running again`);
              everReady = true;
              opened();
            },
            () => {},
          );
          ended = await life.exited;
        } catch (error) {
          reason = error.message;
        }
        if (stopping) return;
        const readyFor = readySince === null ? 0 : Date.now() - readySince;
        const plan = afterDeath({ failures, everReady, readyFor, exitCode: ended.code });
        failures = plan.failures;
        const words = reason || endWords(ended, part.lastWords?.() ?? "", part.log);
        if (plan.giveUp) {
          const sentence = `${part.name} does not start: ${words}`;
          tell(sentence);
          failed(new Error(sentence));
          return;
        }
        tell(`${part.name} stopped (${words}); starting it again in ${plan.delay / 1000} s`);
        later(plan.delay, () => {
          if (!stopping) void begin(undefined);
        });
      };
      void begin(part.life);
    });
  }

  return {
    keep,
    /** From now on a death is what was wanted. */
    stop() {
      stopping = true;
    },
  };
}
