import { describe, expect, it } from "vitest";
import { diffWords, type Piece } from "#services/moderation/diff.ts";

const without = (kind: Piece["kind"], pieces: readonly Piece[]) =>
  pieces
    .filter((p) => p.kind !== kind)
    .map((p) => p.text)
    .join("");

describe("what became of a text", () => {
  it("is one piece when nothing did, and none when there is nothing", () => {
    expect(diffWords("Sợi miến dai.", "Sợi miến dai.")).toEqual([{ kind: "same", text: "Sợi miến dai." }]);
    expect(diffWords("", "")).toEqual([]);
  });

  it("marks words, not letters, and several in a row as one change", () => {
    expect(
      diffWords("Không tẩy trắng, nấu lại lần hai không nát.", "Không tẩy trắng, ăn thường xuyên khỏi bệnh."),
    ).toEqual([
      { kind: "same", text: "Không tẩy trắng, " },
      { kind: "removed", text: "nấu lại lần hai không nát" },
      { kind: "added", text: "ăn thường xuyên khỏi bệnh" },
      { kind: "same", text: "." },
    ]);
  });

  it("tells words that differ by an accent alone apart", () => {
    expect(diffWords("bún chưa luộc", "bún chữa luộc")).toEqual([
      { kind: "same", text: "bún " },
      { kind: "removed", text: "chưa" },
      { kind: "added", text: "chữa" },
      { kind: "same", text: " luộc" },
    ]);
  });

  it("gives both texts back, whatever they are", () => {
    const texts = ["", "a", "a b", "b a", "a  b\n\nc", "Miến dong 500 g, túi giấy.", "túi giấy, miến dong 1 kg", "★ ★"];
    for (const before of texts) {
      for (const after of texts) {
        const pieces = diffWords(before, after);
        expect([without("added", pieces), without("removed", pieces)]).toEqual([before, after]);
        expect(pieces.some((p, at) => p.kind === pieces[at + 1]?.kind)).toBe(false);
      }
    }
  });

  it("counts two long texts that share nothing as replaced", () => {
    const many = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`).join(" ");
    const pieces = diffWords(many("a"), many("b"));
    expect(pieces.map((p) => p.kind)).toEqual(["removed", "added"]);
  });
});
