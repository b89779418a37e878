import { type FormEvent, type ReactNode, type RefObject, type UIEvent, useEffect, useRef, useState } from "react";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { cx } from "#app/ui/cx.ts";
import { Icon } from "#app/ui/icon.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { BODY_LETTERS } from "#services/chat/rules.ts";
import type { ChatMessage } from "#services/realtime/protocol.ts";
import { OwnSayings } from "./own-sayings.tsx";
import type { Saying, ShowView } from "./show-line.ts";

/** So near to its end a list is taken to be read there. */
const NEAR_END_PX = 48;

type ChatProps = {
  slug: string;
  messages: readonly ChatMessage[];
  sayings: readonly Saying[];
  state: ShowView["state"];
  reason: ShowView["reason"];
  canSay: boolean;
  isLive: boolean;
  /** False where it can't be taken now. */
  say: (body: string) => boolean;
  sayAgain: (id: string) => void;
  forget: (id: string) => void;
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

type SayProps = Pick<ChatProps, "canSay" | "isLive" | "say" | "slug" | "hint"> & {
  body: string;
  onBody: (body: string) => void;
  field: RefObject<HTMLInputElement>;
};

/** Writes to the seller. The field is free for the next message at once: what was sent stands in the list meanwhile. */
function Say({ canSay, isLive, say, slug, hint, body, onBody, field }: SayProps) {
  const { t, language } = useWords();
  const ready = useHydrated();
  const [isEmpty, setEmpty] = useState(false);
  if (!isLive) return null;
  if (!canSay) {
    const back = href("live-show", language, { slug });
    return (
      <LinkButton variant="line" small href={href("sign-in", language, {}, { ve: back })} reload>
        {t("live:watch.signIn")}
      </LinkButton>
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    const words = body.trim();
    setEmpty(words === "");
    if (words !== "" && say(words)) onBody("");
  };
  return (
    <>
      {isEmpty ? (
        <p className="chat__note" id="say-wrong" role="alert">
          {t("live:watch.refused.empty")}
        </p>
      ) : null}
      <form className="chat__say" onSubmit={send}>
        <label className="sr" htmlFor="say">
          {t("live:watch.say")}
        </label>
        <input
          id="say"
          ref={field}
          value={body}
          onChange={(event) => {
            setEmpty(false);
            onBody(event.target.value);
          }}
          placeholder={hint ?? t("live:watch.sayHere")}
          autoComplete="off"
          maxLength={BODY_LETTERS}
          disabled={!ready}
          aria-invalid={isEmpty}
          aria-describedby={isEmpty ? "say-wrong" : undefined}
        />
        <button type="submit" aria-label={t("live:watch.send")}>
          <Icon name="send-horizontal" />
        </button>
      </form>
    </>
  );
}

/** The newest stays in sight, unless somebody scrolled up to read. */
function useNewestInSight(newest: string) {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = list.current;
    if (box && newest && isAtEnd.current) box.scrollTop = box.scrollHeight;
  }, [newest]);
  const onScroll = ({ currentTarget: box }: UIEvent<HTMLElement>) => {
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
  };
  return { list, onScroll };
}

/** What is said. New messages are read out politely, unless that is turned off; the list can be put away. */
export function Chat(props: ChatProps) {
  const { messages, sayings, state, reason, isLive, actsOf, children } = props;
  const { t } = useWords();
  const [isAloud, setAloud] = useState(true);
  const [isShown, setShown] = useState(true);
  const [body, setBody] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { list, onScroll } = useNewestInSight(`${messages.at(-1)?.number} ${sayings.map((one) => one.state)}`);
  const edit = (saying: Saying) => {
    props.forget(saying.id);
    setBody([saying.body, body].filter(Boolean).join(" "));
    field.current?.focus();
  };
  const isDown = state === "reconnecting" || state === "cut";
  const why = reason !== null && reason !== "not_found" ? t(`live:watch.cut.${reason}`) : t("live:watch.reconnecting");
  return (
    <section className="chat" aria-label={t("live:watch.chat")} data-closed={isShown ? undefined : ""}>
      <div className="chat__h row">
        <h2 className="grow only-desk">{t("live:watch.chat")}</h2>
        <button type="button" className="chat__aloud" onClick={() => setAloud(!isAloud)}>
          {t(isAloud ? "live:watch.chatQuiet" : "live:watch.chatAloud")}
        </button>
        <button type="button" className="chat__tool" onClick={() => setShown(!isShown)}>
          <Icon
            name={isShown ? "eye-off" : "message-circle"}
            label={t(isShown ? "live:watch.chatHide" : "live:watch.chatShow")}
          />
        </button>
      </div>
      <div className="chat__list" ref={list} onScroll={onScroll}>
        <ol aria-live={isAloud ? "polite" : "off"}>
          <li className="sys more">
            <b>{t("live:watch.market")}</b> {t("live:watch.rules")}
          </li>
          {messages.map((message) => (
            <Message key={message.number} message={message} acts={actsOf?.(message)} />
          ))}
        </ol>
        <OwnSayings sayings={sayings} onAgain={props.sayAgain} onEdit={edit} />
      </div>
      {isDown && isLive ? (
        <p className="chat__note" role="status">
          {why}
        </p>
      ) : null}
      <Say {...props} body={body} onBody={setBody} field={field} />
      {children}
    </section>
  );
}
