import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

/** Prometheus numbers of a realtime process. */
export function openLineMetrics(now: () => { lines: number; shows: number }) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: "market_lines",
    help: "Sockets that are open",
    registers,
    collect() {
      this.set(now().lines);
    },
  });
  new Gauge({
    name: "market_shows_watched",
    help: "Shows that somebody watches over this process",
    registers,
    collect() {
      this.set(now().shows);
    },
  });
  return {
    registry,
    events: new Counter({
      name: "market_line_events_total",
      help: "Events that browsers sent, by name and outcome",
      labelNames: ["name", "outcome"],
      registers,
    }),
    cuts: new Counter({
      name: "market_line_cuts_total",
      help: "Lines cut by us, by reason",
      labelNames: ["code"],
      registers,
    }),
    refused: new Counter({
      name: "market_line_refused_total",
      help: "Connections that were not let in, by reason",
      labelNames: ["reason"],
      registers,
    }),
    frames: new Counter({
      name: "market_line_frames_total",
      help: "Frames sent to shows, by name; each goes to all of its viewers",
      labelNames: ["name"],
      registers,
    }),
  };
}

export type LineMetrics = ReturnType<typeof openLineMetrics>;
