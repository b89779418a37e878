import { defineConfig } from "vitest/config";

const project = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...extra },
});

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
      project("e2e", {
        globalSetup: ["tests/support/postgres.global.ts", "tests/support/build.global.ts"],
        testTimeout: 120_000,
        hookTimeout: 180_000,
        maxWorkers: 1,
      }),
    ],
  },
});
