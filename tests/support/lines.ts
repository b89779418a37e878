import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { io, type Socket } from "socket.io-client";
import { ShowLine, type ShowView } from "#app/features/live/show-line.ts";
import { pickPort } from "#services/processes/start/ports.mjs";
import type { Bench } from "#tests/support/bench.ts";

export const ORIGIN = "http://localhost:3000";

export type LineProcess = {
  url: string;
  port: number;
  pid: () => number;
  /** What the process wrote, line by line. */
  said: string[];
  kill: (signal: NodeJS.Signals) => Promise<void>;
  /** Starts it again on its port, with everything it had. */
  again: () => Promise<void>;
};

function begin(bench: Bench, port: number, said: string[], more: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["services/processes/realtime/main.ts"], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "test",
      DATABASE_URL: bench.url,
      PUBLIC_URL: bench.settings.PUBLIC_URL,
      APP_SECRET: bench.settings.APP_SECRET,
      MARKET_MODE: "demo",
      MARKET_DATA: bench.settings.MARKET_DATA,
      REALTIME_PORT: String(port),
      ...more,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`realtime ended with ${code}: ${said.join("\n")}`)));
    child.stderr?.on("data", (chunk) => said.push(String(chunk)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      said.push(line);
      if (line.includes('"msg":"ready"')) resolve(child);
    });
  });
}

/** A realtime process of its own, as it runs in the market. */
export async function startLines(bench: Bench, more: Record<string, string> = {}): Promise<LineProcess> {
  const port = await pickPort(undefined);
  const said: string[] = [];
  let child = await begin(bench, port, said, more);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    said,
    pid: () => child.pid ?? 0,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill(signal);
      await gone;
    },
    async again() {
      child = await begin(bench, port, said, more);
    },
  };
}

/** Waits until it holds, at most so long; then says what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited ${ms / 1000} s in vain: ${what}`);
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export type Watcher = {
  line: ShowLine;
  view: () => ShowView;
  bodies: () => string[];
  /** Reasons of cuts so far. */
  cuts: string[];
  /** Breaks the line as a lost network does; it comes back by itself. */
  breakLine: () => void;
  stop: () => void;
};

/** A viewer's own line, the class that pages use, online when this answers. */
export async function watch(url: string, slug: string, cookie = ""): Promise<Watcher> {
  const cuts: string[] = [];
  const note = ({ reason }: ShowView) => {
    if (reason !== null && cuts.at(-1) !== reason) cuts.push(reason);
  };
  const line = new ShowLine({ url, slug, onChange: note, headers: { origin: ORIGIN, cookie } });
  const { manager } = line;
  line.start();
  await until("the line is online", () => line.view.state === "online" || line.view.state === "cut");
  return {
    line,
    cuts,
    breakLine: () => manager.engine.close(),
    view: () => line.view,
    bodies: () => line.view.messages.map((message) => message.body),
    stop: () => line.stop(),
  };
}

/** A bare socket, for what no page of ours would send. */
export async function bareSocket(url: string, cookie = "", headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(url, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin: ORIGIN, cookie, ...headers },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("connect_error", reject);
  });
  return socket;
}

export async function ask<T>(socket: Socket, name: string, input: unknown): Promise<T> {
  return (await socket.timeout(8000).emitWithAck(name, input)) as T;
}
