import { day, money } from "#app/i18n/format.ts";
import { href, type Language } from "#app/i18n/href.ts";
import { useWords, type Words } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Gate, type GateItem } from "#app/ui/gate.tsx";
import type { GateCode, Line } from "#services/live/rules.ts";

const TO_LISTING: readonly GateCode[] = ["listing", "certificate", "never_certified", "health_warning"];

/** Where a red line is put right. */
function wayOf(
  line: Line,
  language: Language,
  priceField: (itemId: string) => string,
  listingOf: (itemId: string) => string,
) {
  const { code, subject } = line;
  if (code === "shop" || code === "alcohol_licence") return href("seller-shop", language);
  if (code === "host") return "#ke-hostId";
  if (code === "items") return "#them-mon";
  if (subject === null) return null;
  if (TO_LISTING.includes(code)) return href("seller-listing", language, { id: listingOf(subject) });
  return `#${priceField(subject)}`;
}

/** What a line says beside its fact: the reason of a red one. */
export function whyOf(t: Words, language: Language, line: Line): string {
  const { details } = line;
  const amount = (name: string) => (typeof details[name] === "number" ? money(details[name], language) : "");
  const how = (["lapsed", "revoked", "not_yet"] as const).find((known) => known === details.why);
  return t(
    `seller:shows.gate.${line.code}.why` as "seller:shows.gate.discount.why",
    {
      regular: amount("regularVnd"),
      lowest: amount("lowestVnd"),
      how: how ? t(`seller:shows.how.${how}`) : "",
    } as { lowest: string },
  );
}

export function factOf(t: Words, line: Line): string {
  const key = line.isGreen ? "good" : "bad";
  return t(`seller:shows.gate.${line.code}.${key}` as "seller:shows.gate.listing.bad", {
    name: String(line.details.name ?? ""),
  });
}

type Props = {
  lines: readonly Line[];
  priceField: (itemId: string) => string;
  listingOf: (itemId: string) => string;
};

/** The gate: each red line with its reason and way out, the green ones of goods counted together. */
export function GateList({ lines, priceField, listingOf }: Props) {
  const { t, language } = useWords();
  const red: GateItem[] = lines
    .filter((line) => !line.isGreen)
    .map((line) => {
      const to = wayOf(line, language, priceField, listingOf);
      const way = to && t(`seller:shows.gate.${line.code}.way`);
      return {
        key: `${line.code}:${line.subject}`,
        state: "bad",
        fact: factOf(t, line),
        reason: whyOf(t, language, line),
        way: to && way && <Anchor href={to}>{way}</Anchor>,
      };
    });
  const codes = [...new Set(lines.filter((line) => line.isGreen).map((line) => line.code))];
  const green: GateItem[] = codes.map((code) => {
    const mine = lines.filter((line) => line.code === code && line.isGreen);
    const [first] = mine;
    const name = code === "host" ? String(first?.details.name ?? "") : "";
    const at = code === "host" && first?.details.at ? `, ${day(String(first.details.at), language)}` : "";
    const isOfGoods = first?.subject !== null;
    return {
      key: code,
      state: "good",
      fact: t(`seller:shows.gate.${code}.good`),
      reason: isOfGoods ? t("seller:shows.goods", { count: mine.length }) : name + at,
    };
  });
  return <Gate items={[...red, ...green]} />;
}
