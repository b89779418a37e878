import { useNonce } from "#app/http/nonce.ts";

const ESCAPES: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** JSON that can stand inside a script element whatever its strings say. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c);
}

/** Structured data for machines. Written by the server alone: a browser has no use for it and keeps what was sent. */
export function JsonLd({ data }: { data: object }) {
  const nonce = useNonce();
  const json = typeof document === "undefined" ? safeJson(data) : "";
  return (
    <script
      type="application/ld+json"
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with its angle brackets escaped
      dangerouslySetInnerHTML={{ __html: json }}
    />
  );
}
