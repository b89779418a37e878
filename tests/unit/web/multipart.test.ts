import { describe, expect, it } from "vitest";
import { MAX_FILES_BYTES, readFormBody } from "#app/http/form-body.ts";
import { BrokenForm, boundaryOf, readMultipart } from "#app/http/multipart.ts";

const BOUNDARY = "----x7";

/** A body as a browser writes it, in pieces of `size` bytes. */
function streamOf(text: string | Uint8Array, size: number): ReadableStream<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

const part = (head: string, body: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const END = `--${BOUNDARY}--\r\n`;

async function partsOf(text: string, size: number) {
  const parts: { name: string; fileName: string | null; type: string; body: string }[] = [];
  await readMultipart(streamOf(text, size), BOUNDARY, (head) => {
    const made = { ...head, body: "" };
    parts.push(made);
    return (piece) => {
      made.body += piece.toString("latin1");
    };
  });
  return parts.map((p) => ({ ...p, body: Buffer.from(p.body, "latin1").toString("utf8") }));
}

describe("a form that arrives in pieces", () => {
  const text =
    part('name="a"', "một\r\n--gần như\r\n") +
    part('name="file"; filename="ảnh; a=%22b%22.jpg"\r\nContent-Type: image/jpeg', `--${BOUNDARY.slice(0, 4)}`) +
    part('name="empty"', "") +
    END;

  it.each([1, 2, 3, 7, 64, 10_000])("is read the same in pieces of %i bytes", async (size) => {
    expect(await partsOf(text, size)).toEqual([
      { name: "a", fileName: null, type: "", body: "một\r\n--gần như\r\n" },
      { name: "file", fileName: 'ảnh; a="b".jpg', type: "image/jpeg", body: "------" },
      { name: "empty", fileName: null, type: "", body: "" },
    ]);
  });

  it.each([
    ["ends too early", part('name="a"', "b")],
    ["never begins", "nothing of the kind"],
    ["has a part without a name", part("x=1", "b") + END],
    ["has an odd boundary", `--${BOUNDARY}xx${END}`],
    ["has a head without an end", `--${BOUNDARY}\r\n${"x".repeat(20_000)}`],
  ])("that %s is broken", async (_title, broken) => {
    await expect(partsOf(broken, 100)).rejects.toThrow(BrokenForm);
  });

  it("names its boundary", () => {
    expect(boundaryOf("multipart/form-data; boundary=abc")).toBe("abc");
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b"')).toBe("a b");
    expect(boundaryOf("application/x-www-form-urlencoded")).toBeNull();
    expect(boundaryOf(null)).toBeNull();
  });
});

describe("a form with files", () => {
  const requestOf = (form: FormData) => new Request("http://localhost/", { method: "POST", body: form });
  const file = (bytes: number, name = "a.jpg") => new File([new Uint8Array(bytes)], name, { type: "image/jpeg" });

  it("leaves out what is too large, says of which field, and keeps all else", async () => {
    const form = new FormData();
    form.set("before", "trước");
    form.append("photos", file(1000, "b.jpg"));
    form.append("photos", file(3_000_000));
    form.set("after", "sau");
    const { form: read, left } = await readFormBody(requestOf(form), { photos: 2 * 1024 * 1024 });
    expect([read.get("before"), read.get("after")]).toEqual(["trước", "sau"]);
    expect(read.getAll("photos").map((f) => (f as File).name)).toEqual(["b.jpg"]);
    expect(left).toEqual([{ ok: false, code: "too_large", field: "photos", details: { mb: 2 } }]);
  });

  it("keeps no more than it may hold together", async () => {
    const form = new FormData();
    for (let i = 0; i < 5; i++) form.append("photos", file(10_000_000));
    const { form: read, left } = await readFormBody(requestOf(form), { photos: 20 * 1024 * 1024 });
    expect(read.getAll("photos")).toHaveLength(4);
    expect(left).toMatchObject([{ code: "too_much", field: "photos", details: { mb: MAX_FILES_BYTES / 1e6 } }]);
  });

  it("keeps no file where none belongs, and refuses words without end", async () => {
    const form = new FormData();
    form.set("name", file(10));
    expect((await readFormBody(requestOf(form), {})).form.get("name")).toBeNull();
    const long = new FormData();
    long.set("story", "x".repeat(1_100_000));
    await expect(readFormBody(requestOf(long), {})).rejects.toMatchObject({ init: { status: 413 } });
  });
});
