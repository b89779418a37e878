import type { LoaderFunctionArgs } from "@remix-run/node";
import { statementWords } from "#app/features/seller-money/words.ts";
import { attachment } from "#app/http/attachment.ts";
import { open } from "#app/http/context.ts";
import { choiceOf } from "#app/http/page.ts";
import { LANGUAGES } from "#app/i18n/href.ts";
import { wordsFor } from "#app/i18n/i18n.ts";
import { writeStatement } from "#services/ledger/write-statement.ts";

/** The statement of a payout for a spreadsheet, in the language that `?ngon-ngu=` names. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const language = choiceOf(request, "ngon-ngu", LANGUAGES) ?? "vi";
  const written = await writeStatement(market, viewer, params.id ?? "", statementWords(wordsFor(language)));
  if (!written.ok) return new Response(null, { status: 404 });
  const { file, name } = written.value;
  return attachment(file.bytes, file.mime, name);
}
