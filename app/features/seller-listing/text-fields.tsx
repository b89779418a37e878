import { useState } from "react";
import { faultText } from "#app/features/seller-forms/fault.ts";
import { AreaField, TextField, useTyped } from "#app/features/seller-forms/fields.tsx";
import { count } from "#app/i18n/format.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { SectionHead } from "#app/ui/section-head.tsx";
import { claimsIn, TEXT_LIMITS } from "#services/catalogue/listing-rules.ts";

type Name = keyof typeof TEXT_LIMITS;

const LONG: Record<Name, number> = { name: 0, summary: 0, description: 8, ingredients: 3, storage: 2, usage: 3 };

/** A text with its count and, while it is typed, the words it may not say. */
function Text({ name, language }: { name: Name; language: "vi" | "en" }) {
  const words = useWords();
  const { t } = words;
  const field = `texts.${language}.${name}`;
  const typed = useTyped(field);
  const [now, setNow] = useState<string | null>(null);
  const max = TEXT_LIMITS[name];
  const length = [...(now ?? typed.value)].length;
  const claims = now === null ? [] : claimsIn(now);
  const live =
    length > max
      ? faultText(t, words.language, { code: "too_long", details: { max } })
      : claims.length > 0
        ? faultText(t, words.language, { code: "claims", details: { words: claims.join(", ") } })
        : undefined;
  const counted = t("seller:listing.letters", { count: length, max: count(max, words.language) });
  const hint = name === "description" ? `${t("seller:listing.descriptionHint")} ${counted}.` : counted;
  const common = {
    name: field,
    label: t(`seller:listing.${name}`),
    hint,
    optional: name !== "name" && name !== "description",
    // An error of the last try goes as soon as the text is right.
    error: now === null ? undefined : (live ?? (typed.value === now ? undefined : "")),
    onChange: setNow,
  };
  return LONG[name] === 0 ? <TextField {...common} /> : <AreaField {...common} rows={LONG[name]} />;
}

const NAMES: readonly Name[] = ["name", "summary", "description", "ingredients", "storage", "usage"];

/** Name and texts in Vietnamese, and folded below them in English. */
export function TextFields({ hasEnglish }: { hasEnglish: boolean }) {
  const { t } = useWords();
  return (
    <section>
      <SectionHead title={t("seller:listing.texts")} />
      <div className="form">
        {NAMES.map((name) => (
          <Text key={name} name={name} language="vi" />
        ))}
      </div>
      <details className="fold mt-4" open={hasEnglish}>
        <summary className="btn btn--line">{t("seller:listing.textsEn")}</summary>
        <p className="muted mt-3">{t("seller:listing.textsEnHint")}</p>
        <div className="form mt-3" lang="en">
          {NAMES.map((name) => (
            <Text key={name} name={name} language="en" />
          ))}
        </div>
      </details>
    </section>
  );
}
