import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { POLICY_SLUGS } from "#app/features/frame/market-footer.tsx";
import { pageHead, shortened } from "#app/http/meta.ts";
import { notFound } from "#app/http/respond.ts";
import en from "#app/i18n/en/policies.ts";
import { day } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import vi from "#app/i18n/vi/policies.ts";
import { Line, Lines } from "#app/ui/lines.tsx";
import { Note } from "#app/ui/note.tsx";
import { POLICIES } from "#services/catalogue/policies.ts";
import { viewPolicy } from "#services/catalogue/view-policy.ts";

/** Texts of policies are read here, on the server, so that no other page downloads them. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = POLICIES.find((p) => POLICY_SLUGS[p] === params.page);
  if (!page) return notFound();
  const version = await viewPolicy(context.market, page);
  if (!version.ok) return notFound();
  const text = (context.language === "vi" ? vi : en)[page];
  return { ...version.value, text };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  args.data ? pageHead(args, { title: args.data.text.title, description: shortened(args.data.text.lead) }) : [];

type Piece = { list: boolean; lines: string[] };

/** Neighbouring lines of a list belong together. */
function pieces(text: readonly string[]): Piece[] {
  const all: Piece[] = [];
  for (const line of text) {
    const list = line.startsWith("- ");
    const last = all.at(-1);
    if (list && last?.list) last.lines.push(line.slice(2));
    else all.push({ list, lines: [list ? line.slice(2) : line] });
  }
  return all;
}

function Text({ text }: { text: readonly string[] }) {
  return pieces(text).map((piece) =>
    piece.list ? (
      <ul key={piece.lines[0]}>
        {piece.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    ) : (
      <p key={piece.lines[0]}>{piece.lines[0]}</p>
    ),
  );
}

export default function PolicyRoute() {
  const { page, version, validFrom, isDraft, text } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <article className="prose">
        <h1>{text.title}</h1>
        <p className="meta">{t("shop:policy.version", { version, day: day(validFrom, language) })}</p>
        {isDraft ? <Note kind="warn">{t("shop:policy.draft")}</Note> : null}
        {language === "vi" ? null : <p className="muted">{t("shop:policy.onlyVietnamese")}</p>}
        <p>{text.lead}</p>
        {text.sections.map((section) => (
          <section key={section.title} className="stack">
            <h2>{section.title}</h2>
            <Text text={section.text} />
          </section>
        ))}
      </article>
      <section className="sec measure" aria-labelledby="h-khac">
        <h2 id="h-khac" className="label">
          {t("shop:policy.others")}
        </h2>
        <Lines className="mt-3">
          {POLICIES.filter((p) => p !== page).map((p) => (
            <Line
              key={p}
              icon="file-text"
              href={href("policy", language, { page: POLICY_SLUGS[p] })}
              title={t(`footer.${p}`)}
            />
          ))}
        </Lines>
      </section>
    </main>
  );
}
