import type { LoaderFunctionArgs } from "@remix-run/node";
import { attachment } from "#app/http/attachment.ts";
import { open } from "#app/http/context.ts";
import { statusOf } from "#app/http/respond.ts";
import { writeBankFile } from "#services/ledger/write-bank-file.ts";

/** What the bank is given of an approved run; each taking of it is audited. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const written = await writeBankFile(market, viewer, params.id ?? "");
  if (!written.ok) return new Response(null, { status: statusOf(written.code) });
  const { file, name } = written.value;
  return attachment(file.bytes, file.mime, name);
}
