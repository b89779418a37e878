import { readSeed } from "#db/seeds/reference.ts";

export type GeneratedKind = {
  name: string;
  set: number | null;
  drawing: string;
  packs: string;
  /** Price of the smallest pack in đồng, before it is varied. */
  price: number;
  /** Days from making to best before; null where nothing goes off. */
  shelf: number | null;
};

export type GeneratedGroup = { share: number; words: string; kinds: GeneratedKind[] };

/** Sentences by part of a description: one of each part makes one. */
export type GeneratedWords = { parts: string[][]; ingredients: string; storage: string; usage: string };

export type GeneratedData = {
  packs: Record<string, [string, number, "g" | "ml" | "piece", number][]>;
  noodles: GeneratedKind;
  groups: GeneratedGroup[];
  places: string[];
  words: Record<string, GeneratedWords>;
  note_vi: string;
  summaries: string[];
};

export const readGeneratedData = (): GeneratedData => readSeed("demo/generated.json");

/** Of a hundred generated products, how many have "miến dong" in their name. */
const NOODLE_SHARE = 4;

/** A number from 0 to 2³²−1 that is always the same for the same place and salt (the last steps of MurmurHash3). */
export function mix(index: number, salt: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export function pick<T>(from: readonly T[], index: number, salt: number): T {
  if (from.length === 0) throw new Error("nothing to pick from");
  return from[mix(index, salt) % from.length] as T;
}

export type GeneratedGoods = { groupNumber: number; kind: GeneratedKind; words: GeneratedWords; name: string };

/** What stands at this place of the sequence. Any hundred in a row hold each group by its share, and the noodles by theirs. */
export function goodsAt(data: GeneratedData, index: number): GeneratedGoods {
  const place = (index * 37) % 100;
  let before = 0;
  const at = data.groups.findIndex((group) => {
    before += group.share;
    return place < before;
  });
  const group = data.groups[at];
  const words = data.words[group?.words ?? ""];
  if (!group || !words) throw new Error("the shares of the groups do not make a hundred");
  const kind = place < NOODLE_SHARE ? data.noodles : pick(group.kinds, index, 1);
  return { groupNumber: at + 1, kind, words, name: `${kind.name} ${pick(data.places, index, 2)} ${index + 1}` };
}

/** 400 to 800 characters: one sentence of each part, and one that says what this is. */
export function descriptionAt(data: GeneratedData, words: GeneratedWords, index: number): string {
  return [...words.parts.map((part, at) => pick(part, index, 10 + at)), data.note_vi].join(" ");
}
