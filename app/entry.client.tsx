import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { loaders, NAMESPACES_OF, type Namespace } from "#app/i18n/dictionaries.ts";
import { languageOf } from "#app/i18n/href.ts";
import { I18nContext, makeI18n } from "#app/i18n/i18n.ts";

async function start() {
  const language = languageOf(window.location.pathname);
  const part = document.documentElement.dataset.part as keyof typeof NAMESPACES_OF | undefined;
  const names: readonly Namespace[] = NAMESPACES_OF[part ?? "shop"];
  const loaded = await Promise.all(names.map(async (n) => [n, (await loaders[language][n]()).default] as const));
  const i18n = makeI18n(language, Object.fromEntries(loaded));
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nContext.Provider value={{ language, i18n }}>
          <RemixBrowser />
        </I18nContext.Provider>
      </StrictMode>,
    );
  });
}

start();
