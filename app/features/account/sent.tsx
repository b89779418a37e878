import { useWords } from "#app/i18n/i18n.ts";
import { Anchor } from "#app/ui/anchor.tsx";
import { Note } from "#app/ui/note.tsx";

/** "Look at your mail": said whether or not anything was sent, and what to do when nothing comes. */
export function Sent({ text, again, isDemo }: { text: string; again: string; isDemo: boolean }) {
  return (
    <div className="stack mt-4">
      <Note icon="mail" role="status">
        {text}
      </Note>
      <NotCome again={again} isDemo={isDemo} />
    </div>
  );
}

/** Ways on when no mail or message comes; a demonstration shows where it keeps them. */
export function NotCome({ again, isDemo }: { again: string; isDemo: boolean }) {
  const { t } = useWords();
  return (
    <>
      <p className="meta">
        {t("account:confirm.notCome")} <Anchor href={again}>{t("account:confirm.again")}</Anchor>.
      </p>
      {isDemo && (
        <p>
          <a className="lnk" href="/dev/outbox">
            {t("account:confirm.demo")}
          </a>
        </p>
      )}
    </>
  );
}
