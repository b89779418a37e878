import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";
import { open } from "#app/http/context.ts";
import { privateHead } from "#app/http/private-head.ts";
import { notFound } from "#app/http/respond.ts";
import { exactTime } from "#app/i18n/format.ts";
import { href } from "#app/i18n/href.ts";
import { useWords } from "#app/i18n/i18n.ts";
import { Empty } from "#app/ui/empty.tsx";
import { SlimHeader } from "#app/ui/header.tsx";
import { Tag } from "#app/ui/tag.tsx";
import { type OutboxMessage, readDemoOutbox } from "#services/notifications/read-outbox.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { market } = await open(context);
  const messages = await readDemoOutbox(market);
  if (!messages.ok) return notFound();
  return {
    messages: messages.value,
    publicUrl: market.settings.PUBLIC_URL,
  };
}

export const meta: MetaFunction<typeof loader> = (args) => privateHead(args, (t) => t("account:outbox.title"));

/** A message's text with our own addresses as links; they lead to the market whatever name it is opened by. */
function Body({ text, publicUrl }: { text: string; publicUrl: string }) {
  const parts = text.split(/(https?:\/\/\S+)/);
  return (
    <p className="lines-kept">
      {parts.map((part, at) => {
        const isOurs = at % 2 === 1 && part.startsWith(`${publicUrl}/`);
        const key = `${at}-${part}`;
        return isOurs ? (
          <a key={key} className="break" href={part.slice(publicUrl.length)}>
            {part}
          </a>
        ) : (
          <span key={key}>{part}</span>
        );
      })}
    </p>
  );
}

const STATES = { queued: "earth", sent: "leaf", failed: "red" } as const;

function Message({ message, publicUrl }: { message: OutboxMessage; publicUrl: string }) {
  const { t, language } = useWords();
  const state = message.state as keyof typeof STATES;
  return (
    <li className="block">
      <p className="row row--wrap">
        <Tag icon={message.channel === "mail" ? "mail" : "smartphone"}>{t(`account:outbox.${message.channel}`)}</Tag>
        <Tag kind={STATES[state]}>{t(`account:outbox.state.${state}`)}</Tag>
        <time className="meta" dateTime={message.createdAt}>
          {exactTime(message.createdAt, language)}
        </time>
        <span className="break">{t("account:outbox.to", { recipient: message.recipient })}</span>
      </p>
      {message.subject !== "" && <h2 className="mt-2">{message.subject}</h2>}
      <Body text={message.body} publicUrl={publicUrl} />
      {message.lastError !== null && <p className="meta c-red">{message.lastError}</p>}
    </li>
  );
}

export default function Page() {
  const { t, language } = useWords();
  const { messages, publicUrl } = useLoaderData<typeof loader>();
  return (
    <>
      <SlimHeader home={{ href: href("home", language), label: t("common:header.home") }} />
      <main id="main" className="wrap page" tabIndex={-1}>
        <h1>{t("account:outbox.title")}</h1>
        <p className="muted measure">{t("account:outbox.lead")}</p>
        {messages.length === 0 ? (
          <Empty title={t("account:outbox.empty")} />
        ) : (
          <ul className="stack mt-4 measure">
            {messages.map((message) => (
              <Message key={message.id} message={message} publicUrl={publicUrl} />
            ))}
          </ul>
        )}
      </main>
    </>
  );
}
