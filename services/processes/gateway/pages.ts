import { createHash } from "node:crypto";
import type { Transaction } from "./journal.ts";
import { expiresAt } from "./outcome.ts";
import { type PayFault, returnOrigin } from "./pay-rules.ts";
import { type Language, TEXTS, type Texts } from "./texts.ts";
import { stampOf } from "./time.ts";

/** Deliberately not the market's clothes: nobody may take this page for the market's or for a bank's. */
const STYLE = `*{box-sizing:border-box;margin:0}
html{color-scheme:light}
body{font:16px/1.5 Arial,"Liberation Sans","Noto Sans",sans-serif;color:#111;background:#fff}
.fake{background:repeating-linear-gradient(-45deg,#111 0 18px,#fff 18px 36px);padding:18px}
.fake p{background:#fff;border:3px solid #111;padding:10px 14px;font-weight:700;max-width:44rem;margin-inline:auto;line-height:1.4}
main{max-width:44rem;margin-inline:auto;padding:20px 18px 40px}
h1{font-size:1.35rem;line-height:1.3;margin-bottom:4px}
h2{font-size:1rem;line-height:1.4;margin:26px 0 8px;border-bottom:3px solid #111;padding-bottom:4px}
dl{display:grid;margin-top:16px}
dl div{display:grid;grid-template-columns:10.5rem minmax(0,1fr);gap:12px;padding:6px 0;border-bottom:1px dashed #777}
dd{margin:0;overflow-wrap:anywhere}
code{font:15px/1.5 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.sum{font-size:1.6rem;font-weight:700;line-height:1.3}
form{display:grid;gap:8px}
button{font:inherit;font-weight:700;text-align:left;min-height:52px;padding:8px 14px;border:3px solid #111;border-radius:0;background:#fff;color:#111;cursor:pointer;display:grid;line-height:1.35}
button small{font-weight:400;font-size:14px}
button:hover,button:focus-visible{background:#111;color:#fff}
button:focus-visible,select:focus-visible,a:focus-visible{outline:4px dashed #111;outline-offset:3px}
.opts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:12px}
label{display:grid;gap:4px;font-weight:700}
select{font:inherit;font-weight:400;min-height:48px;border:3px solid #111;background:#fff;color:#111;padding:4px 8px;width:100%;border-radius:0}
p.note{margin-top:18px;font-size:14px}
a.go{display:inline-grid;align-items:center;min-height:52px;margin-top:16px;padding:8px 14px;border:3px solid #111;font-weight:700;color:#111}
@media (max-width:30rem){dl div{grid-template-columns:1fr;gap:0}}`;

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Headers of every page: nothing but our own style, no script, forms to ourselves and on to the return address. */
export function pageHeaders(formTarget: string | null): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "img-src data:",
    `form-action 'self'${formTarget ? ` ${formTarget}` : ""}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

function page(language: Language, title: string, main: string): string {
  const t = TEXTS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header class="fake"><p>${t.fake}</p></header>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
<p class="note">${t.note}</p>
</main>
</body>
</html>
`;
}

/** Hundredths of a đồng as people read them: 478.000 ₫. */
function readableAmount(hundredths: string): string {
  const padded = hundredths.padStart(3, "0");
  const whole = padded.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ".");
  const rest = padded.slice(-2);
  return `${whole}${rest === "00" ? "" : `,${rest}`} ₫`;
}

function row(term: string, description: string, className = ""): string {
  return ` <div><dt>${term}</dt><dd${className && ` class="${className}"`}>${description}</dd></div>`;
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

function deadline(transaction: Transaction, now: number, t: Texts): string {
  const end = expiresAt(transaction);
  const clock = stampOf(end).slice(8);
  const time = `${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}`;
  return `${time}, ${now > end ? t.expired : t.minutesLeft(Math.floor((end - now) / 60_000))}`;
}

function facts(transaction: Transaction, now: number, t: Texts): string {
  const { fields } = transaction;
  const amount = fields.vnp_Amount ?? "";
  return `<dl>
${row(t.amount, readableAmount(amount), "sum")}
${row(t.info, escapeHtml(fields.vnp_OrderInfo ?? ""))}
${row(code("vnp_TxnRef"), code(fields.vnp_TxnRef ?? ""))}
${row(code("vnp_Amount"), code(amount))}
${row(t.signature, t.signatureRight)}
${row(t.expires, deadline(transaction, now, t))}
</dl>`;
}

function choice(value: string, label: string, effect: string): string {
  return ` <button name="r" value="${value}">${label}<small>${code(effect)}</small></button>`;
}

function select(name: string, label: string, options: [string, string][]): string {
  const items = options.map(([value, text]) => `<option value="${value}">${text}</option>`).join("");
  return `  <label>${label}<select name="${name}">${items}</select></label>`;
}

export function languageOf(transaction: Transaction): Language {
  return transaction.fields.vnp_Locale === "en" ? "en" : "vi";
}

/** Where the forms of a transaction's page end up: the origin of its return address. */
export function formTargetOf(transaction: Transaction): string | null {
  return returnOrigin(transaction.fields.vnp_ReturnUrl ?? "");
}

export function payPage(transaction: Transaction, now: number): string {
  const language = languageOf(transaction);
  const t = TEXTS[language];
  const late = now > expiresAt(transaction);
  const choices = late
    ? [choice("11", t.late, "vnp_ResponseCode=11")]
    : [
        choice("00", t.success, "vnp_ResponseCode=00"),
        choice("24", t.cancel, "vnp_ResponseCode=24"),
        choice("51", t.funds, "vnp_ResponseCode=51"),
        choice("11", t.late, "vnp_ResponseCode=11"),
      ];
  choices.push(choice("close", t.undecided, `vnp_TransactionStatus=${late ? "02" : "01"}`));
  const ipn = select("ipn", t.ipn, [
    ["now", t.ipnNow],
    ["slow", t.ipnSlow],
    ["lost", t.ipnLost],
    ["twice", t.ipnTwice],
  ]);
  const back = select("ret", t.back, [
    ["now", t.backNow],
    ["never", t.backNever],
  ]);
  return page(
    language,
    t.title,
    `<p>${t.lead}</p>
${facts(transaction, now, t)}
<h2>${t.results}</h2>
<form method="post" action="/pay/${transaction.token}">
${choices.join("\n")}
 <h2>${t.ways}</h2>
 <div class="opts">
${ipn}
${back}
 </div>
</form>`,
  );
}

/** After the shopper closed the page, with or without a decision. */
export function closedPage(transaction: Transaction): string {
  const t = TEXTS[languageOf(transaction)];
  const text = transaction.outcome ? t.closedDecided : t.closedUndecided;
  const reopen = transaction.outcome ? "" : `\n<p><a class="go" href="/pay/${transaction.token}">${t.reopen}</a></p>`;
  return page(languageOf(transaction), t.closedTitle, `<p>${text}</p>${reopen}`);
}

/** A decided payment opened again, by the back button for one. */
export function decidedPage(transaction: Transaction, returnAddress: string, now: number): string {
  const t = TEXTS[languageOf(transaction)];
  const result = code(`vnp_ResponseCode=${transaction.outcome?.responseCode ?? ""}`);
  return page(
    languageOf(transaction),
    t.decidedTitle,
    `<p>${result}</p>
${facts(transaction, now, t)}
<p><a class="go" href="${escapeHtml(returnAddress)}">${t.toMarket}</a></p>`,
  );
}

export function faultPage(fault: PayFault, language: Language): string {
  const t = TEXTS[language];
  const field = fault.field === null ? "" : `\n${row(t.errorField, code(fault.field))}`;
  return page(
    language,
    t.errorTitle,
    `<p>${t.errors[fault.code]} ${t.errorAdvice}</p>
<dl>
${row(t.errorCode, code(fault.code))}${field}
</dl>`,
  );
}

export function missingPage(): string {
  return page("vi", TEXTS.vi.missingTitle, `<p>${TEXTS.vi.missing}</p>`);
}

export function brokenPage(): string {
  return page("vi", TEXTS.vi.errorTitle, `<p>${TEXTS.vi.broken}</p>`);
}
