import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import type { i18n } from "i18next";
import { renderToString } from "react-dom/server";
import { NonceContext } from "#app/http/nonce.ts";
import { RequestIdContext } from "#app/http/request-id.ts";
import en from "#app/i18n/en/index.ts";
import type { Language } from "#app/i18n/href.ts";
import { I18nContext, makeI18n } from "#app/i18n/i18n.ts";
import vi from "#app/i18n/vi/index.ts";

const words: Record<Language, i18n> = { vi: makeI18n("vi", vi), en: makeI18n("en", en) };

const ESCAPES: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

function scriptSafe(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c);
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * Renders a page as one string: streaming costs Remix 2 half of its speed, and no loader of ours returns a promise.
 * Data is appended as the script that Remix's own transfer component would have written.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const stream = remixContext.serverHandoffStream;
  const payload = stream ? await readAll(stream) : null;
  delete remixContext.serverHandoffStream;
  let html = renderToString(
    <I18nContext.Provider value={{ language: context.language, i18n: words[context.language] }}>
      <NonceContext.Provider value={context.nonce}>
        <RequestIdContext.Provider value={context.requestId}>
          <RemixServer context={remixContext} url={request.url} nonce={context.nonce} />
        </RequestIdContext.Provider>
      </NonceContext.Provider>
    </I18nContext.Provider>,
  );
  const wantsScripts = (remixContext.renderMeta as { didRenderScripts?: boolean } | undefined)?.didRenderScripts;
  if (payload !== null && wantsScripts) {
    const script = `<script nonce="${context.nonce}">window.__remixContext.streamController.enqueue(${scriptSafe(payload)});window.__remixContext.streamController.close();</script>`;
    const end = html.lastIndexOf("</body>");
    html = html.slice(0, end) + script + html.slice(end);
  }
  context.page.html = `<!doctype html>${html}`;
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(null, { status, headers });
}

export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }) {
  if (request.signal.aborted) return;
  const status = (error as { status?: number } | null)?.status;
  if (status !== undefined && status < 500) return;
  context.market.log.error({ requestId: context.requestId, err: error }, "page failed");
}
