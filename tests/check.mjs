// npm run check: types, lint and format, house rules; under a minute, summarised.
import { createFamily } from "../services/processes/start/family.mjs";
import { explain } from "../services/processes/start/messages.mjs";
import { programRoot } from "../services/processes/start/root.mjs";
import { onEnd, stopFamily } from "../services/processes/start/shutdown.mjs";
import { spoken } from "../services/processes/start/steps.mjs";
import { prepare, runPart, summary, total } from "./support/parts.mjs";

const root = programRoot();
const family = createFamily();
onEnd(async () => {
  await stopFamily(family);
  process.exit(130);
});
try {
  const begun = performance.now();
  const run = await prepare({ root, family });
  // Types take longest and one core: the others run meanwhile on the second.
  const others = async () => [await runPart(run, "lint"), await runPart(run, "house")];
  const [types, rest] = await Promise.all([runPart(run, "types"), others()]);
  const results = [types, ...rest];
  process.stdout.write(`\n${summary(results)}\n\nchecked in ${spoken(performance.now() - begun)}\n`);
  const { failed, line } = total(results);
  process.stdout.write(`${line}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  await stopFamily(family);
  process.stderr.write(`\n${explain(error, root)}\n`);
  process.exitCode = 1;
}
