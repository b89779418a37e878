import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { StatementPage } from "#app/features/seller-money/statement-page.tsx";
import { open } from "#app/http/context.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { viewStatement } from "#services/ledger/view-statement.ts";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { market, viewer } = await open(context);
  const statement = await viewStatement(market, viewer, params.id ?? "");
  if (!statement.ok) notFound();
  return statement.value;
}

export const meta: MetaFunction<typeof loader> = (args) =>
  privateHead(args, (t) =>
    args.data ? t("seller:statement.heading", { code: args.data.payout.code }) : t("seller:statement.title"),
  );

export default function Page() {
  return (
    <main id="main" className="wrap" tabIndex={-1}>
      <StatementPage statement={useLoaderData<typeof loader>()} />
    </main>
  );
}
