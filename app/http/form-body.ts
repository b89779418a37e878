import { data } from "@remix-run/node";
import { BrokenForm, boundaryOf, type PartHead, readMultipart } from "#app/http/multipart.ts";
import { type Refusal, refuse } from "#services/shared/result.ts";

/** The most that the files of one form may hold together; they are in memory at once. */
export const MAX_FILES_BYTES = 44_000_000;
const MAX_TEXT_BYTES = 1_000_000;

/** Fields that take files, and the most bytes of one file in each. */
export type FileLimits = Readonly<Record<string, number>>;

/** A form, and why files that came with it were left out: `too_large` with its limit in MB, or `too_much` in all. */
export type FormBody = { form: FormData; left: Refusal[] };

/**
 * Text without the control characters that no keyboard types: PostgreSQL keeps no NUL, and none of them shows on a label.
 * Tabs and the ends of lines stay.
 */
const typeable = (text: string) => text.replace(/(?![\t\n\r])\p{Cc}/gu, "");

function withoutControls(form: FormData): FormData {
  const clean = new FormData();
  for (const [name, value] of form) {
    if (typeof value === "string") clean.append(typeable(name), typeable(value));
    else clean.append(typeable(name), value);
  }
  return clean;
}

type Open = { form: FormData; left: Refusal[]; texts: number; files: number };
type Part = { take: (piece: Buffer) => void; end: () => void };

function textPart(body: Open, { name }: PartHead): Part {
  const pieces: Buffer[] = [];
  return {
    take(piece) {
      body.texts += piece.length;
      if (body.texts > MAX_TEXT_BYTES) throw data(null, { status: 413 });
      pieces.push(piece);
    },
    end: () => body.form.append(typeable(name), typeable(Buffer.concat(pieces).toString("utf8"))),
  };
}

function filePart(body: Open, { name, fileName, type }: PartHead, max: number): Part {
  let pieces: Buffer[] = [];
  let size = 0;
  const room = MAX_FILES_BYTES - body.files;
  return {
    take(piece) {
      size += piece.length;
      if (size > Math.min(max, room)) pieces = [];
      else pieces.push(piece);
    },
    end() {
      if (size > max) {
        body.left.push(refuse("too_large", { field: name, details: { mb: Math.floor(max / 1024 / 1024) } }));
      } else if (size > room) {
        body.left.push(refuse("too_much", { field: name, details: { mb: MAX_FILES_BYTES / 1_000_000 } }));
      } else {
        body.files += size;
        body.form.append(name, new File(pieces as BlobPart[], fileName ?? "", { type }));
      }
    },
  };
}

async function readParts(request: Request, boundary: string, limits: FileLimits): Promise<FormBody> {
  const body: Open = { form: new FormData(), left: [], texts: 0, files: 0 };
  if (!request.body) throw new BrokenForm("no body");
  let current: Part | null = null;
  await readMultipart(request.body, boundary, (head) => {
    current?.end();
    // A file where none belongs is let pass by; its field reads as empty.
    current = head.fileName === null ? textPart(body, head) : filePart(body, head, limits[head.name] ?? 0);
    return current.take;
  });
  (current as Part | null)?.end();
  return { form: body.form, left: body.left };
}

/**
 * The body of a form, its texts without control characters. Files are read past their limit and left out, so that a page can say so beside the field with
 * everything else that was typed. What is no form at all is answered 400: no page of ours sends it.
 */
export async function readFormBody(request: Request, limits: FileLimits): Promise<FormBody> {
  const boundary = boundaryOf(request.headers.get("Content-Type"));
  try {
    return boundary === null
      ? { form: withoutControls(await request.formData()), left: [] }
      : await readParts(request, boundary, limits);
  } catch (error) {
    if (boundary !== null && !(error instanceof BrokenForm)) throw error;
    throw data(null, { status: 400 });
  }
}
