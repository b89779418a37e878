import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/**
 * Twenty small files of the design system compress worse than one, and a phone would ask for each of them. Out of it
 * stands what no shopper sees: the gallery, and the bars of sellers and staff.
 */
function chunkOf(id: string): string | undefined {
  return /\/app\/ui\/[\w-]+\.tsx?$/.test(id) && !/\/(gallery|console-bars)\.tsx$/.test(id) ? "ui" : undefined;
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [remix(remixConfig)],
  build: {
    target: "es2022",
    // Services stay imports of the server build, so that the process bundle holds one copy of them.
    rollupOptions: {
      external: isSsrBuild ? [/^#(services|db)\//] : [],
      ...(isSsrBuild ? {} : { output: { manualChunks: chunkOf } }),
    },
  },
}));
