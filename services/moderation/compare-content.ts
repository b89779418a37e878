import { readPictures } from "#db/queries/catalogue-listings.ts";
import { readNames } from "#db/queries/moderation-items.ts";
import type { ListingText, RevisionContent } from "#db/schema/catalogue.ts";
import { TEXT_FIELDS } from "#services/catalogue/listing-rules.ts";
import { diffWords, type Piece } from "#services/moderation/diff.ts";
import { findClaims } from "#services/shared/claims.ts";
import type { Connection } from "#services/shared/market.ts";

export type Language = "vi" | "en";

/** One text of a listing: what stands on sale, what is asked for, and words in it that goods may not be praised with. */
export type TextRow = {
  language: Language;
  name: keyof ListingText;
  before: string | null;
  pieces: Piece[];
  isChanged: boolean;
  claims: string[];
};

export type FactName = "group" | "set" | "origin" | "isAlcohol" | "isHealthProtection";
export type FactRow = {
  name: FactName;
  before: string | boolean | null;
  after: string | boolean | null;
  isChanged: boolean;
};

export type PictureChange = "kept" | "added" | "removed";
export type PictureCell = { id: string; hash: string | null; state: string; change: PictureChange };

export type Comparison = {
  /** False for a listing that was never on sale: then there is nothing to compare with. */
  hasBefore: boolean;
  texts: TextRow[];
  facts: FactRow[];
  pictures: { before: PictureCell[]; after: PictureCell[]; isChanged: boolean };
  changes: number;
};

function textRows(before: RevisionContent | null, after: RevisionContent): TextRow[] {
  const rows: TextRow[] = [];
  for (const language of ["vi", "en"] as const) {
    for (const name of TEXT_FIELDS) {
      const old = before?.texts[language]?.[name] ?? "";
      const asked = after.texts[language]?.[name] ?? "";
      if (old === "" && asked === "") continue;
      rows.push({
        language,
        name,
        before: before === null ? null : old,
        pieces: before === null ? [{ kind: "same", text: asked }] : diffWords(old, asked),
        isChanged: before !== null && old !== asked,
        claims: findClaims(asked),
      });
    }
  }
  return rows;
}

async function factsOf(db: Connection, content: RevisionContent, language: Language) {
  const { groupNumber, setNumber, originCommuneCode = null } = content;
  const names = await readNames(db, { groupNumber, setNumber, communeCode: originCommuneCode });
  return {
    group: language === "vi" ? names.group_vi : names.group_en,
    set: language === "vi" ? names.set_vi : names.set_en,
    origin: names.commune,
    isAlcohol: content.isAlcohol,
    isHealthProtection: content.isHealthProtection,
  };
}

async function factRows(
  db: Connection,
  before: RevisionContent | null,
  after: RevisionContent,
  language: Language,
): Promise<FactRow[]> {
  const [old, asked] = await Promise.all([before && factsOf(db, before, language), factsOf(db, after, language)]);
  return (Object.keys(asked) as FactName[]).map((name) => ({
    name,
    before: old?.[name] ?? null,
    after: asked[name],
    isChanged: old !== null && old[name] !== asked[name],
  }));
}

async function pictureCells(
  db: Connection,
  shopId: string,
  before: readonly string[] | null,
  after: readonly string[],
) {
  const known = await readPictures(db, shopId, [...new Set([...(before ?? []), ...after])]);
  const cells = (ids: readonly string[], beside: readonly string[] | null, missing: PictureChange): PictureCell[] =>
    ids.map((id) => {
      const found = known.find((p) => p.id === id);
      const change = beside === null || beside.includes(id) ? "kept" : missing;
      return { id, hash: found?.contentHash ?? null, state: found?.state ?? "refused", change };
    });
  return {
    before: cells(before ?? [], after, "removed"),
    after: cells(after, before, "added"),
    isChanged: before !== null && before.join() !== after.join(),
  };
}

/** What a change asks for beside what stands on sale; `before` null: everything is new. */
export async function compareContent(
  db: Connection,
  shopId: string,
  before: RevisionContent | null,
  asked: RevisionContent,
  language: Language,
): Promise<Comparison> {
  // A change written before origins were part of it leaves the origin as it is.
  const after =
    asked.originCommuneCode === undefined ? { ...asked, originCommuneCode: before?.originCommuneCode ?? null } : asked;
  const texts = textRows(before, after);
  const [facts, pictures] = await Promise.all([
    factRows(db, before, after, language),
    pictureCells(db, shopId, before?.pictureIds ?? null, after.pictureIds),
  ]);
  const changed = [...texts, ...facts].filter((row) => row.isChanged).length;
  return { hasBefore: before !== null, texts, facts, pictures, changes: changed + (pictures.isChanged ? 1 : 0) };
}
