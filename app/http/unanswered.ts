/** What a page's own action says when the server's gave no answer: with a status that keeps loaders from asking as well. */
export const unanswered = () => Response.json({ isUnanswered: true }, { status: 503 });

/** Whether the last try of a form got no answer. */
export function isUnanswered(answer: unknown): answer is { isUnanswered: true } {
  return typeof answer === "object" && answer !== null && "isUnanswered" in answer;
}
