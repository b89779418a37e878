import { spacedCode, spokenPhone } from "#app/features/orders/show.ts";
import type { DeskAnswer } from "#app/features/staff/answer.ts";
import { waitedWords } from "#app/features/staff/desk-words.ts";
import { instant, money } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Empty } from "#app/ui/empty.tsx";
import { Pagination } from "#app/ui/nav.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import type { ReviewList } from "#services/checkout/list-reviews.ts";
import { FindingForm } from "./payment-finding.tsx";

type Review = ReviewList["reviews"][number];

function Buyer({ review }: { review: Review }) {
  const { t } = useWords();
  return (
    <>
      <b>{review.buyerName}</b>
      <br />
      {review.buyerPhone && <a href={`tel:${review.buyerPhone}`}>{spokenPhone(review.buyerPhone)}</a>}
      {review.buyerEmail && (
        <>
          {" · "}
          <a href={`mailto:${review.buyerEmail}`}>{review.buyerEmail}</a>
        </>
      )}
      <br />
      <span className="meta">{t("staff:payments.order", { code: spacedCode(review.groupCode) })}</span>
    </>
  );
}

function Said({ review }: { review: Review }) {
  const { t, language } = useWords();
  const facts = [
    review.responseCode && t("staff:payments.code", { code: review.responseCode }),
    review.providerTransactionNo && t("staff:payments.transaction", { number: review.providerTransactionNo }),
    t("staff:payments.reference", { reference: review.reference }),
    review.askedAt && t("staff:payments.asked", { at: instant(review.askedAt, language) }),
  ];
  return (
    <>
      <span className="break">{facts.filter(Boolean).join(", ")}</span>
      <br />
      <span className="meta">{t(review.isHolding ? "staff:payments.holding" : "staff:payments.ended")}</span>
    </>
  );
}

function ReviewTable({ reviews, answer }: { reviews: readonly Review[]; answer: DeskAnswer }) {
  const { t, language } = useWords();
  const columns: Column[] = [
    { key: "waited", head: t("staff:payments.waited") },
    { key: "buyer", head: t("staff:payments.buyer") },
    { key: "said", head: t("staff:payments.said") },
    { key: "amount", head: t("staff:payments.amount") },
    { key: "act", head: t("staff:payments.act") },
  ];
  return (
    <Table caption={t("staff:payments.caption")} columns={columns} phone="cards" className="desklist">
      {reviews.map((review) => (
        <tr key={review.attemptId}>
          <td className="nowrap">
            {review.waitedMinutes < 1 ? t("staff:payments.now") : waitedWords(t, review.waitedMinutes)}
          </td>
          <td>
            <Buyer review={review} />
          </td>
          <td>
            <Said review={review} />
          </td>
          <td className="nowrap strong">{money(review.amountVnd, language)}</td>
          <td>
            <div className="stack">
              <FindingForm review={review} finding="came" answer={answer} />
              <FindingForm review={review} finding="none" answer={answer} />
            </div>
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Payments of which nobody knows yet whether money came, longest waiting first. */
export function PaymentReviews({ list, answer }: { list: ReviewList; answer: DeskAnswer }) {
  const { t, language } = useWords();
  const { total, reviews, page, pages } = list;
  return (
    <>
      <div className="fh">
        <h1>{total > 0 ? t("staff:payments.heading", { count: total }) : t("staff:payments.headingNone")}</h1>
        <p className="muted">{t("staff:payments.intro")}</p>
      </div>
      {reviews.length === 0 ? (
        <Empty title={t("staff:payments.none")}>{t("staff:payments.noneText")}</Empty>
      ) : (
        <ReviewTable reviews={reviews} answer={answer} />
      )}
      <Pagination
        label={t("pages")}
        page={page}
        pages={pages}
        hrefOf={(to) => href("staff-payments", language, {}, { page: to > 1 ? to : null })}
        nameOf={(to) => t("page", { page: to })}
        previous={t("previousPage")}
        next={t("nextPage")}
      />
    </>
  );
}
