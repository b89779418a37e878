import { pictureOf, tintOf } from "#app/features/catalogue/picture.ts";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { deskError, reasonWord, takeDownOptions } from "#app/features/staff/desk-words.ts";
import { ReasonForm } from "#app/features/staff/reason-form.tsx";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { LinkButton } from "#app/ui/button.tsx";
import { Pic } from "#app/ui/picture.tsx";
import { type StarCount, Stars } from "#app/ui/stars.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { Tag, type TagKind } from "#app/ui/tag.tsx";
import type { ListingLine } from "#services/moderation/find-listings.ts";

const KINDS: Record<ListingLine["state"], TagKind> = {
  approved: "leaf",
  taken_down: "red",
  submitted: "cham",
  returned: "earth",
  refused: "plain",
};

function What({ line }: { line: ListingLine }) {
  const { t, language } = useWords();
  const isShown = line.state === "approved" && line.shop.state === "approved";
  return (
    <div className="row row--top">
      <span className="deskpic">
        <Pic picture={pictureOf(line.picture, line.group, "", "4rem")} tint={tintOf(line.group)} />
      </span>
      <div>
        {isShown ? (
          <Anchor reload href={href("product", language, { slug: line.slug })}>
            <b>{line.name}</b>
          </Anchor>
        ) : (
          <b>{line.name}</b>
        )}
        {line.stars !== null && (
          <>
            {" "}
            <Stars n={line.stars as StarCount} spoken={t("staff:certificates.stars", { count: line.stars })} />
          </>
        )}
        <br />
        <Anchor className="meta" href={href("staff-shop", language, { id: line.shop.id })}>
          {line.shop.name}
        </Anchor>
      </div>
    </div>
  );
}

function State({ line }: { line: ListingLine }) {
  const { t } = useWords();
  return (
    <>
      <Tag kind={KINDS[line.state]}>{t(`staff:listings.states.${line.state}`)}</Tag>
      {line.isPaused && <span className="meta"> {t("staff:listings.paused")}</span>}
      {line.reasonCode && (
        <p className="meta">
          {t("staff:listings.because", {
            reason: [reasonWord(t, line.reasonCode), line.reason].filter(Boolean).join(". "),
          })}
        </p>
      )}
    </>
  );
}

function Act({ line, answer }: { line: ListingLine; answer: DeskAnswer }) {
  const { t, language } = useWords();
  const common = {
    id: line.id,
    hidden: { listingId: line.id },
    options: takeDownOptions(t),
    answer,
    errorOf: (refusal: Parameters<typeof deskError>[1]) => deskError(t, refusal),
  };
  if (line.state === "approved")
    return (
      <ReasonForm
        {...common}
        act="take-down"
        variant="danger"
        open={t("staff:listings.takeDown")}
        title={t("staff:listings.takeDownTitle", { name: line.name })}
        text={t("staff:listings.takeDownText")}
        submit={t("staff:listings.takeDown")}
      />
    );
  if (line.state === "taken_down")
    return (
      <ReasonForm
        {...common}
        act="put-back"
        open={t("staff:listings.putBack")}
        title={t("staff:listings.putBackTitle", { name: line.name })}
        submit={t("staff:listings.putBack")}
      />
    );
  if (line.state !== "submitted") return null;
  return (
    <LinkButton variant="line" small href={href("staff-item", language, { kind: "listing", id: line.id })}>
      {t("staff:listings.review")}
    </LinkButton>
  );
}

/** Listings found, each with the one act its state allows. */
export function ListingTable({ lines, answer }: { lines: readonly ListingLine[]; answer: DeskAnswer }) {
  const { t } = useWords();
  const columns: Column[] = [
    { key: "listing", head: t("staff:listings.listing") },
    { key: "state", head: t("staff:listings.state") },
    { key: "act", head: t("staff:listings.act") },
  ];
  return (
    <Table caption={t("staff:listings.caption")} columns={columns} phone="cards" className="desklist">
      {lines.map((line) => (
        <tr key={line.id}>
          <td>
            <What line={line} />
          </td>
          <td>
            <State line={line} />
          </td>
          <td>
            <Act line={line} answer={answer} />
          </td>
        </tr>
      ))}
    </Table>
  );
}
