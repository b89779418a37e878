import { defineConfig } from "vitest/config";

const project = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...extra },
});

const browser = {
  globalSetup: ["tests/support/postgres.global.ts", "tests/support/build.global.ts"],
  testTimeout: 120_000,
  hookTimeout: 180_000,
};

/** What promises limits of time (video, sockets, starts) has the machine to itself; the rest runs two at once before it. */
const ALONE = ["live-*", "shows", "demo-show", "on-the-network", "reverse-proxy", "start"].map(
  (name) => `tests/e2e/${name}.test.ts`,
);

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("house", { testTimeout: 60_000 }),
      project("integration", {
        globalSetup: ["tests/support/postgres.global.ts"],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        maxWorkers: 2,
      }),
      project("e2e", { ...browser, exclude: ALONE, maxWorkers: 2, sequence: { groupOrder: 1 } }),
      project("e2e-alone", { ...browser, include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } }),
    ],
  },
});
