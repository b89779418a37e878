import i18next, { type i18n, type TFunction } from "i18next";
import { createContext, useContext } from "react";
import type { Dictionary, Namespace } from "#app/i18n/dictionaries.ts";
import type { Language } from "#app/i18n/href.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: Dictionary;
  }
}

export type Words = TFunction<["common", "shop", "account", "seller", "staff", "live", "gate"]>;

const known = new Map<Language, i18n>();

/** An i18next over dictionaries that are already in memory: no loading, no detection, no fallback between languages. */
export function makeI18n(language: Language, dictionary: Partial<Record<Namespace, object>>): i18n {
  const instance = i18next.createInstance();
  instance.init({
    lng: language,
    fallbackLng: false,
    ns: ["common", "shop", "account", "seller", "staff", "live", "gate"],
    defaultNS: "common",
    resources: { [language]: dictionary } as never,
    interpolation: { escapeValue: false },
    initAsync: false,
    showSupportNotice: false,
  } as never);
  known.set(language, instance);
  return instance;
}

/** Words outside of components: titles and descriptions of pages. The language must have been made before. */
export function wordsFor(language: Language): Words {
  const instance = known.get(language);
  if (!instance) throw new Error(`no words of ${language} yet`);
  return instance.t as unknown as Words;
}

export const I18nContext = createContext<{ language: Language; i18n: i18n } | null>(null);

const memoised = new WeakMap<i18n, Words>();

/** i18next looks a key up anew each time; words without blanks are looked up once, which halves the cost of a page. */
function wordsOf(instance: i18n): Words {
  const known = memoised.get(instance);
  if (known) return known;
  const plain = new Map<string, string>();
  const words = ((key: string, blanks?: object) => {
    if (blanks !== undefined) return instance.t(key as never, blanks as never);
    const found = plain.get(key) ?? String(instance.t(key as never));
    plain.set(key, found);
    return found;
  }) as unknown as Words;
  memoised.set(instance, words);
  return words;
}

/** `t("shop:key", { … })` in the page's language; the language itself comes from the address alone. */
export function useWords(): { t: Words; language: Language; i18n: i18n } {
  const context = useContext(I18nContext);
  if (!context) throw new Error("useWords outside of the page");
  return { t: wordsOf(context.i18n), language: context.language, i18n: context.i18n };
}
