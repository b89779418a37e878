import type { ServerBuild } from "@remix-run/node";

declare const build: ServerBuild;
export = build;
