import { ensureBuilt } from "#services/processes/start/build.mjs";
import { createFamily } from "#services/processes/start/family.mjs";
import { programRoot } from "#services/processes/start/root.mjs";
import { withSetupLock } from "#services/processes/start/toolchain.mjs";

/** Builds the market for the tests that drive it, when the sources have changed since the last build. */
export default async function setup(): Promise<() => Promise<void>> {
  const root = programRoot();
  const family = createFamily();
  await withSetupLock(root, () => ensureBuilt({ root, family, note: () => {} }), console.log);
  return () => family.stop(() => true, 2000);
}
