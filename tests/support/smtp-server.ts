import { type AddressInfo, createServer, type Socket } from "node:net";

export type CaughtMail = { from: string; to: string; data: string };

/** A mail server of ten commands that keeps what it is given, refuses as told, and speaks plain SMTP on loopback. */
export async function openSmtpServer() {
  const caught: CaughtMail[] = [];
  const server = { refuseWith: null as string | null, caught };
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    let mail: CaughtMail = { from: "", to: "", data: "" };
    let rest = "";
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO" || verb === "HELO") return say("250 test");
      if (verb === "MAIL") mail = { from: line.slice(10), to: "", data: "" };
      if (verb === "RCPT" && server.refuseWith) return say(server.refuseWith);
      if (verb === "RCPT") mail.to = /<(.*?)>/.exec(line)?.[1] ?? "";
      if (verb === "DATA") {
        isData = true;
        return say("354 go on");
      }
      say(verb === "QUIT" ? "221 bye" : "250 ok");
    };
    const line = (text: string) => {
      if (!isData) return command(text);
      if (text !== ".") {
        mail.data += `${text.replace(/^\./, "")}\n`;
        return;
      }
      isData = false;
      caught.push(mail);
      say("250 kept");
    };
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const one of lines) line(one);
    });
    say("220 test");
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return Object.assign(server, {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  });
}
