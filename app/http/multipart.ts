const CRLF = "\r\n";
const MAX_HEAD_BYTES = 8_192;

export type PartHead = { name: string; fileName: string | null; type: string };

/** A body that is no multipart form, or ends before it is whole. */
export class BrokenForm extends Error {}

function tapeOf(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { done, value } = await reader.read();
    if (done) throw new BrokenForm("the body ends too early");
    const next = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    held = held.length === 0 ? next : Buffer.concat([held, next]);
  };
  return {
    /** Hands out all that stands before a mark, piece by piece, and goes behind it. */
    async upTo(mark: Buffer, take: (piece: Buffer) => void): Promise<void> {
      for (;;) {
        const at = held.indexOf(mark);
        const safe = at >= 0 ? at : Math.max(0, held.length - mark.length + 1);
        if (safe > 0) take(held.subarray(0, safe));
        held = held.subarray(at >= 0 ? at + mark.length : safe);
        if (at >= 0) return;
        await more();
      }
    },
    async exactly(length: number): Promise<Buffer> {
      while (held.length < length) await more();
      const piece = held.subarray(0, length);
      held = held.subarray(length);
      return piece;
    },
  };
}

/** Browsers write a quote and line breaks of a name in percent (WHATWG, multipart/form-data encoding). */
const plain = (written: string) => written.replace(/%22/g, '"').replace(/%0D/g, "\r").replace(/%0A/g, "\n");

function headOf(text: string): PartHead {
  const disposition = /^content-disposition:\s*form-data\s*;.*$/im.exec(text)?.[0] ?? "";
  const value = (key: string) => {
    const hit = new RegExp(`;\\s*${key}=(?:"([^"]*)"|([^";\\s]+))`, "i").exec(disposition);
    return hit ? plain(hit[1] ?? hit[2] ?? "") : null;
  };
  const name = value("name");
  if (name === null) throw new BrokenForm("a part without a name");
  return { name, fileName: value("filename"), type: /^content-type:\s*(.*)$/im.exec(text)?.[1]?.trim() ?? "" };
}

/**
 * Reads a body of multipart/form-data (RFC 7578) while it arrives: `open` is told of each part and answers what takes
 * its bytes, so that nobody has to hold what they don't want. Throws `BrokenForm`.
 */
export async function readMultipart(
  body: ReadableStream<Uint8Array>,
  boundary: string,
  open: (head: PartHead) => (piece: Buffer) => void,
): Promise<void> {
  const tape = tapeOf(body);
  const ignore = () => undefined;
  let mark = Buffer.from(`--${boundary}`);
  await tape.upTo(mark, ignore);
  mark = Buffer.from(`${CRLF}--${boundary}`);
  for (;;) {
    const after = (await tape.exactly(2)).toString("latin1");
    if (after === "--") return;
    if (after !== CRLF) throw new BrokenForm("an odd boundary");
    const head: Buffer[] = [];
    let size = 0;
    await tape.upTo(Buffer.from(CRLF + CRLF), (piece) => {
      size += piece.length;
      if (size > MAX_HEAD_BYTES) throw new BrokenForm("a part's head is too long");
      head.push(piece);
    });
    await tape.upTo(mark, open(headOf(Buffer.concat(head).toString("utf8"))));
  }
}

/** The boundary that a content type names, or null for anything but multipart/form-data. */
export function boundaryOf(contentType: string | null): string | null {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? "")) return null;
  const hit = /;\s*boundary=(?:"([^"]+)"|([^";\s]+))/i.exec(contentType ?? "");
  return hit?.[1] ?? hit?.[2] ?? null;
}
