import { createServer } from "node:http";
import { Server } from "socket.io";
import { BATCH_EVERY_MS, FRAME_BYTES } from "#services/realtime/protocol.ts";

/** Size of a board with two things, as the market sends it. */
const BOARD_LETTERS = 1100;

/**
 * socket.io and nothing else, sending the frames that the market sends: batches twice a second, a pulse each second, a
 * board twice a second. Nothing is stored, checked or read.
 */
export function serveBareLines(port: number): void {
  const http = createServer();
  const io = new Server(http, { transports: ["websocket"], serveClient: false, maxHttpBufferSize: FRAME_BYTES });
  let [number, sent, reactions] = [0, 0, 0];
  let waiting: object[] = [];
  io.on("connection", (socket) => {
    socket.join("show");
    socket.on("join", (_input, answer) => answer({ ok: true, upTo: sent }));
    socket.on("react", ({ count }: { count: number }) => {
      reactions += count;
    });
    socket.on("say", ({ id, body }: { id: string; body: string }, answer) => {
      number += 1;
      waiting.push({ number, id, name: "Người đo 1", role: "viewer", body, at: Date.now() });
      answer({ ok: true, number });
    });
  });
  setInterval(() => {
    if (waiting.length > 0) io.to("show").emit("messages", { after: sent, items: waiting, upTo: number });
    [waiting, sent] = [[], number];
  }, BATCH_EVERY_MS);
  setInterval(() => {
    io.to("show").volatile.emit("pulse", { viewers: io.engine.clientsCount, reactions });
    reactions = 0;
  }, 1000);
  let pin = 0;
  setInterval(() => {
    pin += 1;
    io.to("show").emit("board", { pin: { pinId: pin, pinnedAt: Date.now() }, items: ["x".repeat(BOARD_LETTERS)] });
  }, 500);
  http.listen(port, "127.0.0.1", () => console.log('{"msg":"ready"}'));
}
