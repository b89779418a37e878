export type Piece = { kind: "same" | "removed" | "added"; text: string };

/** More pairs of words than this are not compared one by one: the whole middle counts as replaced. */
const MAX_PAIRS = 4_000_000;

/** Words, and what stands between them. */
const tokensOf = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];

function push(pieces: Piece[], kind: Piece["kind"], text: string): void {
  const last = pieces.at(-1);
  if (text === "") return;
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}

/** Lengths of the longest common runs of the ends of both, row by row. */
function commonEnds(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [rows[i] as Uint16Array, rows[i + 1] as Uint16Array];
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function middle(a: readonly string[], b: readonly string[], pieces: Piece[]): void {
  if (a.length * b.length > MAX_PAIRS) {
    push(pieces, "removed", a.join(""));
    push(pieces, "added", b.join(""));
    return;
  }
  const rows = commonEnds(a, b);
  const length = (i: number, j: number) => rows[i]?.[j] ?? 0;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      push(pieces, "same", a[i] ?? "");
      i++;
      j++;
    } else if (length(i + 1, j) >= length(i, j + 1)) push(pieces, "removed", a[i++] ?? "");
    else push(pieces, "added", b[j++] ?? "");
  }
  push(pieces, "removed", a.slice(i).join(""));
  push(pieces, "added", b.slice(j).join(""));
}

/** A space alone between two changes belongs to them: it reads as one change of several words. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    push(out, "removed", removed);
    push(out, "added", added);
    [removed, added] = ["", ""];
  };
  pieces.forEach((piece, at) => {
    const isGap = piece.kind === "same" && /^\s+$/.test(piece.text);
    if (piece.kind === "removed") removed += piece.text;
    else if (piece.kind === "added") added += piece.text;
    else if (isGap && removed !== "" && added !== "" && pieces[at + 1] !== undefined) {
      removed += piece.text;
      added += piece.text;
    } else {
      flush();
      push(out, "same", piece.text);
    }
  });
  flush();
  return out;
}

/**
 * What became of a text, word by word: leaving out `added` gives the old one, leaving out `removed` the new one. Equal
 * texts are one `same` piece; two empty ones none.
 */
export function diffWords(before: string, after: string): Piece[] {
  const [a, b] = [tokensOf(before), tokensOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const pieces: Piece[] = [];
  push(pieces, "same", a.slice(0, head).join(""));
  middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), pieces);
  push(pieces, "same", a.slice(a.length - tail).join(""));
  return joined(pieces);
}
