import en from "#app/i18n/en/index.ts";
import type { Language } from "#app/i18n/href.ts";
import { makeI18n, type Words } from "#app/i18n/i18n.ts";
import vi from "#app/i18n/vi/index.ts";

const words: Record<Language, Words> = {
  vi: makeI18n("vi", vi).t as unknown as Words,
  en: makeI18n("en", en).t as unknown as Words,
};

/** Words for what a loader says itself: titles. Pages use `useWords`. */
export function serverWords(language: Language): Words {
  return words[language];
}

/** The title of a page, the market's name behind it. */
export function pageTitle(language: Language, text: string): string {
  return `${text} · ${words[language]("market")}`;
}
