import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Icon } from "#app/ui/icon.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { BODY_LETTERS } from "#services/chat/rules.ts";
import type { ChatMessage, SayAnswer } from "#services/realtime/protocol.ts";
import type { ShowView } from "./show-line.ts";

type ChatProps = {
  slug: string;
  messages: readonly ChatMessage[];
  state: ShowView["state"];
  reason: ShowView["reason"];
  canSay: boolean;
  isLive: boolean;
  say: (body: string) => Promise<SayAnswer>;
  /** What the empty field says; by default what a viewer reads. */
  hint?: string;
  /** Acts of the host beside a message. */
  actsOf?: (message: ChatMessage) => ReactNode;
  children?: ReactNode;
};

function Message({ message, acts }: { message: ChatMessage; acts: ReactNode }) {
  const { t } = useWords();
  const name = message.role === "staff" ? t("live:watch.staff") : message.name;
  return (
    <li className={cx(message.role === "host" && "seller", message.role === "staff" && "sys")} lang="vi">
      <b>{name}</b> {message.body}
      {acts}
    </li>
  );
}

/** Writes to the seller; what was typed stays until it is stored, and the field says why when it isn't. */
function Say({ canSay, isLive, say, slug, hint }: Pick<ChatProps, "canSay" | "isLive" | "say" | "slug" | "hint">) {
  const { t, language } = useWords();
  const ready = useHydrated();
  const [body, setBody] = useState("");
  const [isSending, setSending] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  if (!isLive) return null;
  if (!canSay) {
    const back = href("live-show", language, { slug });
    return (
      <LinkButton variant="line" small href={href("sign-in", language, {}, { ve: back })} reload>
        {t("live:watch.signIn")}
      </LinkButton>
    );
  }
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    setSending(true);
    const answer = await say(body);
    setSending(false);
    setWrong(answer.ok ? null : t(`live:watch.refused.${answer.code}`));
    if (answer.ok) setBody("");
  };
  return (
    <>
      {wrong ? (
        <p className="chat__note" id="say-wrong" role="alert">
          {wrong}
        </p>
      ) : null}
      <form className="chat__say" onSubmit={(event) => void send(event)}>
        <label className="sr" htmlFor="say">
          {t("live:watch.say")}
        </label>
        <input
          id="say"
          value={body}
          onChange={(event) => setBody(event.target.value)}
          placeholder={hint ?? t("live:watch.sayHere")}
          autoComplete="off"
          maxLength={BODY_LETTERS}
          disabled={!ready}
          aria-invalid={wrong !== null}
          aria-describedby={wrong ? "say-wrong" : undefined}
        />
        <button type="submit" aria-label={t("live:watch.send")} aria-busy={isSending}>
          <Icon name="send-horizontal" />
        </button>
      </form>
    </>
  );
}

/** What is said. New messages are read out politely, unless that is turned off; the list can be put away. */
export function Chat(props: ChatProps) {
  const { messages, state, reason, isLive, actsOf, children } = props;
  const { t } = useWords();
  const [isAloud, setAloud] = useState(true);
  const [isShown, setShown] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const newest = messages.at(-1)?.number ?? 0;
  useEffect(() => {
    const box = list.current;
    if (box && newest > 0) box.scrollTop = box.scrollHeight;
  }, [newest]);
  const isDown = state === "reconnecting" || state === "cut";
  const why = reason !== null && reason !== "not_found" ? t(`live:watch.cut.${reason}`) : t("live:watch.reconnecting");
  return (
    <section className="chat" aria-label={t("live:watch.chat")} data-closed={isShown ? undefined : ""}>
      <div className="chat__h row">
        <h2 className="grow only-desk">{t("live:watch.chat")}</h2>
        <button type="button" className="lnk" aria-pressed={!isAloud} onClick={() => setAloud(!isAloud)}>
          <span className="sr">{t(isAloud ? "live:watch.chatQuiet" : "live:watch.chatAloud")}</span>
          <Icon name={isAloud ? "volume-2" : "volume-x"} />
        </button>
        <button type="button" className="lnk" onClick={() => setShown(!isShown)}>
          <span className="sr">{t(isShown ? "live:watch.chatHide" : "live:watch.chatShow")}</span>
          <Icon name={isShown ? "eye-off" : "message-circle"} />
        </button>
      </div>
      <ol className="chat__list" ref={list} aria-live={isAloud ? "polite" : "off"}>
        <li className="sys more">
          <b>{t("live:watch.market")}</b> {t("live:watch.rules")}
        </li>
        {messages.map((message) => (
          <Message key={message.number} message={message} acts={actsOf?.(message)} />
        ))}
      </ol>
      {isDown && isLive ? (
        <p className="chat__note" role="status">
          {why}
        </p>
      ) : null}
      <Say {...props} />
      {children}
    </section>
  );
}
