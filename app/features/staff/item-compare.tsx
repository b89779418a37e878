import type { ReactNode } from "react";
import { pictureAddress } from "#app/features/catalogue/picture.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Icon } from "#app/ui/icon.tsx";
import type { Comparison, FactRow, PictureCell, TextRow } from "#services/moderation/compare-content.ts";
import type { Piece } from "#services/moderation/diff.ts";

type RowProps = { head: string; before: ReactNode; after: ReactNode; isChanged: boolean; hasBefore: boolean };

function Row({ head, before, after, isChanged, hasBefore }: RowProps) {
  const { t } = useWords();
  return (
    <tr className={hasBefore && !isChanged ? "same" : undefined}>
      <th scope="row">{head}</th>
      {hasBefore && <td data-l={t("staff:item.before")}>{before}</td>}
      <td data-l={t(hasBefore ? "staff:item.after" : "staff:item.asked")}>{after}</td>
    </tr>
  );
}

function None() {
  const { t } = useWords();
  return <span className="none">{t("staff:item.empty")}</span>;
}

/** A text with what was taken out and put in, for eyes and ears (del and ins). */
function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  let at = 0;
  return pieces.map((piece) => {
    const key = at;
    at += piece.text.length + 1;
    if (piece.kind === "removed") return <del key={key}>{piece.text}</del>;
    if (piece.kind === "added")
      return (
        <ins key={key} className="hit">
          {piece.text}
        </ins>
      );
    return <span key={key}>{piece.text}</span>;
  });
}

function TextRowView({ row, hasBefore }: { row: TextRow; hasBefore: boolean }) {
  const { t } = useWords();
  const field = t(`staff:item.fields.${row.name}`);
  return (
    <Row
      head={t(`staff:item.inLanguage.${row.language}`, { field })}
      hasBefore={hasBefore}
      isChanged={row.isChanged}
      before={
        row.before ? (
          <span className="prewrap" lang={row.language}>
            {row.before}
          </span>
        ) : (
          <None />
        )
      }
      after={
        <>
          <span className="prewrap" lang={row.language}>
            {row.pieces.length === 0 ? <None /> : <Pieces pieces={row.pieces} />}
          </span>
          {row.claims.length > 0 && (
            <p className="lint">
              <Icon name="circle-alert" small />
              {t("staff:item.claims", { words: row.claims.join("”, “") })}
            </p>
          )}
        </>
      }
    />
  );
}

function FactRowView({ row, hasBefore }: { row: FactRow; hasBefore: boolean }) {
  const { t } = useWords();
  const shown = (value: FactRow["after"]) => {
    if (value === null || value === "") return <None />;
    return typeof value === "string" ? value : t(value ? "staff:item.yes" : "staff:item.no");
  };
  return (
    <Row
      head={t(`staff:item.facts.${row.name}`)}
      hasBefore={hasBefore}
      isChanged={row.isChanged}
      before={shown(row.before)}
      after={row.isChanged ? <ins>{shown(row.after)}</ins> : shown(row.after)}
    />
  );
}

function Pictures({ cells }: { cells: readonly PictureCell[] }) {
  const { t } = useWords();
  if (cells.length === 0) return <span className="none">{t("staff:item.noPictures")}</span>;
  return (
    <ul className="pairpics">
      {cells.map((cell, at) => (
        <li key={cell.id} className={cell.change}>
          {cell.hash === null ? (
            <span className="meta">{t("staff:item.picturePending")}</span>
          ) : (
            <a href={pictureAddress(cell.hash, 800)}>
              <img
                src={pictureAddress(cell.hash, 200)}
                alt={t("staff:item.picture", { n: at + 1 })}
                width="120"
                height="120"
                loading="lazy"
              />
            </a>
          )}
          <span className="meta">
            {cell.change === "added" && t("staff:item.pictureAdded")}
            {cell.change === "removed" && t("staff:item.pictureRemoved")}
            {cell.change === "kept" && t("staff:item.picture", { n: at + 1 })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is asked for beside what stands, a row a part; what changed first. */
export function Compare({ comparison }: { comparison: Comparison }) {
  const { t } = useWords();
  const { hasBefore, texts, facts, pictures } = comparison;
  const first = <T extends { isChanged: boolean }>(rows: readonly T[], changed: boolean) =>
    rows.filter((row) => row.isChanged === changed);
  const rowsOf = (changed: boolean) => (
    <>
      {first(texts, changed).map((row) => (
        <TextRowView key={`${row.language}-${row.name}`} row={row} hasBefore={hasBefore} />
      ))}
      {pictures.isChanged === changed && (
        <Row
          head={t("staff:item.pictures")}
          hasBefore={hasBefore}
          isChanged={changed}
          before={<Pictures cells={pictures.before} />}
          after={<Pictures cells={pictures.after} />}
        />
      )}
      {first(facts, changed).map((row) => (
        <FactRowView key={row.name} row={row} hasBefore={hasBefore} />
      ))}
    </>
  );
  return (
    <table className="table diff">
      <caption className="sr">{t(hasBefore ? "staff:item.diff" : "staff:item.content")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("staff:item.item")}</th>
          {hasBefore && <th scope="col">{t("staff:item.before")}</th>}
          <th scope="col">{t(hasBefore ? "staff:item.after" : "staff:item.asked")}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(true)}
        {rowsOf(false)}
      </tbody>
    </table>
  );
}
