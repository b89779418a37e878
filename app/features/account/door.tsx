import type { ReactNode } from "react";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Block } from "#app/ui/block.tsx";

/** The frame of the pages through which one comes in: what to do on the left, what for on the right of a desk. */
export function Door({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <main id="main" className="wrap page" tabIndex={-1}>
      <div className={aside ? "door" : "door door--one"}>
        <div>
          <h1>{title}</h1>
          {children}
        </div>
        {aside}
      </div>
    </main>
  );
}

/** "I have an account" and "sign up", with the way back kept. */
export function DoorTabs({ current, ve }: { current: "sign-in" | "sign-up"; ve: string | null }) {
  const { t, language } = useWords();
  const here = (id: string) => (id === current ? "page" : undefined);
  return (
    <nav className="two mt-4" aria-label={t("account:signIn.tabs")}>
      <Anchor href={href("sign-in", language, {}, { ve })} aria-current={here("sign-in")}>
        {t("account:signIn.have")}
      </Anchor>
      <Anchor href={href("sign-up", language, {}, { ve })} aria-current={here("sign-up")}>
        {t("account:signIn.signUp")}
      </Anchor>
    </nav>
  );
}

/** What waits behind the door: the order one was about to place, or what an account is good for. */
export function DoorAside({ kind, cartCount }: { kind: "order" | "sell" | "work" | "plain"; cartCount: number }) {
  const { t } = useWords();
  if (kind === "work") return null;
  if (kind === "order") {
    return (
      <Block title={t("account:signIn.backTitle")}>
        {cartCount > 0 && <p>{t("account:signIn.backCount", { count: cartCount })}</p>}
        <p className="meta mt-3">{t("account:signIn.backText")}</p>
      </Block>
    );
  }
  const lines = t("account:signIn.why", { returnObjects: true }) as readonly string[];
  return (
    <Block title={t("account:signIn.whyTitle")}>
      <ul className="stack">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Block>
  );
}
