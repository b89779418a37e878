import { BrokenForm, boundaryOf, type PartHead, readMultipart } from "#app/http/multipart.ts";
import { safeReturn } from "#services/accounts/rules.ts";

const MAX_TEXT_BYTES = 1_000_000;

/** A form that was sent when nobody was signed in any more: what is needed to send it again. */
export type LostForm = {
  /** The address on this market that it was sent to. */
  to: string;
  /** What was typed, in its order, without secrets. */
  fields: [string, string][];
  /** Fields with files, which no page can fill in: their names, to be chosen again. */
  files: { field: string; names: string[] }[];
  /** Something secret was typed and left out. */
  hasSecret: boolean;
  isMultipart: boolean;
};

/** What never stands in a page that anybody may look at who finds it open: passwords, and numbers of bank accounts. */
const isSecret = (name: string) => /password|accountNumber/i.test(name) || name === "current";

type Typed = { texts: [string, string][]; files: [string, string][] };

async function readParts(request: Request, boundary: string): Promise<Typed> {
  const typed: Typed = { texts: [], files: [] };
  let room = MAX_TEXT_BYTES;
  let end = () => {};
  const open = ({ name, fileName }: PartHead) => {
    end();
    const pieces: Buffer[] = [];
    let isFile = false;
    end = () => {
      if (fileName === null) typed.texts.push([name, Buffer.concat(pieces).toString("utf8")]);
      else if (isFile) typed.files.push([name, fileName]);
    };
    return (piece: Buffer) => {
      isFile ||= piece.length > 0;
      if (fileName !== null) return;
      room -= piece.length;
      if (room < 0) throw new BrokenForm("too much text");
      pieces.push(piece);
    };
  };
  if (request.body) await readMultipart(request.body, boundary, open);
  end();
  return typed;
}

async function readBody(request: Request, boundary: string | null): Promise<Typed> {
  try {
    if (boundary !== null) return await readParts(request, boundary);
    const texts = [...(await request.formData())].filter(
      (pair): pair is [string, string] => typeof pair[1] === "string",
    );
    return { texts, files: [] };
  } catch {
    // What is no form at all has nothing to give back.
    return { texts: [], files: [] };
  }
}

/** Reads a form to give it back: files are let pass by, secrets are left out, and of what is no form nothing is kept. */
export async function readLostForm(request: Request, to: string): Promise<LostForm> {
  const boundary = boundaryOf(request.headers.get("Content-Type"));
  return lostForm(await readBody(request, boundary), to, boundary !== null);
}

/** What of a form that was read can be given back. */
export function lostForm({ texts, files }: Typed, to: string, isMultipart: boolean): LostForm {
  const names = new Map<string, string[]>();
  for (const [field, name] of files) names.set(field, [...(names.get(field) ?? []), name]);
  return {
    to: safeReturn(to) ?? "/",
    fields: texts.filter(([name]) => !isSecret(name)),
    files: [...names].map(([field, all]) => ({ field, names: all })),
    hasSecret: texts.some(([name, value]) => isSecret(name) && value !== ""),
    isMultipart,
  };
}
